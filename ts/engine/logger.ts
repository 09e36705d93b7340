/** How the library tells what it does, to those who ask. */

/**
 * Receives what the library has to say; it prints nothing itself. `details` is plain data. Any of the
 * functions may be missing; what they throw is ignored. `console` is a logger.
 *
 * After each `scheduleScenario` it is told at level `debug`: `"scheduled a round"`, with `name`, `jobs` (how many,
 * those that were already scheduled too), `now`, and how long it took in milliseconds: `marshalInMs`, from the caller's
 * objects to a round in the module; `decideMs`, deciding alone; `marshalOutMs`, from the decisions to the schedule.
 * After each group of queues and each queue that one of the five functions decides: `"scheduled a step"`, with `step` (from
 * 1 on in its slot sets), `jobs`, `now`, and `unchanged`: nothing was different in the engine's last round, whose answer
 * this is.
 */
export interface Logger {
  debug?(message: string, details?: Readonly<Record<string, unknown>>): void;
  info?(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn?(message: string, details?: Readonly<Record<string, unknown>>): void;
  error?(message: string, details?: Readonly<Record<string, unknown>>): void;
}
