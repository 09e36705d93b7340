/**
 * A scenario: everything one scheduling round of the core is given.
 *
 * Instants are epoch seconds, durations seconds, both integers (R1.1). Sets of resources are texts of
 * 0-based ranks such as `"0-3 7 9-10"` (see {@link ./procset.ts}). A field that is `undefined` counts
 * as absent.
 */
import type { QuotaDocument } from "./quotas.js";

/** One scheduling round. Unknown fields are refused; `expected` is carried along and never read. */
export interface Scenario {
  /** Version of the format: 1. */
  scenario: 1;
  /** Label of the scenario, repeated in the schedule. Default `""`. */
  name?: string;
  /** Label without meaning. */
  category?: string;
  /** Date of the round (R1.2), from 0 to the horizon, 2^31. */
  now: number;
  /** IANA zone of the quota calendar. Default `"UTC"`. Without a calendar it has no effect. */
  timeZone?: string;
  /** Settings of `oar.conf`; unknown keys are ignored. Default `{}`. */
  config?: SchedulerConfig;
  resources: ResourceSet;
  /**
   * Queue groups by decreasing priority, each a list of queue names. The queue of every waiting job
   * is in exactly one group.
   */
  queues: string[][];
  /** Jobs by ascending id, waiting and already scheduled ones. */
  jobs: Job[];
  /** Limits for queues, projects, types and users (R12.1), read when `config.QUOTAS` is `"yes"`. Default: none. */
  quotas?: QuotaDocument;
  /** Sums of consumption for the karma (R4.5). Default: zeros. */
  accounting?: Accounting;
  /** Content of the multifactor file (R4.6). Default: no weights, which is FIFO. */
  priority?: PriorityWeights;
  /** Expected result of a test vector; ignored. */
  expected?: unknown;
}

/** Settings, under the names of `oar.conf`. Unknown keys are ignored. */
export interface SchedulerConfig {
  /** Pad in seconds that is added to every walltime (R1.3), from 0 to 2^31. Default 60. */
  SCHEDULER_JOB_SECURITY_TIME?: number;
  /** `"yes"` switches quotas on (R12.1). Default `"no"`. */
  QUOTAS?: string;
  /**
   * Seconds from now until which a quota calendar is followed, and after which no job under quotas may end
   * (R13.8, R14.1), from 0 to 2^53 - 1. Without a calendar it has no effect. Default 5184000, 60 days.
   */
  QUOTAS_WINDOW_TIME_LIMIT?: number;
  /**
   * What `ALL` means in a quota (R12.4): `"default_not_dead"` is `nbDefaultNotDead`, any other text is `nbDefault`.
   * Default `"default_not_dead"`.
   */
  QUOTAS_ALL_NB_RESOURCES_MODE?: string;
  /** How waiting jobs are ordered (R4.4). Default `"FIFO"`; an unknown name is FIFO too. */
  JOB_PRIORITY?: string;
  /** Waiting jobs treated for each queue group, number or text (R4.3). Default: no limit. */
  MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND?: number | string;
  /** Percentages by project, `{name => number, …}` (R4.5). Default `"{default => 21.0}"`. */
  SCHEDULER_FAIRSHARING_PROJECT_TARGETS?: string;
  /** Percentages by user, in the same form. Default `"{default => 22.0}"`. */
  SCHEDULER_FAIRSHARING_USER_TARGETS?: string;
  /** What a project's consumption counts in the karma. Default 0. */
  SCHEDULER_FAIRSHARING_COEF_PROJECT?: number;
  /** What a user's consumption counts in the karma. Default 1. */
  SCHEDULER_FAIRSHARING_COEF_USER?: number;
  /** What a user's requests count in the karma. Default 1. */
  SCHEDULER_FAIRSHARING_COEF_USER_ASK?: number;
  /** `"yes"`: the groups of a request may share resources (R9.3). Default `"no"`. */
  SCHEDULER_GROUPS_MAY_OVERLAP?: string;
  [key: string]: unknown;
}

