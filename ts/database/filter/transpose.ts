/** Answers as they come, by resource, turned into sets of ranks, by question. */
import { RankSet } from "./rank-set.js";

/** Bits in rows: rank after rank, `width` words of 32 questions for each. */
export class Answers {
  readonly #size: number;
  readonly #width: number;
  readonly #rows: Uint32Array;

  /**
   * @param size number of ranks
   * @param questions how many there are for each rank
   */
  constructor(size: number, questions: number) {
    this.#size = size;
    this.#width = Math.ceil(questions / 32);
    this.#rows = new Uint32Array(Math.ceil(size / 32) * 32 * this.#width);
  }

  /** Puts in the answers of a rank: words in the order of the questions, the first one in the lowest bit. */
  set(rank: number, words: Uint32Array): void {
    this.#rows.set(words, rank * this.#width);
  }

  /** For each question the ranks with the answer yes. */
  sets(questions: number): RankSet[] {
    const sets = Array.from({ length: this.#width * 32 }, () => new Uint32Array(Math.ceil(this.#size / 32)));
    const square = new Uint32Array(32);
    for (let block = 0; block < Math.ceil(this.#size / 32); block++) {
      for (let column = 0; column < this.#width; column++) {
        let any = 0;
        for (let row = 0; row < 32; row++) {
          const word = this.#rows[(block * 32 + row) * this.#width + column] as number;
          square[row] = word;
          any |= word;
        }
        if (any === 0) continue;
        transpose(square);
        for (let bit = 0; bit < 32; bit++) (sets[column * 32 + bit] as Uint32Array)[block] = square[bit] as number;
      }
    }
    return sets.slice(0, questions).map((words) => RankSet.ofWords(words));
  }
}

/** Exchanges rows and columns of 32 by 32 bits: halves, then halves of these, down to single bits. */
function transpose(square: Uint32Array): void {
  let mask = 0x0000_ffff;
  for (let half = 16; half > 0; half >>= 1) {
    for (let row = 0; row < 32; row = (row + half + 1) & ~half) {
      const upper = square[row] as number;
      const lower = square[row + half] as number;
      const moved = ((upper >>> half) ^ lower) & mask;
      square[row] = upper ^ (moved << half);
      square[row + half] = lower ^ moved;
    }
    mask ^= mask << (half >> 1);
  }
}
