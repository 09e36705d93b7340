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

/** The own fields of an object, read. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads something of a caller's, from the root.
 *
 * @throws InputError what is wrong and where; nothing else leaves, also when reading a value throws
 */
export function reading<Result>(read: (reader: Reader) => Result): Result {
  const reader = new Reader();
  try {
    return read(reader);
  } catch (cause) {
    if (cause instanceof RedoxError) throw cause;
    const error = new InputError("wrong_type", reader.at(), "plain data", "a value that throws when it is read");
    error.cause = cause;
    throw error;
  }
}

/**
 * A place in the input. `path` is the stack of keys and indices from the root; whoever descends
 * pushes, whoever comes back pops. It is written to for each value, so it is one array for all.
 */
export class Reader {
  readonly path: (string | number)[] = [];

  /** Where the reader is. */
  at(key?: string | number): FieldPath {
    return key === undefined ? [...this.path] : [...this.path, key];
  }

  /** Refuses the value `found` at `key` of the current place (or at the place itself). */
  fail(code: InputCode, expected: string, found: unknown, key?: string | number): never {
    throw new InputError(code, this.at(key), expected, describe(found));
  }

  /**
   * The own fields of an object, each read once: a getter that answers differently the next time
   * cannot get round a check. While they are read the path names them, for what a getter may throw.
   */
  object(value: unknown, known: ReadonlySet<string> | null, key?: string | number): Fields {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.fail(value === undefined ? "missing" : "wrong_type", "an object", value, key);
    }
    const depth = this.path.length;
    if (key !== undefined) this.path.push(key);
    const fields: Record<string, unknown> = Object.create(null);
    for (const name of Object.keys(value)) {
      if (known !== null && !known.has(name)) this.fail("unknown_field", "no field of that name", name, name);
      this.path.push(name);
      fields[name] = (value as Record<string, unknown>)[name];
      this.path.pop();
    }
    this.path.length = depth;
    return fields;
  }

  /** The items of a list of at most `limit`, each read once: it may grow while it is read, to no avail. */
  list(value: unknown, key: string | number, limit: number = LIMITS.items): readonly unknown[] {
    if (!Array.isArray(value)) this.fail(value === undefined ? "missing" : "wrong_type", "a list", value, key);
    this.path.push(key);
    const { length } = value;
    if (length > limit) {
      throw new InputError("too_large", this.at(), `at most ${limit} items`, `${length} items`);
    }
    const items = this.#items(value, length);
    this.path.pop();
    return items;
  }

  /**
   * The items of a list of a fixed form, each read once; none is read when there are too few or too many.
   *
   * @param expected the form, as a phrase
   */
  tuple(value: unknown, key: string | number, lengths: NumberBounds, expected: string): readonly unknown[] {
    if (!Array.isArray(value)) this.fail(value === undefined ? "missing" : "wrong_type", expected, value, key);
    this.path.push(key);
    const { length } = value;
    if (length < lengths.min || length > lengths.max) {
      throw new InputError("malformed", this.at(), expected, `a list of ${length}`);
    }
    const items = this.#items(value, length);
    this.path.pop();
    return items;
  }

  #items(list: readonly unknown[], length: number): unknown[] {
    const items: unknown[] = [];
    for (let i = 0; i < length; i++) {
      this.path.push(i);
      items.push(list[i]);
      this.path.pop();
    }
    return items;
  }

  /** An integer within bounds. */
  integer(value: unknown, key: string | number, bounds: NumberBounds): number {
    const number = this.number(value, key);
    if (!Number.isInteger(number) || number < bounds.min || number > bounds.max) {
      this.fail("out_of_range", `an integer from ${bounds.min} to ${bounds.max}`, number, key);
    }
    // Adding 0 makes -0 the ordinary zero.
    return number + 0;
  }

  /** A finite number. */
  number(value: unknown, key: string | number): number {
    if (typeof value !== "number") this.fail(value === undefined ? "missing" : "wrong_type", "a number", value, key);
    if (!Number.isFinite(value)) this.fail("out_of_range", "a finite number", value, key);
    return value;
  }

  /** A text of at most `LIMITS.nameLength` characters. */
  name(value: unknown, key: string | number): string {
    const text = this.text(value, key);
    if (text.length > LIMITS.nameLength) {
      const found = `${text.length} characters`;
      throw new InputError("too_large", this.at(key), `at most ${LIMITS.nameLength} characters`, found);
    }
    return text;
  }

  /** A text. */
  text(value: unknown, key: string | number): string {
    if (typeof value !== "string") this.fail(value === undefined ? "missing" : "wrong_type", "a text", value, key);
    return value;
  }
}
