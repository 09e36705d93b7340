/** Blocks of a level, of which most are a single core each. */
import { LIMITS } from "../../model/index.js";
import type { Column } from "./column.js";
import type { Reader } from "./reader.js";

/** Where blocks go: numbers of sets, and whether each rank of a set is a block of its own (1) or not (0). */
export interface BlockColumns {
  readonly blocks: Column;
  readonly splits: Column;
}

/** Blocks of a level while they are read: a run of single ranks stays open for as long as the next one follows. */
export class BlockRun {
  readonly #reader: Reader;
  readonly #columns: BlockColumns;
  readonly #addRun: (first: number, last: number) => number;
  #first = 0;
  #last = 0;
  /** The text of the rank with which the run would go on; `null`: none is open, or it has the highest rank. */
  #next: string | null = null;
  #isOpen = false;
  /** Whether the last items that were followed are all in the run. */
  goesOn = false;
  /** If not, the first one that is not. */
  item: unknown;

  /**
   * @param reader has opened the list of the blocks
   * @param columns where they go
   * @param addRun gives the number of the set of a run
   */
  constructor(reader: Reader, columns: BlockColumns, addRun: (first: number, last: number) => number) {
    this.#reader = reader;
    this.#columns = columns;
    this.#addRun = addRun;
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
    this.#columns.blocks.push(this.#addRun(this.#first, this.#last));
    this.#columns.splits.push(1);
    this.#isOpen = false;
    this.#next = null;
  }
}

/** The text of a rank; `null`: there is no such rank. */
function textOf(rank: number): string | null {
  return rank <= LIMITS.rank ? `${rank}` : null;
}
