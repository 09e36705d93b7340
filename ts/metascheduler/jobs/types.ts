/** The types of a job: texts `key` or `key=value` (section 3 of the rules). */

/** With whom a time-shared job shares (R10.3). */
export interface Scope {
  /** Only with jobs of the same user. */
  readonly user: boolean;
  /** Only with jobs of the same name. */
  readonly name: boolean;
}

/** What the types of a job say; `null`: nothing about it. */
export interface JobTypes {
  readonly besteffort: boolean;
  readonly timesharing: Scope | null;
  /** It withholds its resources under this name. */
  readonly placeholder: string | null;
  /** It may use what is withheld under this name: `allow` or `allowed`. */
  readonly allow: string | null;
  /** The name of the slot set that it opens; without a name of its own the job's id. */
  readonly container: string | null;
  /** The name of the slot set in which it is placed. */
  readonly inner: string | null;
  /** Whether the job counts for nothing: `noop`. */
  readonly noop: boolean;
}

const SCOPES: Readonly<Record<string, Scope>> = {
  "*,*": { user: false, name: false },
  "user,*": { user: true, name: false },
  "*,user": { user: true, name: false },
  "*,name": { user: false, name: true },
  "name,*": { user: false, name: true },
  "user,name": { user: true, name: true },
  "name,user": { user: true, name: true },
};

/**
 * Reads the types of a job that holds resources, in listed order, up to the first malformed one (R3.3): what stands
 * before it counts, it and the later ones do not. Where `placeholder` meets `allow`, both count (R3.6).
 */
export function readJobTypes(job: number, texts: readonly string[]): JobTypes {
  const types = {
    besteffort: false,
    timesharing: null as Scope | null,
    placeholder: null as string | null,
    allow: null as string | null,
    container: null as string | null,
    inner: null as string | null,
    noop: false,
  };
  const named = (key: "placeholder" | "allow" | "inner", value: string): boolean => {
    if (value === "" || types[key] !== null) return false;
    types[key] = value;
    return true;
  };
  // The core leaves out a job that has a type without text; here it is only that what it holds is known.
  for (const text of texts.filter((one: string | null) => one !== null)) {
    const cut = text.indexOf("=");
    const [key, value] = cut < 0 ? [text, ""] : [text.slice(0, cut), text.slice(cut + 1)];
    switch (key) {
      case "besteffort":
      case "noop":
        types[key] = true;
        break;
      case "timesharing":
        if (types.timesharing !== null || !Object.hasOwn(SCOPES, value)) return types;
        types.timesharing = SCOPES[value] as Scope;
        break;
      case "placeholder":
      case "allow":
      case "allowed":
        if (!named(key === "placeholder" ? key : "allow", value)) return types;
        if (types.placeholder !== null && types.allow !== null) return types;
        break;
      case "container":
        if (types.container !== null) return types;
        types.container = value === "" ? String(job) : value;
        break;
      case "inner":
        if (!named(key, value)) return types;
        break;
    }
  }
  return types;
}
