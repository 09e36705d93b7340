/** What can be in the way of a job. */
import type { HookErrorCode, HookKind } from "./hook-errors.js";
import type { QuotaValue } from "./quotas.js";
import type { ReasonCode } from "./schedule.js";

/** What keeps a job from being placed at all; each kind goes with one reason or a few. */
export type LeftOutCause =
  | LimitCause
  | TypeCause
  | RequestCause
  | DependencyCause
  | SlotSetCause
  | ResourcesCause
  | QuotaCause
  | QuotaHorizonCause
  | LackCause
  | HorizonCause
  | PeriodCause
  | HookCause;

/** What keeps a placed job from starting earlier. */
export type DelayCause = DependencyCause | ResourcesCause | QuotaCause | HookCause;

/** `round_limit`: the limit of the round was reached before it (R4.3). */
export interface LimitCause {
  kind: "limit";
  /** Jobs treated of each queue group; 0: its queue was not treated at all. */
  limit: number;
}

/** `invalid_request`: a type is malformed (R3.3). */
export interface TypeCause {
  kind: "type";
  /** The type as written. */
  type: string;
  fault: TypeFault;
}

/**
 * What is wrong with a type. `no_such_scope`: a value that `timesharing` does not know; `no_value`: its key needs one;
 * `repeated`: its key is there a second time; `placeholder_and_allow`: both are there.
 */
export type TypeFault = "no_such_scope" | "no_value" | "repeated" | "placeholder_and_allow";

/** `invalid_request` or `unknown_level`: no moldable can be searched (R9.5). The first fault with that reason. */
export interface RequestCause {
  kind: "request";
  fault: RequestFault;
  /** Id of the moldable; `null` for `no_moldable` and `inner_reservation`. */
  moldable: number | null;
  /** Index in `requests`; `null` where the fault is not in a group. */
  group: number | null;
  /** Name of the level; `null` where the fault is not in a level. */
  level: string | null;
  /** Count that is wanted of that level. */
  count: number | null;
}

/**
 * What is wrong with a request. `inner_reservation`: a reservation that is to run in a container (R15.2, 1);
 * `walltime`: below 1; `no_level`: a group without levels; `bad_count`: not an integer, 0, or below -3.
 */
export type RequestFault =
  | "no_moldable"
  | "inner_reservation"
  | "walltime"
  | "no_group"
  | "no_level"
  | "bad_count"
  | "unknown_level";

/** A required job: it is in the way (reason `dependency`), or it ends just before. */
export interface DependencyCause {
  kind: "dependency";
  /** Id of the required job. */
  job: number;
  /** Its state, as given. */
  state: string;
  /** Its exit code, as given; 0 when none was. */
  exitCode: number;
  /** Its last second if this round placed it; `null` otherwise, and when it was there before. */
  until: number | null;
  /** Why this round left it out; `null` if it did not. */
  reason: ReasonCode | null;
}

/** `no_slot_set`: no container of that name is placed (R11.5). */
export interface SlotSetCause {
  kind: "slot_set";
  /** The name in its type `inner`. */
  slotSet: string;
}

/** A window that a job did not get. */
export interface RefusedWindow {
  /** Id of the moldable that was searched. */
  moldable: number;
  /** First second, epoch. */
  begin: number;
  /** Last second, epoch, inclusive. */
  end: number;
  /** What the job would have taken. */
  resources: string;
}

/** A job that holds resources which another one cannot have. */
export interface Holder {
  job: number;
  /** Last second, epoch, inclusive; may be past the horizon. */
  until: number;
  /** Those resources. */
  resources: string;
}

/**
 * The resources were not there. Of a placed job the window is the last one tried before its own, and `resources` are
 * those it has now. Of one left out (`no_resources`, `ar_no_resources`) it is the first one that would do if nobody held
 * anything, or the one reserved.
 */
export interface ResourcesCause {
  kind: "resources";
  window: RefusedWindow;
  /** Who held some of `window.resources`, by ascending id; with HALF_BEST, of all that it could be half of. */
  holders: Holder[];
  /**
   * Some of them were not in its slot set: its container had not begun, or had ended. When there are no holders either,
   * enough was free, but the groups of the request divided it so that one of them was left without (R9.1).
   */
  absent: boolean;
}

/**
 * Quotas refuse a window in which resources were found: of a placed job the last one before its own; of one left out
 * (`quota`, `ar_quota`) the first one, or the one reserved.
 */
export interface QuotaCause {
  kind: "quota";
  /** `null`: a find hook found its resources, and what it would find is not asked again. */
  window: RefusedWindow | null;
  /** All that refuse it, in the order of report (R12.9). */
  refusals: QuotaRefusal[];
}

/** A quota rule that refuses a window. */
export interface QuotaRefusal {
  /** Name of the set of rules; `quotas`: the default rules. */
  set: string;
  /** The rule as written: `"queue,project,type,user"`. */
  rule: string;
  /** Which of its limits. Work is in resource-seconds. */
  quantity: "resources" | "jobs" | "work";
  /** The limit as written; of `work` in hours. */
  written: QuotaValue;
  /** The limit as a number. */
  limit: number;
  /** What is counted in the window without the job. */
  used: number;
  /** What it would be with the job; above `limit`. */
  wanted: number;
}

/** `quota_horizon`: the first window with resources ends too late (R14.1). */
export interface QuotaHorizonCause {
  kind: "quota_horizon";
  /** `null` as in {@link QuotaCause}. */
  window: RefusedWindow | null;
  /** Last second at which a job under quotas may end. */
  latest: number;
}

/**
 * Something never is enough, whoever holds what. `site`: even with every usable resource free a level has too few
 * blocks. `groups`: even then the groups of the request, each of which has enough for itself, leave too little to one
 * of them. `slot_set`: in what there is from the earliest start on (of a reservation: in its window) a level has too
 * few. `together`: there is enough of everything, but never all of it together for that long.
 */
export interface LackCause {
  kind: "lack";
  of: "site" | "groups" | "slot_set" | "together";
  /** Id of the moldable. */
  moldable: number;
  /** Index in `requests`; like the following `null` for `groups` and `together`. */
  group: number | null;
  /** The level that has too few blocks. */
  level: string | null;
  /** The level above it in the request; `null`: there is none. */
  within: string | null;
  /** The count that is wanted of it (-1, -2, -3: ALL, BEST, HALF_BEST). */
  wanted: number | null;
  /** The most blocks that would do, within one block of the level above. */
  found: number | null;
}

/** `no_resources`: from the earliest start on there is too little time before the horizon (R1.2). */
export interface HorizonCause {
  kind: "horizon";
  /** Id of the moldable. */
  moldable: number;
  /** Earliest start, epoch (R6.3). */
  earliest: number;
  /** Seconds that the moldable takes, pad included. */
  length: number;
}

/** `ar_too_old`, `ar_out_of_range`: the window of a reservation is over, or ends past the horizon. */
export interface PeriodCause {
  kind: "period";
  /** Requested start, epoch; if that is before now, it would begin now (R15.2). */
  begin: number;
  /** Last second, epoch, inclusive, pad included; of one that is over, counted from the requested start. */
  end: number;
}

/** A hook was at fault, or found nothing, or placed the job where it is. */
export interface HookCause {
  kind: "hook";
  /** Which of the hooks. */
  hook: HookKind;
  /** What it did wrong; `null`: nothing. `Schedule.hookErrors` has the whole error. */
  code: HookErrorCode | null;
  /** That in words, on one line; `null`: nothing. */
  message: string | null;
}
