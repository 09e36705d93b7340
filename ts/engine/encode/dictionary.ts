/** What columns name by number: texts, sets of resources, requests; each different one stands once, but for blocks. */
import { type FieldPath, InputError, intersectProcSets, parseProcSet, procSetSize, rankOf } from "../../model/index.js";
import type { RoundColumns } from "../columns.js";
import { type BlockColumns, BlockRun } from "./block-run.js";
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
   * The blocks that the texts of a list describe, which the reader has opened. They are hardly there a second time, and to
   * look them up would cost more. Most are a single core each, and the next one is the next core: such a run is one set.
   *
   * @param columns where they go
   */
  addBlocks(reader: Reader, list: unknown, count: number, columns: BlockColumns): void {
    const run = new BlockRun(reader, columns, (first, last) => this.#addBounds([first, last], reader.at()));
    reader.key = null;
    for (let at = 0; at < count; ) {
      at = run.follow(list as readonly unknown[], at, Math.min(count, at + BATCH));
      if (run.goesOn) continue;
      this.#addBlock(reader, run.item, run);
      at++;
    }
    run.close();
  }

  #addBlock(reader: Reader, value: unknown, run: BlockRun): void {
    const text = reader.text(value);
    const rank = rankOf(text);
    run.close();
    if (rank === null) run.add(this.#addSet(reader, text));
    else run.open(rank);
  }

  #addSet(reader: Reader, text: string, key?: string | number): number {
    const path = reader.at(key);
    return this.#addBounds(parseProcSet(text, path), path);
  }

  #addBounds(bounds: readonly number[], path: FieldPath): number {
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
