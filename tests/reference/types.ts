/** Job types: what they say and when they are malformed (section 3 of the rules). */

/** Scope of a time-shared job (R10.3): of whom it wants the same. */
export interface Scope {
  user: boolean;
  name: boolean;
}

/** What the types of a job say. */
export interface JobTypes {
  /** R3.3. */
  malformed: boolean;
  timesharing: Scope | null;
  placeholder: string | null;
  allow: string | null;
  /** Whether the job is a container, and the name it gives; `null`: its id (R3.1). */
  container: { name: string | null } | null;
  inner: string | null;
  besteffort: boolean;
  noQuotas: boolean;
  /** Keys that quota rules may track (R3.5). */
  quotaTypes: string[];
}

/** The seven values of `timesharing` (R3.1). */
const SCOPES: ReadonlyMap<string, Scope> = new Map([
  ["*,*", { user: false, name: false }],
  ["user,*", { user: true, name: false }],
  ["*,user", { user: true, name: false }],
  ["*,name", { user: false, name: true }],
  ["name,*", { user: false, name: true }],
  ["user,name", { user: true, name: true }],
  ["name,user", { user: true, name: true }],
]);

/** Keys that are no quota types (R3.5). */
const NOT_FOR_QUOTAS = new Set(["timesharing", "placeholder", "allow", "allowed", "no_quotas", "assign", "find"]);

/**
 * Reads the types of a job. From the first malformed one on they mean nothing (R3.6), except that where
 * `placeholder` meets `allow` both count, and only the later ones do not.
 */
export function readTypes(texts: readonly string[]): JobTypes {
  const types: JobTypes = {
    malformed: false,
    timesharing: null,
    placeholder: null,
    allow: null,
    container: null,
    inner: null,
    besteffort: false,
    noQuotas: false,
    quotaTypes: [],
  };
  for (const text of texts) {
    const [key, value] = cut(text);
    if (!readType(types, key, value)) {
      types.malformed = true;
      break;
    }
    if (types.placeholder !== null && types.allow !== null) {
      types.malformed = true;
      break;
    }
    if (!NOT_FOR_QUOTAS.has(key) && !types.quotaTypes.includes(key)) types.quotaTypes.push(key);
  }
  return types;
}

/** Cuts a text at its first `=`; an empty value is none (R3.1). */
function cut(text: string): [key: string, value: string | null] {
  const at = text.indexOf("=");
  if (at < 0) return [text, null];
  const value = text.slice(at + 1);
  return [text.slice(0, at), value === "" ? null : value];
}

/** Notes one type; `false` when it is malformed (R3.3). */
function readType(types: JobTypes, key: string, value: string | null): boolean {
  switch (key) {
    case "timesharing": {
      const scope = SCOPES.get(value ?? "");
      if (scope === undefined || types.timesharing !== null) return false;
      types.timesharing = scope;
      return true;
    }
    case "placeholder":
      if (value === null || types.placeholder !== null) return false;
      types.placeholder = value;
      return true;
    case "allow":
    case "allowed":
      if (value === null || types.allow !== null) return false;
      types.allow = value;
      return true;
    case "container":
      if (types.container !== null) return false;
      types.container = { name: value };
      return true;
    case "inner":
      if (value === null || types.inner !== null) return false;
      types.inner = value;
      return true;
    case "besteffort":
      types.besteffort = true;
      return true;
    case "no_quotas":
      types.noQuotas = true;
      return true;
    default:
      return true;
  }
}
