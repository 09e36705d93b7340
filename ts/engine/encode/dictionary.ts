/** What columns name by number: texts, sets of resources, requests; each different one stands once, but for blocks. */
import {
  type FieldPath,
  InputError,
  intersectProcSets,
  LIMITS,
  parseProcSet,
  procSetSize,
  rankOf,
} from "../../model/index.js";
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
   * The blocks that the texts of a list describe, which the reader has opened. They are hardly there a second time, and to
   * look them up would cost more. Most are a single core each, and the next one is the next core: such a run is one set.
   *
   * @param columns where they go
   */
  addBlocks(reader: Reader, list: unknown, count: number, columns: BlockColumns): void {
    const run = new BlockRun(this, reader, columns);
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

  /** Number of the set of a run of ranks, which ends where the reader is. */
  addRun(reader: Reader, first: number, last: number): number {
    return this.#addBounds([first, last], reader.at());
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

/** Where blocks go: numbers of sets, and whether each rank of a set is a block of its own (1) or not (0). */
export interface BlockColumns {
  readonly blocks: Column;
  readonly splits: Column;
}

/** Blocks of a level while they are read: a run of single ranks stays open for as long as the next one follows. */
class BlockRun {
  readonly #dictionary: Dictionary;
  readonly #reader: Reader;
  readonly #columns: BlockColumns;
  #first = 0;
  #last = 0;
  /** The text of the rank with which the run would go on; `null`: none is open, or it has the highest rank. */
  #next: string | null = null;
  #isOpen = false;
  /** Whether the last items that were followed are all in the run. */
  goesOn = false;
  /** If not, the first one that is not. */
  item: unknown;

  constructor(dictionary: Dictionary, reader: Reader, columns: BlockColumns) {
    this.#dictionary = dictionary;
    this.#reader = reader;
    this.#columns = columns;
  }

  /** Adds a block that is no single rank. */
  add(set: number): void {
    this.#columns.blocks.push(set);
    this.#columns.splits.push(0);
  }

  /** Begins a run. */
  open(rank: number): void {
    this.#isOpen = true;
    this.#first = rank;
    this.#last = rank;
    this.#next = textOf(rank + 1);
  }

  /**
   * Goes on with the items of a list from `begin` to before `end`, each of them read once, as long as they are the next
   * ranks. What most items need is here, and no more, so that little is to be compiled.
   *
   * @returns where it stopped
   */
  follow(list: readonly unknown[], begin: number, end: number): number {
    const { path } = this.#reader;
    const place = path.length - 1;
    for (let i = begin; i < end; i++) {
      path[place] = i;
      const item = list[i];
      if (item !== this.#next || item === null) {
        this.goesOn = false;
        this.item = item;
        return i;
      }
      this.#next = textOf(++this.#last + 1);
    }
    this.goesOn = true;
    return end;
  }

  /** Adds the blocks of the run, if one is open. */
  close(): void {
    if (!this.#isOpen) return;
    this.#columns.blocks.push(this.#dictionary.addRun(this.#reader, this.#first, this.#last));
    this.#columns.splits.push(1);
    this.#isOpen = false;
    this.#next = null;
  }
}

/** The text of a rank; `null`: there is no such rank. */
function textOf(rank: number): string | null {
  return rank <= LIMITS.rank ? `${rank}` : null;
}

/** Bounds of the intervals of all sets together: 128 MiB of columns. */
const MOST_BOUNDS = 1 << 25;
/** Texts that are read by one call of a function: few, so that it is called again soon, and by then may be compiled. */
const BATCH = 128;
