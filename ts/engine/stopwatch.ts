/** How long the phases of a round take. */

/** Times in milliseconds. */
export interface RoundTimes {
  /** From the caller's objects to a round in the module. */
  marshalInMs: number;
  /** Deciding alone. */
  decideMs: number;
  /** From decisions in the module to the objects of the schedule. */
  marshalOutMs: number;
}

/** Runs from when it is made. The module, which has no clock, calls `lap` between the phases. */
export class Stopwatch {
  readonly #instants = [performance.now()];

  /** A phase is over, and the next one begins. */
  lap(): void {
    this.#instants.push(performance.now());
  }

  /** The last phase is over. */
  stop(): RoundTimes {
    this.lap();
    const [begin, read, decided, end] = this.#instants as [number, number, number, number];
    return { marshalInMs: read - begin, decideMs: decided - read, marshalOutMs: end - decided };
  }
}
