/** What a moldable asks for, checked and interned. */
import { LIMITS } from "../../model/index.js";
import { Column } from "./column.js";
import type { Dictionary } from "./dictionary.js";
import { readGroup } from "./job-fields.js";
import type { Reader } from "./reader.js";
import { END_OF_GROUP } from "./request-dictionary.js";

/** Reads requests. Few of them differ, and for one that is known nothing is made. */
export class RequestReader {
  readonly #reader: Reader;
  readonly #dictionary: Dictionary;
  /** The request that is being read, as the dictionary takes it. */
  readonly #numbers = new Column();

  constructor(reader: Reader, dictionary: Dictionary) {
    this.#reader = reader;
    this.#dictionary = dictionary;
  }

  /** Reads `requests` of the current place; gives its number in the dictionary. */
  read(value: unknown): number {
    const reader = this.#reader;
    const numbers = this.#numbers;
    numbers.keep(0);
    const groups = reader.open(value, "requests");
    for (let i = 0; i < groups; i++) {
      const { filter, levels } = readGroup(reader, reader.item(value, i));
      numbers.push(this.#dictionary.set(reader, filter, "filter"));
      const count = reader.open(levels, "levels", LIMITS.levels);
      for (let k = 0; k < count; k++) {
        const pair = readPair(reader, reader.item(levels, k));
        reader.key = 0;
        numbers.push(this.#dictionary.text(reader.name(pair[0], 0)));
        reader.key = 1;
        // A count that is no count makes the moldable invalid (R9.5), not the round.
        numbers.push(reader.number(pair[1], 1));
      }
      reader.close();
      numbers.push(END_OF_GROUP);
    }
    reader.close();
    return this.#dictionary.requests.number(numbers);
  }
}

/** Reads nothing but the length of a pair, which is where the reader is. */
function readPair(reader: Reader, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) reader.wrong("a list", value);
  if (value.length !== 2) reader.fail("malformed", "a pair [level, count]", value);
  return value;
}
