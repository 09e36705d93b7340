/** Sets of resource ranks (R1.4) as bit rows. Every operation makes a new set; nothing is changed in place. */

const WORD = 32;

/** A set of ranks below a fixed capacity. Sets that meet in one operation have the same capacity. */
export class RankSet {
  private constructor(
    private readonly capacity: number,
    private readonly words: Uint32Array,
  ) {}

  /** The set of the given ranks; ranks from `capacity` on are left out. */
  static of(capacity: number, ranks: Iterable<number>): RankSet {
    const words = new Uint32Array(Math.ceil(capacity / WORD));
    for (const rank of ranks) {
      if (rank < capacity) words[rank >>> 5] = word(words, rank >>> 5) | bit(rank);
    }
    return new RankSet(capacity, words);
  }

  /** Reads a text such as `"0-3 7"`; ranks from `capacity` on are left out. */
  static parse(capacity: number, text: string): RankSet {
    const ranks: number[] = [];
    for (const [first, last] of intervals(text)) {
      for (let rank = first; rank <= Math.min(last, capacity - 1); rank++) ranks.push(rank);
    }
    return RankSet.of(capacity, ranks);
  }

  /** Whether the rank is in the set. */
  has(rank: number): boolean {
    return rank < this.capacity && (word(this.words, rank >>> 5) & bit(rank)) !== 0;
  }

  /** Whether every one of the ranks is in the set. */
  hasAll(ranks: readonly number[]): boolean {
    for (const rank of ranks) if (!this.has(rank)) return false;
    return true;
  }

  /** What is in both sets. */
  intersect(other: RankSet): RankSet {
    return this.intersectAll([other]);
  }

  /** What is in this set and in all the others, which are looked at until nothing is left. */
  intersectAll(others: Iterable<RankSet>): RankSet {
    const words = this.words.slice();
    for (const { words: theirs } of others) {
      let left = 0;
      for (let i = 0; i < words.length; i++) {
        const both = (words[i] as number) & (theirs[i] as number);
        words[i] = both;
        left |= both;
      }
      if (left === 0) break;
    }
    return new RankSet(this.capacity, words);
  }

  /** What is in this set and in none of the others. */
  minus(...others: RankSet[]): RankSet {
    const words = this.words.slice();
    for (const { words: theirs } of others) {
      for (let i = 0; i < words.length; i++) words[i] = (words[i] as number) & ~(theirs[i] as number);
    }
    return new RankSet(this.capacity, words);
  }

  /** What is in one of the two sets. */
  union(other: RankSet): RankSet {
    const words = new Uint32Array(this.words.length);
    for (let i = 0; i < words.length; i++) words[i] = word(this.words, i) | word(other.words, i);
    return new RankSet(this.capacity, words);
  }

  /** Whether nothing is in the set. */
  isEmpty(): boolean {
    return this.words.every((own) => own === 0);
  }

  /** The ranks in ascending order. */
  ranks(): number[] {
    const ranks: number[] = [];
    for (let rank = 0; rank < this.capacity; rank++) if (this.has(rank)) ranks.push(rank);
    return ranks;
  }

  /** Number of ranks in the set. */
  size(): number {
    return this.ranks().length;
  }

  /** The text of the set, ascending and merged. */
  toText(): string {
    const items: string[] = [];
    let first: number | null = null;
    for (let rank = 0; rank <= this.capacity; rank++) {
      if (this.has(rank)) first ??= rank;
      else if (first !== null) {
        items.push(first === rank - 1 ? `${first}` : `${first}-${rank - 1}`);
        first = null;
      }
    }
    return items.join(" ");
  }
}

/** The closed ranges of a text of ranks, as written. */
export function intervals(text: string): [first: number, last: number][] {
  return text
    .split(" ")
    .filter((item) => item !== "")
    .map((item) => {
      const [first, last] = item.split("-").map(Number);
      if (first === undefined) throw new Error(`no range: ${item}`);
      return [first, last ?? first];
    });
}

function word(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}

function bit(rank: number): number {
  return 1 << (rank & (WORD - 1));
}
