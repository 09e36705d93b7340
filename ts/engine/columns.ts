/**
 * How a round and its decisions cross the border: typed arrays over dictionaries of texts, sets and
 * requests. `core-rs/src/wasm/columns.rs` says the same in Rust, field by field.
 *
 * A list of lists is an array of *ends*: list k is `items[ends[k - 1] .. ends[k]]`.
 */

/** A round, as the module takes it. */
export interface RoundColumns {
  now: number;
  /** Seconds. */
  pad: number;
  /** 0: no limit. */
  roundLimit: number;
  groupsMayOverlap: boolean;
  /** The dictionary of texts. */
  texts: string[];
  /** The dictionary of sets: first and last rank of each interval. */
  sets: { ends: Uint32Array; bounds: Uint32Array };
  /** The site. `usable` has one element, a set. */
  resources: {
    usable: Uint32Array;
    levelNames: Uint32Array;
    levelEnds: Uint32Array;
    blocks: Uint32Array;
    withdrawalDates: Float64Array;
    withdrawalSets: Uint32Array;
  };
  /** Queue groups. */
  queues: { groupEnds: Uint32Array; names: Uint32Array };
  /** The dictionary of requests: groups, and levels of groups. */
  requests: {
    ends: Uint32Array;
    filters: Uint32Array;
    levelEnds: Uint32Array;
    levelNames: Uint32Array;
    counts: Float64Array;
  };
  /** The jobs. `heldSets` is the set plus 1, or 0 for a waiting job. */
  jobs: {
    ids: Float64Array;
    queues: Uint32Array;
    users: Uint32Array;
    names: Uint32Array;
    typeEnds: Uint32Array;
    types: Uint32Array;
    heldSets: Uint32Array;
    heldBegins: Float64Array;
    heldEnds: Float64Array;
    moldableEnds: Uint32Array;
    moldableIds: Float64Array;
    walltimes: Float64Array;
    requests: Uint32Array;
    dependencyEnds: Uint32Array;
    dependencyJobs: Float64Array;
    dependencyStates: Uint32Array;
    exitCodes: Float64Array;
  };
}

/** The decisions, one for each job, as the module gives them. */
export interface DecisionColumns {
  /** 0: already scheduled; 1: placed; 2 + k: left out for reason k of `reasonCodes()`. */
  outcomes: Uint8Array;
  /** Moldable ids. */
  moldables: Float64Array;
  begins: Float64Array;
  /** Inclusive. */
  ends: Float64Array;
  /** Number of the set of each placed job. */
  sets: Uint32Array;
  /** The dictionary of sets, each different one once. */
  setEnds: Uint32Array;
  bounds: Uint32Array;
  /** 0: nothing; 1: dependency; 2: resources; 3: other. */
  waits: Uint8Array;
  waitJobs: Float64Array;
}

/** Outcome of an already scheduled job. */
export const HELD = 0;
/** Outcome of a placed job. */
export const PLACED = 1;
/** Outcome of a job left out for the first of the reasons. */
export const FIRST_REASON = 2;
