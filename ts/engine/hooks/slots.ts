/** The slots that an assign hook sees, over the bits that the module gives. */
import { formatProcSet, LIMITS } from "../../model/index.js";
import type { HookSlot } from "./types.js";

/** Bits of a word. */
const WORD = 32;

/** A slot that writes what is free when it is asked. A getter of its own would cost each slot a shape of its own. */
class Slot implements HookSlot {
  readonly begin: number;
  readonly end: number;
  readonly #view: SlotsView;
  readonly #at: number;

  constructor(begin: number, end: number, view: SlotsView, at: number) {
    this.begin = begin;
    this.end = end;
    this.#view = view;
    this.#at = at;
  }

  get free(): string {
    return this.#view.freeIn(this.#at);
  }
}

/** Slots in order of time, without gap up to the horizon; at least one. */
export class SlotsView {
  readonly #begins: Float64Array;
  readonly #bits: Uint32Array;
  /** Words of a slot. */
  readonly #width: number;
  readonly #usable: ArrayLike<number>;
  #slots: readonly HookSlot[] | null = null;

  /**
   * @param begins of each slot its first second
   * @param bits of each slot as many words: bit p says whether the p-th usable resource is free
   * @param usable the ranks of the usable resources, ascending
   */
  constructor(begins: Float64Array, bits: Uint32Array, usable: ArrayLike<number>) {
    this.#begins = begins;
    this.#bits = bits;
    this.#width = bits.length / begins.length;
    this.#usable = usable;
  }

  /** The slots, made when they are first asked for. */
  get slots(): readonly HookSlot[] {
    this.#slots ??= Object.freeze(Array.from(this.#begins, (begin, slot) => this.#slot(begin, slot)));
    return this.#slots;
  }

  /** What is free in a slot. */
  freeIn(slot: number): string {
    return this.#text(this.#free(slot));
  }

  /** What is free all through a window; `""` if it is not within the slots. */
  free(begin: number, end: number): string {
    const first = this.#around(begin);
    // Negated, so that what is no number is no window either.
    if (first < 0 || !(begin <= end && end <= LIMITS.horizon)) return "";
    const free = this.#free(first).slice();
    for (let slot = first; this.#end(slot) < end; slot++) {
      const at = (slot + 1) * this.#width;
      for (let word = 0; word < free.length; word++) (free[word] as number) &= this.#bits[at + word] as number;
    }
    return this.#text(free);
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

  #slot(begin: number, slot: number): HookSlot {
    return Object.freeze(new Slot(begin, this.#end(slot), this, slot));
  }

  #end(slot: number): number {
    return (this.#begins[slot + 1] ?? LIMITS.horizon + 1) - 1;
  }

  #free(slot: number): Uint32Array {
    return this.#bits.subarray(slot * this.#width, (slot + 1) * this.#width);
  }

  #text(bits: Uint32Array): string {
    const bounds: number[] = [];
    for (let word = 0; word < bits.length; word++) {
      for (let rest = bits[word] as number; rest !== 0; rest &= rest - 1) {
        const position = word * WORD + (WORD - 1 - Math.clz32(rest & -rest));
        const rank = this.#usable[position] as number;
        if (bounds[bounds.length - 1] === rank - 1) bounds[bounds.length - 1] = rank;
        else bounds.push(rank, rank);
      }
    }
    return formatProcSet(bounds);
  }
}
