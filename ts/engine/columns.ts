/**
 * How a round and its decisions cross the border: typed arrays over dictionaries of texts, sets and
 * requests. `core-rs/src/wasm/columns.rs` says the same in Rust, field by field.
 *
 * A list of lists is an array of *ends*: list k is `items[ends[k - 1] .. ends[k]]`.
 */

/** Jobs, their order, and the queue groups that are treated, as the module takes them. */
export interface WorkColumns {
  /** The dictionary of texts. */
  texts: string[];
  /** The dictionary of sets: first and last rank of each interval. */
  sets: { ends: Uint32Array; bounds: Uint32Array };
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
    projects: Uint32Array;
    names: Uint32Array;
    submissions: Float64Array;
    qos: Float64Array;
    nices: Float64Array;
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
    /** Requested starts; NaN for ordinary jobs. */
    reservations: Float64Array;
  };
  /**
   * How jobs are ordered. `numbers`: kind (0 FIFO, 1 FAIRSHARE, 2 MULTIFACTOR, 3 CUSTOM), coefficients of project, user
   * and what the user asked, all that was asked, all that was used, then the weights in the order of R4.6 with
   * each one's setting after it. Tables of names and values: targets of projects and of users, used by
   * project, used by user, asked by user, coefficients of queues.
   */
  ranking: { numbers: Float64Array; tableEnds: Uint32Array; names: Uint32Array; values: Float64Array };
}

/** What all jobs of a round have in common. It names texts and sets of the same dictionaries. */
export interface PlatformColumns {
  /** Now, the pad in seconds, the limit of the round (0: none), 1 if groups may overlap. */
  settings: Float64Array;
  /**
   * The quotas; all empty when they are off. Sets of rules are numbered, 0 the default rules. Of a stretch of
   * time the end is exclusive.
   *
   * - `settings`: 1 if quotas are on; 1 if there is a calendar (R13.1); `QUOTAS_WINDOW_TIME_LIMIT` in seconds.
   * - `setEnds`: the sets of rules, the default rules first, as ends in the list of rules.
   * - `fields`: four texts a rule, queue, project, type, user, as written.
   * - `limits`: three integers a rule, resources, jobs, resource-seconds; -1: no limit.
   * - `trackedTypes`: texts, each once, without `*` (R12.5).
   * - `blocks`: begin and end of each block in seconds of the local week, which begins on Monday 00:00, in
   *   listed order; one that passes the end of the week is two (R13.5). `blockSets`: the set of each.
   * - `filler`: nothing, or the set of the filler (R13.2).
   * - `oneShots`: begin and end of each one-shot in seconds since 1970-01-01 00:00, both local, in listed order
   *   (R13.6). `oneShotSets`: the set of each.
   * - `transitions`: pairs of an instant and the local time minus UTC in seconds from that instant on,
   *   ascending; the first offset holds before the first instant too. It is the local clock wherever the
   *   calendar asks for it, not elsewhere: see `encode/quotas/clock.ts`.
   */
  quotas: {
    settings: Float64Array;
    setEnds: Uint32Array;
    fields: Uint32Array;
    limits: Float64Array;
    trackedTypes: Uint32Array;
    blocks: Float64Array;
    blockSets: Uint32Array;
    filler: Uint32Array;
    oneShots: Float64Array;
    oneShotSets: Uint32Array;
    transitions: Float64Array;
  };
  /**
   * The site. `usable` and `defaults` have one element each, a set. `blocks`: sets, level by level; where `splits` is 1 each
   * rank of the set is a block of its own, as most are.
   */
  resources: {
    usable: Uint32Array;
    defaults: Uint32Array;
    levelNames: Uint32Array;
    levelEnds: Uint32Array;
    blocks: Uint32Array;
    splits: Uint32Array;
    withdrawalDates: Float64Array;
    withdrawalSets: Uint32Array;
  };
}

/** A round, as the module takes it. */
export type RoundColumns = WorkColumns & PlatformColumns;

/** What crosses: the dictionary of texts, joined, and typed arrays in the order of the fields. */
export interface Wire {
  /** Each with a line feed behind it. */
  texts: string;
  /** How many UTF-16 units each of the texts has, and the columns. */
  columns: (Float64Array | Uint32Array)[];
}

/** Lays out jobs for the border; the order is that of `core-rs/src/wasm/columns.rs`. */
export function packWork({ texts, sets, queues, requests, jobs, ranking }: WorkColumns): Wire {
  return {
    texts: texts.map((text) => `${text}\n`).join(""),
    columns: [
      Uint32Array.from(texts, ({ length }) => length),
      sets.ends,
      sets.bounds,
      queues.groupEnds,
      queues.names,
      requests.ends,
      requests.filters,
      requests.levelEnds,
      requests.levelNames,
      requests.counts,
      jobs.ids,
      jobs.queues,
      jobs.users,
      jobs.projects,
      jobs.names,
      jobs.submissions,
      jobs.qos,
      jobs.nices,
      jobs.typeEnds,
      jobs.types,
      jobs.heldSets,
      jobs.heldBegins,
      jobs.heldEnds,
      jobs.moldableEnds,
      jobs.moldableIds,
      jobs.walltimes,
      jobs.requests,
      jobs.dependencyEnds,
      jobs.dependencyJobs,
      jobs.dependencyStates,
      jobs.exitCodes,
      jobs.reservations,
      ranking.numbers,
      ranking.tableEnds,
      ranking.names,
      ranking.values,
    ],
  };
}

/** Lays out a whole round. */
export function pack(round: RoundColumns): Wire {
  const { texts, columns } = packWork(round);
  const { settings, quotas, resources } = round;
  return {
    texts,
    columns: [
      ...columns,
      settings,
      quotas.settings,
      quotas.setEnds,
      quotas.fields,
      quotas.limits,
      quotas.trackedTypes,
      quotas.blocks,
      quotas.blockSets,
      quotas.filler,
      quotas.oneShots,
      quotas.oneShotSets,
      quotas.transitions,
      resources.usable,
      resources.defaults,
      resources.levelNames,
      resources.levelEnds,
      resources.blocks,
      resources.splits,
      resources.withdrawalDates,
      resources.withdrawalSets,
    ],
  };
}

/** The order by karma, among the kinds of orders. */
export const FAIRSHARE = 1;
/** The order by multifactor priority. */
export const MULTIFACTOR = 2;
/** The order that a sort hook makes, among the kinds of orders. */
export const CUSTOM = 3;

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
  /** 0: nothing; 1: dependency; 2: resources; 3: other. For a job left out by a hook's fault: its number. */
  waits: Uint8Array;
  waitJobs: Float64Array;
  /** NaN for a job without; empty when the order took none (R4.5). */
  karmas: Float64Array;
}

/** Outcome of an already scheduled job. */
export const HELD = 0;
/** Outcome of a placed job. */
export const PLACED = 1;
/** Outcome of a job left out for the first of the reasons. */
export const FIRST_REASON = 2;
