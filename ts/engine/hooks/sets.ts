/** Reading lists and sets out of columns. */
import { formatProcSet } from "../../model/index.js";
import type { WorkColumns } from "../columns.js";

/** Where list `at` begins and ends among its items. */
export function listOf(ends: Uint32Array, at: number): [start: number, end: number] {
  return [at === 0 ? 0 : (ends[at - 1] as number), ends[at] as number];
}

/** The dictionary of sets. */
export class Sets {
  readonly #columns: WorkColumns["sets"];
  readonly #texts: string[] = [];

  constructor(columns: WorkColumns["sets"]) {
    this.#columns = columns;
  }

  /** The bounds of a set. */
  bounds(set: number): Uint32Array {
    return this.#columns.bounds.subarray(...listOf(this.#columns.ends, set));
  }

  /** The text of a set, written once. */
  text(set: number): string {
    this.#texts[set] ??= formatProcSet(this.bounds(set));
    return this.#texts[set];
  }
}
