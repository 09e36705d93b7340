/** A column while it grows. */

const FIRST_CAPACITY = 64;

/** Numbers at whose end more are put. */
export class Column {
  /** How many numbers are in it. */
  length = 0;
  #numbers = new Float64Array(FIRST_CAPACITY);

  /** Puts a number at the end. */
  push(number: number): void {
    if (this.length === this.#numbers.length) this.#grow();
    this.#numbers[this.length++] = number;
  }

  /** A number that is in it. */
  at(index: number): number {
    return this.#numbers[index] as number;
  }

  /** Takes away all but the first numbers; it may have fewer. */
  keep(length: number): void {
    this.length = Math.min(this.length, length);
  }

  /** The numbers. */
  floats(): Float64Array {
    return this.#numbers.slice(0, this.length);
  }

  /** The numbers, which must be unsigned integers of 32 bits. */
  naturals(): Uint32Array {
    return new Uint32Array(this.#numbers.subarray(0, this.length));
  }

  #grow(): void {
    const numbers = new Float64Array(2 * this.#numbers.length);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }
}

/** The first items of a column of fixed size: itself, when it has no more. */
export function cut<Items extends Float64Array | Uint32Array>(column: Items, length: number): Items {
  return column.length === length ? column : (column.slice(0, length) as Items);
}
