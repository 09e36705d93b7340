/** What a measurement says: one JSON line each. */
import type { SampleName } from "../workloads/index.js";

/** Who decided: the package, the core compiled natively, or the plain search of the core's tests. */
export type SchedulerName = "engine" | "core-native" | "plain-native" | "plain-wasm";

/** How long the parts of a call took, in milliseconds; `null`: whoever decided does not tell. */
export interface Split {
  /** From the caller's objects to a round in the module. */
  marshalInMs: number | null;
  /** Deciding alone. */
  decideMs: number | null;
  /** From decisions in the module to the objects of the schedule. */
  marshalOutMs: number | null;
}

/** The figures of one call, all in milliseconds. */
export interface CallFigures extends Split {
  /** The whole call: objects in, objects out. Of a first call with `readyMs`. */
  totalMs: number;
  /** Inside the module without deciding: the columns' way through the border and back. */
  columnsMs: number | null;
}

/** What a process measures. */
export interface Measurement extends CallFigures {
  /** `"first"`: in a fresh process, compiling the module included. `"warm"`: later, with the same engine. */
  call: "first" | "warm";
  /** The figures are those of the middle one of so many calls. */
  calls: number;
  /** The fastest of these calls: what else the machine does can only add to it. */
  leastTotalMs: number;
  /** The least that deciding took in any of them. */
  leastDecideMs: number | null;
  /** Importing the package, which `totalMs` does not have in it; `null` but for first calls. */
  importMs: number | null;
  /** Making the engine: reading and compiling the module; `null` but for first calls. */
  readyMs: number | null;
  /** `JSON.stringify` and `JSON.parse` of the same scenario and the same schedule; `null` but for warm calls. */
  jsonMs: number | null;
  /** Memory of the module afterwards, in bytes; it never gives any back, so this is the most it needed. */
  memoryBytes: number | null;
  /** Jobs that were not placed. */
  leftOut: number;
  /** See `scheduleHash`. */
  scheduleHash: string;
}

/** A line of the JSON file. */
export interface Line extends Measurement {
  sample: SampleName;
  jobs: number;
  resources: number;
  seed: number;
  scheduler: SchedulerName;
}

/** What several calls are together: the figures of the middle one by total, of an even number the faster one. */
export function together<Call extends CallFigures>(
  calls: readonly Call[],
): Call & Pick<Measurement, "calls" | "leastTotalMs" | "leastDecideMs"> {
  const decided = calls.flatMap(({ decideMs }) => (decideMs === null ? [] : [decideMs]));
  return {
    ...middle(calls),
    calls: calls.length,
    leastTotalMs: Math.min(...calls.map(({ totalMs }) => totalMs)),
    leastDecideMs: decided.length === 0 ? null : Math.min(...decided),
  };
}

/** The item in the middle, by total; of an even number the faster one. */
export function middle<Item extends { totalMs: number }>(items: readonly Item[]): Item {
  const sorted = items.toSorted((a, b) => a.totalMs - b.totalMs);
  const item = sorted[(sorted.length - 1) >> 1];
  if (item === undefined) throw new RangeError("nothing was measured");
  return item;
}