/** Resource-seconds asked for and used. A name that is not there has consumed nothing. */
export interface Consumption {
  asked?: Record<string, number>;
  used?: Record<string, number>;
}

/** Sums of consumption over the window of fair sharing, in resource-seconds (R4.5). */
export interface Accounting {
  /** By all together. A sum that is not positive counts as 1. Default: zeros. */
  window?: { asked?: number; used?: number };
  byProject?: Consumption;
  byUser?: Consumption;
}

/** Weights and settings of the multifactor order (R4.6): finite numbers, 0 unless given. */
export interface PriorityWeights {
  age_weight?: number;
  /** What a second of age counts. Default 1.65e-6. */
  age_coef?: number;
  queue_weight?: number;
  /** Coefficient of each queue; 0 if it is not listed. */
  queue_coefs?: Record<string, number>;
  work_weight?: number;
  /** 0: little work first; otherwise much work first. */
  work_mode?: number;
  size_weight?: number;
  /** 0: small jobs first; otherwise large ones first. */
  size_mode?: number;
  karma_weight?: number;
  qos_weight?: number;
  nice_weight?: number;
}

/** The resources of a site and how they are arranged (section 2 of the rules). */
export interface ResourceSet {
  /** Usable (Alive or Absent) resources of type `default`. */
  default: string;
  /** Usable resources of every type. Default: `default`. */
  usable?: string;
  /** Level name to its blocks, in the order of the inventory (R2.2). */
  hierarchy: Record<string, string[]>;
  /** `[date, resources]`: these resources are withdrawn from that date on (R2.3, R2.4). */
  availableUpto?: [date: number, resources: string][];
  /** Value of the quota keyword `ALL` in mode `default_not_dead` (R12.4). Default: size of `default`. */
  nbDefaultNotDead?: number;
  /** Value of the quota keyword `ALL` in mode `all` (R12.4). Default: size of `default`. */
  nbDefault?: number;
}

/** A job, waiting or already scheduled. It is already scheduled when `assignment` is there. */
export interface Job {
  /** From 0 to 2^53 - 1; no two jobs have the same. */
  id: number;
  queue: string;
  /** Informative: whether `assignment` is there is what matters. */
  state?: string;
  /** Default `""` (R1.5). */
  user?: string;
  /** Default `""` (R1.5). */
  project?: string;
  /** Default `""` (R1.5). */
  name?: string;
  /** Texts `key` or `key=value` (R3.1). */
  types?: string[];
  /** Where an already scheduled job is. Such a job needs no moldables and gets no line in the result. */
  assignment?: PlacedAssignment;
  /** The alternatives of a waiting job, in order of preference at equal ends (R9.4). */
  moldables?: Moldable[];
  /** What must have happened before this job starts (R6.1). */
  dependencies?: Dependency[];
  /** Epoch seconds (R4.6). Default 0. */
  submissionTime?: number;
  /** Quality of service (R4.6). Default 0. */
  qos?: number;
  /** Niceness (R4.6). Default 1. */
  nice?: number;
  /** Requested start of a new advance reservation (section 15); absent for ordinary jobs. */
  reservation?: number;
}

/** Window and resources of an already scheduled job (R5.1); both instants inclusive, pad included. */
export interface PlacedAssignment {
  begin: number;
  end: number;
  resources: string;
}

/** One alternative shape of a job. */
export interface Moldable {
  /** From 0 to 2^53 - 1. */
  id: number;
  /** The user's walltime in seconds, without the pad (R1.3). Below 1 the moldable is invalid (R9.5). */
  walltime: number;
  /** Groups that must all be found in the same window (R9.1). */
  requests: RequestGroup[];
}

/** A filter and how many blocks of which levels are wanted in it (section 8). */
export interface RequestGroup {
  /** Resources that meet the properties (R1.4). Ids that are not usable are dropped (R2.1). */
  filter: string;
  /** `[level, count]`, parent first. Counts -1, -2, -3 are ALL, BEST, HALF_BEST. */
  levels: [level: string, count: number][];
}

/** A required job and its current state (R6.1). */
export interface Dependency {
  job: number;
  state: string;
  exitCode?: number | null;
}
