/** The host's side of the hooks, as the module calls it (`core-rs/src/wasm/hooks.rs`). */

/**
 * What the module asks. `undefined` means that the hook failed: nothing is ever thrown through the module.
 * Jobs are named by their row, sets by the bounds of their intervals.
 */
export interface HostHooks {
  /** Takes rows, gives rows. */
  sort(rows: Uint32Array): Uint32Array | undefined;
  /**
   * Takes the earliest start, the beginnings of the slots, and for each slot the end of its bounds in the list of
   * bounds of what is free. Gives moldable, start and bounds; an empty array: nowhere.
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

/** No hooks: a job that asks for one is left out. */
export const NO_HOOKS: HostHooks = {
  sort: () => undefined,
  assign: () => undefined,
  find: () => undefined,
};
