/** What a site's hooks are given and give (section 17 of the rules). What they are given is frozen through and through. */
import type { PriorityWeights } from "../../model/index.js";

/**
 * What a site decides itself, given when an engine is created. All hooks are synchronous: the round waits for
 * them. A hook that fails, or gives what is not allowed, leaves out its job with the reason `hook_failed`; the
 * round goes on, and `Schedule.hookErrors` says what was wrong.
 *
 * The same input should give the same answer: a schedule is no more repeatable than its hooks.
 */
export interface SiteHooks {
  /** Orders the jobs when `config.JOB_PRIORITY` is `"CUSTOM"`. */
  sort?: SortHook;
  /** By name: `assign=NAME` among the types of a job asks for the one of that name. */
  assign?: Readonly<Record<string, AssignHook>>;
  /** By name: `find=NAME` among the types of a job asks for the one of that name. */
  find?: Readonly<Record<string, FindHook>>;
}

/**
 * Orders the waiting jobs of a queue group; it replaces R4.4.
 *
 * @returns the ids of the jobs, in the order in which they are placed. A job that is not there is left out; an id
 *   that is no job of the group, or is there twice, is reported and passed over. Anything but a list makes the
 *   order FIFO
 */
export type SortHook = (input: SortInput) => readonly number[];

/**
 * Says where a job goes; it replaces sections 7 to 9, so that quotas do not limit the job, although it counts
 * for others.
 *
 * @returns where; `null`: nowhere, the job gets the reason `no_resources`
 */
export type AssignHook = (input: AssignInput) => HookAssignment | null;

/**
 * Says which resources a moldable of a job takes in a window; it replaces section 8 and R9.1 to R9.3. It is
 * asked window by window in order of time, as long as anything is offered, until quotas let one pass.
 *
 * @returns resources out of `offered`, as a text; `""` or `null`: none will do, and the next window is tried
 */
export type FindHook = (input: FindInput) => string | null;

/** What every hook sees. */
export interface HookInput {
  /** Date of the round, epoch seconds. */
  readonly now: number;
  /** Seconds that are added to every walltime (R1.3). */
  readonly pad: number;
  readonly resources: HookResources;
}

/** The resources of the site, those that are usable (R2.1). Sets are texts, ascending and merged. */
export interface HookResources {
  /** Those of type `default`. */
  readonly default: string;
  /** Those of every type. */
  readonly usable: string;
  /** Level name to its blocks, in the order of the inventory. The object has no prototype. */
  readonly hierarchy: Readonly<Record<string, readonly string[]>>;
}

/** What a sort hook sees. */
export interface SortInput extends HookInput {
  /** The queues of the group. */
  readonly queues: readonly string[];
  /** The waiting jobs of the group that are no reservations, by ascending id. */
  readonly jobs: readonly HookJob[];
  readonly config: HookConfig;
  readonly accounting: HookAccounting;
  readonly priority: HookPriority;
}

/** The settings of the scenario that are texts, numbers or booleans. The object has no prototype. */
export type HookConfig = Readonly<Record<string, string | number | boolean>>;

/** Sums of consumption in resource-seconds (R4.5), with every default filled in. */
export interface HookAccounting {
  readonly window: { readonly asked: number; readonly used: number };
  readonly byProject: HookConsumption;
  readonly byUser: HookConsumption;
}

/** Resource-seconds by name. The objects have no prototype; a name that is not there has consumed nothing. */
export interface HookConsumption {
  readonly asked: Readonly<Record<string, number>>;
  readonly used: Readonly<Record<string, number>>;
}

/** Weights and settings of the multifactor order (R4.6), with every default filled in. */
export interface HookPriority extends Readonly<Required<Omit<PriorityWeights, "queue_coefs">>> {
  /** The object has no prototype; a queue that is not there has 0. */
  readonly queue_coefs: Readonly<Record<string, number>>;
}

/** What an assign hook sees. */
export interface AssignInput extends HookInput {
  readonly job: HookJob;
  readonly args: HookArguments;
  /** The earliest start that the job's dependencies allow, epoch seconds; not before `now`. */
  readonly earliest: number;
  /** What the job may use when, from `earliest` to the horizon without gap. A set is written when it is read. */
  readonly slots: readonly HookSlot[];
  /**
   * What the job may use all through a window.
   *
   * @param begin first second
   * @param end last second, inclusive: of a job that begins at b it is b + walltime + pad - 1
   * @returns a set as text; `""` if the window is not within the slots
   */
  free(begin: number, end: number): string;
}

/** A stretch of time in which what a job may use stays the same. */
export interface HookSlot {
  /** First second. */
  readonly begin: number;
  /** Last second, inclusive. */
  readonly end: number;
  /** What the job may use (R10.1): what nobody holds, and what is held by those with whom it shares. */
  readonly free: string;
}

/** Where an assign hook puts its job. It holds the resources for its walltime and the pad. */
export interface HookAssignment {
  /** Id of one of the job's moldables, with a walltime of 1 or more. */
  readonly moldable: number;
  /** First second, epoch: not before `earliest`, and such that the job ends within the horizon. */
  readonly begin: number;
  /** A set as text, not empty, out of what the job may use all through its window. */
  readonly resources: string;
}

/** What a find hook sees. */
export interface FindInput extends HookInput {
  readonly job: HookJob;
  readonly args: HookArguments;
  /** The moldable that is searched. */
  readonly moldable: HookMoldable;
  /** The window, both ends inclusive, pad included. */
  readonly window: { readonly begin: number; readonly end: number };
  /** Whether the window begins with the first slot, now. */
  readonly first: boolean;
  /** What the job may use all through the window (R10.1), whatever its filters; never empty. Written when it is read. */
  readonly offered: string;
}

/** A waiting job with every default filled in. */
export interface HookJob {
  readonly id: number;
  readonly queue: string;
  /** `""`: none; so too `project` and `name`. */
  readonly user: string;
  readonly project: string;
  readonly name: string;
  /** As written, in listed order. */
  readonly types: readonly string[];
  readonly moldables: readonly HookMoldable[];
  readonly dependencies: readonly HookDependency[];
  /** Epoch seconds. */
  readonly submissionTime: number;
  readonly qos: number;
  readonly nice: number;
}

/** One alternative shape of a job. */
export interface HookMoldable {
  readonly id: number;
  /** Seconds, without the pad. */
  readonly walltime: number;
  /** The groups in listed order. Equal requests are the same object. */
  readonly requests: readonly HookGroup[];
}

/** A filter and how many blocks of which levels are wanted in it. */
export interface HookGroup {
  /** A set as text; it may name resources that are not usable. */
  readonly filter: string;
  /** `[level, count]` in listed order. Counts -1, -2, -3 are ALL, BEST, HALF_BEST. */
  readonly levels: readonly (readonly [level: string, count: number])[];
}

/** A required job and its state now. */
export interface HookDependency {
  readonly job: number;
  readonly state: string;
  /** 0 also if there is none. */
  readonly exitCode: number;
}

/**
 * What follows the name of a hook in a job's type: `find=pack:4:on=host` has the positional argument `4` and the
 * named argument `on`. Arguments are texts.
 */
export interface HookArguments {
  /** The name by which the job asks for the hook. */
  readonly name: string;
  /** Arguments without `=`, or with nothing before it, in listed order. */
  readonly positional: readonly string[];
  /** Arguments `key=value`; of equal keys the last counts. The object has no prototype. */
  readonly named: Readonly<Record<string, string>>;
}
