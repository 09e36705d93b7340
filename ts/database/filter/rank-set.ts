/** Sets of ranks as bits. */

/** A set of ranks from 0 to below a size. Sets that meet have one size. */
export class RankSet {
  readonly #words: Uint32Array;

  private constructor(words: Uint32Array) {
    this.#words = words;
  }

  /** The set without members. */
  static none(size: number): RankSet {
    return new RankSet(new Uint32Array(Math.ceil(size / 32)));
  }

  /** The set of the ranks whose bits are set, the first rank in the lowest bit of the first word. */
  static ofWords(words: Uint32Array): RankSet {
    return new RankSet(words);
  }

  /** The set of all ranks below the size. */
  static all(size: number): RankSet {
    const set = RankSet.none(size);
    set.#words.fill(0xffff_ffff);
    if (size % 32 !== 0) set.#words[set.#words.length - 1] = 2 ** (size % 32) - 1;
    return set;
  }

  static of(size: number, ranks: Iterable<number>): RankSet {
    const set = RankSet.none(size);
    for (const rank of ranks) set.add(rank);
    return set;
  }

  copy(): RankSet {
    return new RankSet(this.#words.slice());
  }

  add(rank: number): void {
    (this.#words[rank >> 5] as number) |= 1 << (rank & 31);
  }

  /** Takes out what is not in the other set. */
  intersect(other: RankSet): this {
    for (const [index, word] of other.#words.entries()) (this.#words[index] as number) &= word;
    return this;
  }

  /** Takes in what is in the other set. */
  unite(other: RankSet): this {
    for (const [index, word] of other.#words.entries()) (this.#words[index] as number) |= word;
    return this;
  }

  /** The ranks, ascending. */
  *[Symbol.iterator](): Generator<number> {
    const bounds = this.bounds();
    for (let index = 0; index < bounds.length; index += 2) {
      for (let rank = bounds[index] as number; rank <= (bounds[index + 1] as number); rank++) yield rank;
    }
  }

  /** The intervals, ascending: the first rank and the last one of each, in turn. */
  bounds(): number[] {
    const bounds: number[] = [];
    let inside = false;
    for (const [index, word] of this.#words.entries()) {
      if (word === (inside ? 0xffff_ffff : 0)) continue;
      for (let bit = 0; bit < 32; bit++) {
        if (((word >>> bit) & 1) === Number(inside)) continue;
        bounds.push(index * 32 + bit - Number(inside));
        inside = !inside;
      }
    }
    if (inside) bounds.push(this.#words.length * 32 - 1);
    return bounds;
  }
}
