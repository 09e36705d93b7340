/** Reads a caller's values one by one, each once, and knows at any time where it is. */
import { describe, type FieldPath, type InputCode, InputError, LIMITS, RedoxError } from "../../model/index.js";

/** Bounds of a number; both inclusive. */
export interface NumberBounds {
  min: number;
  max: number;
}

/** Integers that a double holds exactly. */
export const SAFE: NumberBounds = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
/** Ids: safe integers that are not negative. */
export const NATURAL: NumberBounds = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** Where a reader is inside of a place that it goes through often: {@link Reader.inside}. */
export interface Inside {
  /** Keys and indices from the place on. */
  steps(): FieldPath;
}

/** The own fields of an object, read. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads something of a caller's, from the root.
 *
 * @throws InputError what is wrong and where; nothing else leaves, also when reading a value throws
 */
export function reading<Result>(read: (reader: Reader) => Result): Result {
  const reader = new Reader();
  return reader.guard(() => read(reader));
}

/**
 * A place in the input. `path` is the stack of keys and indices from the root; whoever descends
 * pushes, whoever comes back pops. It is written to for each object and list, so it is one array for all.
 */
export class Reader {
  readonly path: (string | number)[] = [];
  /**
   * Which field or item of the current place is being read; `null`: the place itself. Whoever reads a value of the
   * caller's says so first: this is where an error is that reading it throws.
   */
  key: string | number | null = null;
  /** What is read at the end of the path and keeps its place itself, since it is read often; `null`: nothing is. */
  inside: Inside | null = null;

  /** Where the reader is. */
  at(key?: string | number): FieldPath {
    const path = [...this.path, ...(this.inside?.steps() ?? [])];
    if (key !== undefined) path.push(key);
    return path;
  }

  /**
   * What `read` returns.
   *
   * @throws RedoxError what `read` throws; what else it throws comes from the caller's values, and is an `InputError`
   *   that says where, with what was thrown as its cause
   */
  guard<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (thrown) {
      throw this.errorOf(thrown);
    }
  }

  /** The error that something thrown is: itself, if it is one of this package; for what else see {@link guard}. */
  errorOf(thrown: unknown): RedoxError {
    if (thrown instanceof RedoxError) return thrown;
    const place = this.at(this.key ?? undefined);
    const error = new InputError("wrong_type", place, "plain data", "a value that throws when it is read");
    error.cause = thrown;
    return error;
  }

  /** Refuses the value `found` at `key` of the current place (or at the place itself). */
  fail(code: InputCode, expected: string, found: unknown, key?: string | number): never {
    throw new InputError(code, this.at(key), expected, describe(found));
  }

  /** Refuses a value that is missing or of another type. */
  wrong(expected: string, found: unknown, key?: string | number): never {
    this.fail(found === undefined ? "missing" : "wrong_type", expected, found, key);
  }

  /** Refuses what is longer than it may be. */
  #tooLarge(length: number, limit: number, what: string, key?: string | number): never {
    throw new InputError("too_large", this.at(key), `at most ${limit} ${what}`, `${length} ${what}`);
  }

  /**
   * The own fields of an object, each read once: a getter that answers differently the next time
   * cannot get round a check.
   */
  object(value: unknown, known: ReadonlySet<string> | null, key?: string | number): Fields {
    const source = this.source(value, key);
    if (key !== undefined) this.path.push(key);
    const fields: Record<string, unknown> = Object.create(null);
    for (const name of Object.keys(source)) {
      if (known !== null && !known.has(name)) this.unknown(name);
      this.key = name;
      fields[name] = source[name];
    }
    if (key !== undefined) this.path.pop();
    return fields;
  }

  /** An object whose fields are not read yet. */
  source(value: unknown, key?: string | number): Fields {
    this.key = key ?? null;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.wrong("an object", value, key);
    }
    return value as Fields;
  }

  /** Refuses a field of the current place that the format does not know. */
  unknown(name: string): never {
    this.fail("unknown_field", "no field of that name", name, name);
  }

  /** The items of a list of at most `limit`, each read once: it may grow while it is read, to no avail. */
  list(value: unknown, key: string | number, limit: number = LIMITS.items): readonly unknown[] {
    const items: unknown[] = [];
    const length = this.open(value, key, limit);
    for (let i = 0; i < length; i++) items.push(this.item(value, i));
    this.close();
    return items;
  }

  /**
   * The items of a list of a fixed form, each read once; none is read when there are too few or too many.
   *
   * @param expected the form, as a phrase
   */
  tuple(value: unknown, key: string | number, lengths: NumberBounds, expected: string): readonly unknown[] {
    this.key = key;
    if (!Array.isArray(value)) this.wrong(expected, value, key);
    const length = value.length >>> 0;
    if (length < lengths.min || length > lengths.max) {
      throw new InputError("malformed", this.at(key), expected, `a list of ${length}`);
    }
    this.path.push(key, 0);
    const items: unknown[] = [];
    for (let i = 0; i < length; i++) items.push(this.item(value, i));
    this.close();
    return items;
  }

  /**
   * Descends into a list of at most `limit` items, for {@link item} to read them one by one.
   *
   * @returns how many there are: it may grow while it is read, to no avail
   */
  open(value: unknown, key: string | number, limit: number = LIMITS.items): number {
    const length = this.count(value, key, limit);
    this.path.push(key, 0);
    return length;
  }

  /** How many items a list has, of at most `limit`, for those who keep their place {@link inside} themselves. */
  count(value: unknown, key: string | number, limit: number = LIMITS.items): number {
    this.key = key;
    if (!Array.isArray(value)) this.wrong("a list", value, key);
    // What a proxy says may be no length.
    const length = value.length >>> 0;
    if (length > limit) this.#tooLarge(length, limit, "items", key);
    return length;
  }

  /** An item of the list that was opened; the reader is there now. */
  item(list: unknown, index: number): unknown {
    this.path[this.path.length - 1] = index;
    this.key = null;
    return (list as readonly unknown[])[index];
  }

  /** Comes back from a list. */
  close(): void {
    this.path.pop();
    this.path.pop();
  }

  /** An integer within bounds. */
  integer(value: unknown, key: string | number, bounds: NumberBounds): number {
    const number = this.number(value, key);
    if (!Number.isInteger(number) || number < bounds.min || number > bounds.max) {
      this.#outOfRange(number, key, bounds);
    }
    // Adding 0 makes -0 the ordinary zero.
    return number + 0;
  }

  #outOfRange(number: number, key: string | number, { min, max }: NumberBounds): never {
    this.fail("out_of_range", `an integer from ${min} to ${max}`, number, key);
  }

  /** A finite number. */
  number(value: unknown, key?: string | number): number {
    if (typeof value !== "number") this.wrong("a number", value, key);
    if (!Number.isFinite(value)) this.fail("out_of_range", "a finite number", value, key);
    return value;
  }

  /** A text of at most `LIMITS.nameLength` characters. */
  name(value: unknown, key?: string | number): string {
    const text = this.text(value, key);
    if (text.length > LIMITS.nameLength) this.#tooLarge(text.length, LIMITS.nameLength, "characters", key);
    return text;
  }

  /** A text. */
  text(value: unknown, key?: string | number): string {
    if (typeof value !== "string") this.wrong("a text", value, key);
    return value;
  }
}
