/** Reads a caller's values one by one, each once, and knows at any time where it is. */
import { describe, type FieldPath, type InputCode, InputError, LIMITS } from "../../model/index.js";

/** Bounds of a number; both inclusive. */
export interface NumberBounds {
  min: number;
  max: number;
}

/** Integers that a double holds exactly. */
export const SAFE: NumberBounds = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
/** Ids: safe integers that are not negative. */
export const NATURAL: NumberBounds = { min: 0, max: Number.MAX_SAFE_INTEGER };

type Fields = Readonly<Record<string, unknown>>;

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
   * cannot get round a check.
   */
  object(value: unknown, known: ReadonlySet<string> | null, key?: string | number): Fields {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.fail(value === undefined ? "missing" : "wrong_type", "an object", value, key);
    }
    const fields: Record<string, unknown> = Object.create(null);
    for (const name of Object.keys(value)) {
      if (known !== null && !known.has(name)) {
        const place = key === undefined ? [...this.path, name] : [...this.path, key, name];
        throw new InputError("unknown_field", place, "no field of that name", describe(name));
      }
      fields[name] = (value as Record<string, unknown>)[name];
    }
    return fields;
  }

  /** A list of at most `limit` items. */
  list(value: unknown, key: string | number, limit: number = LIMITS.items): readonly unknown[] {
    if (!Array.isArray(value)) this.fail(value === undefined ? "missing" : "wrong_type", "a list", value, key);
    if (value.length > limit) {
      throw new InputError("too_large", this.at(key), `at most ${limit} items`, `${value.length} items`);
    }
    return value;
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
