/** The forms that values of `oar.conf` have (section 10.7 of the database reference): text in, typed value out. */

/** A value that was read, and what is worth a warning about it. */
export interface Read<Value> {
  readonly value: Value;
  /** As a phrase that goes on after the key; absent: nothing. */
  readonly warning?: string;
}

/** How the texts of a key are read. */
export interface Form<Value> {
  /** What is accepted, as a phrase. */
  readonly expected: string;
  /** @returns `undefined`: the text has another form */
  read(text: string): Read<Value> | undefined;
}

/** A fraction of the walltime, strictly between 0 and 1, or whole seconds. */
export type Duration = { readonly ratio: number } | { readonly seconds: number };

/** A duration for each queue. */
export interface PerQueue {
  readonly queues: ReadonlyMap<string, Duration>;
  /** For a queue that is not listed; `null`: the default of the key. */
  readonly others: Duration | null;
}

/** A column to sort by. */
export interface OrderColumn {
  readonly column: string;
  readonly descending: boolean;
  /** Where NULL goes; `null`: where PostgreSQL puts it, last when ascending. */
  readonly nulls: "first" | "last" | null;
}

/** Highest value of an integer column of OAR's tables. */
export const INT4_MAX = 2_147_483_647;

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Any text. */
export const freeText: Form<string> = { expected: "a text", read: (value) => ({ value }) };

/** `yes` or `no` in any case. */
export const yesNo: Form<boolean> = {
  expected: "yes or no",
  read(text) {
    const word = text.toLowerCase();
    return word === "yes" || word === "no" ? { value: word === "yes" } : undefined;
  },
};

/** Decimal digits; a leading 0 means nothing. */
export function integer(lowest: number, highest = INT4_MAX): Form<number> {
  return {
    expected: `an integer from ${lowest} to ${highest}`,
    read(text) {
      const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
      return value >= lowest && value <= highest ? { value } : undefined;
    },
  };
}

/** A decimal number, which may be negative. */
export const decimal: Form<number> = {
  expected: "a decimal number",
  read(text) {
    const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
    return Number.isFinite(value) ? { value } : undefined;
  },
};

/** One of these words, in the case given here. */
export function word<Word extends string>(...words: readonly Word[]): Form<Word> {
  return {
    expected: words.join(" or "),
    read: (text) => ((words as readonly string[]).includes(text) ? { value: text as Word } : undefined),
  };
}

/** One of the names in any case, each with what it means. */
export function synonym<Meaning extends string>(names: Readonly<Record<string, Meaning>>): Form<Meaning> {
  return {
    expected: Object.keys(names).join(" or "),
    read(text) {
      const name = text.toLowerCase();
      return Object.hasOwn(names, name) ? { value: names[name] as Meaning } : undefined;
    },
  };
}

/** One of these words; another one is the first of them, with a warning. */
export function wordOrElse<Word extends string>(otherwise: Word, ...words: readonly Word[]): Form<Word> {
  const known: readonly string[] = [otherwise, ...words];
  return {
    expected: known.join(" or "),
    read: (text) =>
      known.includes(text)
        ? { value: text as Word }
        : { value: otherwise, warning: `is unknown: ${otherwise} holds instead` },
  };
}

/** A positive integer; anything else is no limit, with a warning (R4.3). */
export const limit: Form<number | null> = {
  expected: "a positive integer",
  read(text) {
    const value = /^\+?\d+$/.test(text) ? Number(text) : 0;
    if (value > 0) return { value: Math.min(value, Number.MAX_SAFE_INTEGER) };
    return { value: null, warning: "is no positive integer: there is no limit" };
  },
};

/** Names between separators, without the spaces around them; empty ones are skipped. */
export function names(separator: "," | " "): Form<readonly string[]> {
  return {
    expected: "a list of names",
    read(text) {
      const value = text.split(separator === " " ? /\s+/ : separator).map((name) => name.trim());
      return { value: value.filter((name) => name !== "") };
    },
  };
}

/** Columns from the outermost level to the innermost. */
export interface Levels {
  /** As it was given: events quote it. */
  readonly text: string;
  readonly columns: readonly string[];
}

/** Names between slashes, without the spaces around them; empty ones are skipped. */
export const levels: Form<Levels> = {
  expected: "a list of names",
  read(text) {
    const columns = text.split("/").map((name) => name.trim());
    return { value: { text, columns: columns.filter((name) => name !== "") } };
  },
};

/** `column [ASC|DESC] [NULLS FIRST|LAST]`, separated by commas; as in SQL, the case of letters does not count. */
export const order: Form<readonly OrderColumn[]> = {
  expected: "columns with ASC or DESC, NULLS FIRST or NULLS LAST, separated by commas",
  read(text) {
    const value: OrderColumn[] = [];
    for (const item of text.split(",")) {
      const match = /^([a-z_]\w*)(?:\s+(asc|desc))?(?:\s+nulls\s+(first|last))?$/.exec(item.trim().toLowerCase());
      if (match === null) return undefined;
      const nulls = match[3] === "first" || match[3] === "last" ? match[3] : null;
      value.push({ column: match[1] as string, descending: match[2] === "desc", nulls });
    }
    return { value };
  },
};

/** `{name => number, …}` (R4.5). The value is the text: the core reads it again. */
export const targets: Form<string> = {
  expected: "targets like {name => 25.5, other => 10}",
  read(text) {
    const items = listed(text);
    const right = items?.every((item) => {
      const [, value] = /^\S+\s*=>\s*(\S+)$/.exec(item) ?? [];
      return value !== undefined && decimal.read(value) !== undefined;
    });
    return right ? { value: text } : undefined;
  },
};

/**
 * A number, a ratio, or a map of them by queue: `{queue => value, _ => value}` or `{'queue': value, '_': value}`
 * (section 10.1). A negative number is 0, with a warning.
 */
export const durationPerQueue: Form<PerQueue> = {
  expected: "a number of seconds, a ratio between 0 and 1, or a map like {queue => value, _ => value}",
  read(text) {
    const queues = new Map<string, Duration>();
    let others: Duration | null = null;
    let negative = false;
    const duration = (number: string): Duration | undefined => {
      const value = decimal.read(number)?.value;
      if (value === undefined || value > INT4_MAX) return undefined;
      if (value < 0) negative = true;
      return value > 0 && value < 1 ? { ratio: value } : { seconds: Math.max(0, Math.trunc(value)) };
    };
    if (text.startsWith("{")) {
      const items = listed(text);
      if (items === undefined) return undefined;
      for (const item of items) {
        const match = /^(["']?)([^"'\s{}]+?)\1\s*(?:=>|:)\s*(["']?)([^"'\s]+)\3$/.exec(item);
        const value = match === null ? undefined : duration(match[4] as string);
        if (value === undefined) return undefined;
        if (match?.[2] === "_") others = value;
        else queues.set(match?.[2] as string, value);
      }
    } else {
      others = duration(text) ?? null;
      if (others === null) return undefined;
    }
    return { value: { queues, others }, ...(negative ? { warning: "has a negative number: 0 holds instead" } : {}) };
  },
};

/** The trimmed items of `{a, b}`; a comma after the last is allowed. `undefined`: no braces around. */
function listed(text: string): string[] | undefined {
  const whole = text.trim();
  if (whole.length < 2 || !whole.startsWith("{") || !whole.endsWith("}")) return undefined;
  const items = whole.slice(1, -1).split(",");
  if (items.at(-1)?.trim() === "") items.pop();
  return items.map((item) => item.trim());
}
