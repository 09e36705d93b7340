/** The hooks as the module calls them (`core-rs/src/wasm/hooks.rs`), and what was answered, to be answered again. */

/**
 * What the module asks. `undefined` means that the hook failed: nothing is ever thrown through the module.
 * Jobs are named by their row, sets by the bounds of their intervals.
 */
export interface HostHooks {
  /** Takes rows, gives rows. */
  sort(rows: Uint32Array): Uint32Array | undefined;
  /**
   * Takes the earliest start, the beginnings of the slots from there on, and for each slot the end of its bounds in
   * the list of bounds of what is free. Gives moldable, start and bounds; an empty array: nowhere.
   */
  assign(
    row: number,
    earliest: number,
    begins: Float64Array,
    ends: Uint32Array,
    bounds: Uint32Array,
  ): Float64Array | undefined;
  /** Takes a window, whether it begins with the first slot, and the bounds of what is offered. Gives bounds. */
  find(
    row: number,
    moldable: number,
    begin: number,
    end: number,
    first: boolean,
    offered: Uint32Array,
  ): Uint32Array | undefined;
}

/** What was answered to the module, in the order in which it asked. */
export class Answers {
  readonly #given: (Uint32Array | Float64Array | undefined)[] = [];

  /** Notes an answer, and gives it back. */
  note<Answer extends Uint32Array | Float64Array | undefined>(answer: Answer): Answer {
    this.#given.push(answer);
    return answer;
  }

  /** Whether nothing was asked. */
  get none(): boolean {
    return this.#given.length === 0;
  }

  /**
   * Hooks that answer the same again, for a round that is decided again, or the beginning of it. They call nobody,
   * and keep nothing but the answers.
   */
  replay(): HostHooks {
    const given = this.#given;
    let next = 0;
    const answer = <Answer>() => given[next++] as Answer;
    return { sort: () => answer(), assign: () => answer(), find: () => answer() };
  }
}
