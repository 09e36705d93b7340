/** The slots that an assign hook sees, over the columns that the module gives. */
import { formatProcSet, intersectProcSets, LIMITS } from "../../model/index.js";
import { listOf } from "./sets.js";
import type { HookSlot } from "./types.js";

/** Slots in order of time, without gap up to the horizon; at least one. */
export class SlotsView {
  readonly #begins: Float64Array;
  readonly #ends: Uint32Array;
  readonly #bounds: Uint32Array;
  #slots: readonly HookSlot[] | null = null;

  /** @param ends of each slot, the end of the bounds of what is free in it */
  constructor(begins: Float64Array, ends: Uint32Array, bounds: Uint32Array) {
    this.#begins = begins;
    this.#ends = ends;
    this.#bounds = bounds;
  }

  /** The slots, each of which writes what is free when it is asked. */
  get slots(): readonly HookSlot[] {
    this.#slots ??= Object.freeze(Array.from(this.#begins, (_, slot) => this.#slot(slot)));
    return this.#slots;
  }

  /** What is free all through a window; `""` if it is not within the slots. */
  free(begin: number, end: number): string {
    let slot = this.#around(begin);
    // Negated, so that what is no number is no window either.
    if (slot < 0 || !(begin <= end && end <= LIMITS.horizon)) return "";
    let free: ArrayLike<number> = this.#free(slot);
    while (free.length > 0 && this.#end(slot) < end) {
      slot++;
      free = intersectProcSets(free, this.#free(slot));
    }
    return formatProcSet(free);
  }

  /** The slot around an instant; -1: it lies before them. */
  #around(instant: number): number {
    let [low, high] = [0, this.#begins.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#begins[middle] as number) <= instant) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #slot(slot: number): HookSlot {
    const write = () => formatProcSet(this.#free(slot));
    let text: string | null = null;
    return Object.freeze({
      begin: this.#begins[slot] as number,
      end: this.#end(slot),
      get free(): string {
        text ??= write();
        return text;
      },
    });
  }

  #end(slot: number): number {
    return (this.#begins[slot + 1] ?? LIMITS.horizon + 1) - 1;
  }

  #free(slot: number): Uint32Array {
    return this.#bounds.subarray(...listOf(this.#ends, slot));
  }
}
