/** Ranks may have holes; a drawing has none. The position of a rank is its place among the usable ranks. */

/** A stretch of positions, both inclusive. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** Positions of a set of usable ranks. */
export class Positions {
  /** Number of positions. */
  readonly size: number;
  readonly #bounds: readonly number[];
  /** Position of the first rank of each interval. */
  readonly #starts: readonly number[];

  /** @param usable bounds of the usable ranks */
  constructor(usable: readonly number[]) {
    this.#bounds = usable;
    const starts: number[] = [];
    let size = 0;
    for (let i = 0; i + 1 < usable.length; i += 2) {
      starts.push(size);
      size += (usable[i + 1] as number) - (usable[i] as number) + 1;
    }
    this.#starts = starts;
    this.size = size;
  }

  /** Stretches of positions that a set of ranks covers, ascending. Ranks that are not usable have none. */
  of(ranks: readonly number[]): Stretch[] {
    const stretches: Stretch[] = [];
    let mine = 0;
    for (let i = 0; i + 1 < ranks.length; i += 2) {
      const [first, last] = [ranks[i] as number, ranks[i + 1] as number];
      while (mine < this.#bounds.length && (this.#bounds[mine + 1] as number) < first) mine += 2;
      for (let j = mine; j < this.#bounds.length && (this.#bounds[j] as number) <= last; j += 2) {
        const begin = this.#bounds[j] as number;
        const start = this.#starts[j / 2] as number;
        stretches.push({
          first: start + Math.max(first, begin) - begin,
          last: start + Math.min(last, this.#bounds[j + 1] as number) - begin,
        });
      }
    }
    return stretches;
  }

  /** The rank at a position below {@link size}. */
  rankAt(position: number): number {
    let i = 0;
    while (i + 1 < this.#starts.length && (this.#starts[i + 1] as number) <= position) i += 1;
    return (this.#bounds[2 * i] as number) + position - (this.#starts[i] as number);
  }
}
