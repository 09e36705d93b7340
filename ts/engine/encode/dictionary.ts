/** What columns name by number: texts, sets of resources, requests; each different one stands once, but for blocks. */
import { InputError, intersectProcSets, parseProcSet, procSetSize, rankOf } from "../../model/index.js";
import type { RoundColumns } from "../columns.js";
import { Column } from "./column.js";
import type { Reader } from "./reader.js";
import { RequestDictionary } from "./request-dictionary.js";

/** Collects what columns name by number. */
export class Dictionary {
  readonly #texts = new Map<string, number>();
  /**
   * Numbers of the texts that are known. All of them are names as `Reader.name` takes them: what is found here, whatever
   * it was taken for, is one of them.
   */
  readonly texts: ReadonlyMap<string, number> = this.#texts;
  readonly #sets = new Map<string, number>();
  readonly #setEnds = new Column();
  readonly #bounds = new Column();
  /** The requests. */
  readonly requests = new RequestDictionary();

  /** Number of a text. */
  text(text: string): number {
    let number = this.#texts.get(text);
    if (number === undefined) {
      number = this.#texts.size;
      this.#texts.set(text, number);
    }
    return number;
  }

  /**
   * Number of the set that a text describes.
   *
   * @throws InputError as {@link parseProcSet} does, with the place of the text
   */
  set(reader: Reader, value: unknown, key: string | number): number {
    const text = reader.text(value, key);
    let number = this.#sets.get(text);
    if (number === undefined) {
      number = this.#addSet(reader, text, key);
      this.#sets.set(text, number);
    }
    return number;
  }

  /**
   * The same for each text of a list that the reader has opened. They are hardly there a second time, and to look them up
   * would cost more.
   *
   * @returns the number of the first set; the others follow
   */
  addSets(reader: Reader, list: unknown, count: number): number {
    const first = this.#setEnds.length;
    for (let begin = 0; begin < count; begin += BATCH) {
      this.#addBatch(reader, list, begin, Math.min(count, begin + BATCH));
    }
    return first;
  }

  /** Most blocks are a single core each. */
  #addBatch(reader: Reader, list: unknown, begin: number, end: number): void {
    const { path } = reader;
    const last = path.length - 1;
    const sets = this.#bounds;
    const setEnds = this.#setEnds;
    let bounds = sets.room(2 * BATCH);
    const ends = setEnds.room(BATCH);
    reader.key = null;
    for (let i = begin; i < end; i++) {
      path[last] = i;
      const text = (list as readonly unknown[])[i];
      const rank = typeof text === "string" ? rankOf(text) : null;
      const at = sets.length;
      if (rank === null || at + 2 > MOST_BOUNDS) {
        this.#addSet(reader, reader.text(text));
        bounds = sets.room(2 * BATCH);
      } else {
        bounds[at] = rank;
        bounds[at + 1] = rank;
        ends[setEnds.length++] = at + 2;
        sets.length = at + 2;
      }
    }
  }

  #addSet(reader: Reader, text: string, key?: string | number): number {
    const path = reader.at(key);
    const bounds = parseProcSet(text, path);
    if (this.#bounds.length + bounds.length > MOST_BOUNDS) {
      throw new InputError("too_large", path, "fewer intervals in all sets together", "too many");
    }
    for (const bound of bounds) this.#bounds.push(bound);
    this.#setEnds.push(this.#bounds.length);
    return this.#setEnds.length - 1;
  }

  /** How many ranks two sets have in common. */
  common(first: number, second: number): number {
    if (first === second) return procSetSize(this.#boundsOf(first));
    return procSetSize(intersectProcSets(this.#boundsOf(first), this.#boundsOf(second)));
  }

  #boundsOf(set: number): Uint32Array {
    return this.#bounds.naturals().subarray(set === 0 ? 0 : this.#setEnds.at(set - 1), this.#setEnds.at(set));
  }

  /** The dictionary as columns. */
  columns(): Pick<RoundColumns, "texts" | "sets" | "requests"> {
    return {
      texts: [...this.#texts.keys()],
      sets: { ends: this.#setEnds.naturals(), bounds: this.#bounds.naturals() },
      requests: this.requests.columns(),
    };
  }
}

/** Bounds of the intervals of all sets together: 128 MiB of columns. */
const MOST_BOUNDS = 1 << 25;
/** Texts that are read by one call of a function: few, so that it is called again soon, and by then may be compiled. */
const BATCH = 128;
