/** The dictionary of requests: each different one stands once. */
import type { RoundColumns } from "../columns.js";
import { Column } from "./column.js";

/** Ends the numbers of a group: it stands where the name of its next level would. */
export const END_OF_GROUP = -1;

/** A large odd number, so that numbers that differ a little have hashes that differ much. */
const FACTOR = 0x9e3779b1;

/** Collects requests, each as a list of numbers. */
export class RequestDictionary {
  /** The numbers of all different requests, one after the other, and where each ends. */
  readonly #numbers = new Column();
  readonly #ends = new Column();
  /** Requests by the hash of their numbers. */
  readonly #known = new Map<number, number[]>();

  /**
   * Number of a request.
   *
   * @param numbers for each group the set of its filter, for each of its levels the text of the name and the count,
   *   and {@link END_OF_GROUP}
   */
  number(numbers: Column): number {
    const { length } = numbers;
    let hash = length;
    for (let at = 0; at < length; at++) hash = Math.imul(hash ^ numbers.at(at), FACTOR);
    const alike = this.#known.get(hash);
    if (alike === undefined) this.#known.set(hash, [this.#ends.length]);
    else {
      for (const request of alike) if (this.#is(request, numbers)) return request;
      alike.push(this.#ends.length);
    }
    for (let at = 0; at < length; at++) this.#numbers.push(numbers.at(at));
    this.#ends.push(this.#numbers.length);
    return this.#ends.length - 1;
  }

  #is(request: number, numbers: Column): boolean {
    const begin = this.#begin(request);
    if (this.#ends.at(request) - begin !== numbers.length) return false;
    for (let at = 0; at < numbers.length; at++) if (this.#numbers.at(begin + at) !== numbers.at(at)) return false;
    return true;
  }

  #begin(request: number): number {
    return request === 0 ? 0 : this.#ends.at(request - 1);
  }

  /** All different requests. */
  columns(): RoundColumns["requests"] {
    const ends = new Column();
    const filters = new Column();
    const levelEnds = new Column();
    const levelNames = new Column();
    const counts = new Column();
    const numbers = this.#numbers;
    for (let request = 0; request < this.#ends.length; request++) {
      for (let at = this.#begin(request); at < this.#ends.at(request); at++) {
        filters.push(numbers.at(at++));
        while (numbers.at(at) !== END_OF_GROUP) {
          levelNames.push(numbers.at(at++));
          counts.push(numbers.at(at++));
        }
        levelEnds.push(levelNames.length);
      }
      ends.push(filters.length);
    }
    return {
      ends: ends.naturals(),
      filters: filters.naturals(),
      levelEnds: levelEnds.naturals(),
      levelNames: levelNames.naturals(),
      counts: counts.floats(),
    };
  }
}
