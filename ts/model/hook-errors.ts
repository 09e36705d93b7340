/** What hooks can do wrong (R17.2). */

/** The kinds of hooks. */
export type HookKind = "sort" | "assign" | "find";

/**
 * What a hook can do wrong.
 *
 * - `hook_unknown`: the job asks for a hook that the engine was not given.
 * - `hook_threw`: it threw; `cause` is what it threw.
 * - `hook_async`: it returned a promise, or anything else with a `then`.
 * - `hook_bad_result`: what it returned is not of the form it must have; `cause` may say more.
 * - `hook_not_offered`: the resources are not all among those that the job may use all through the window.
 * - `hook_no_such_moldable`: the job has no such moldable, or one with a walltime below 1.
 * - `hook_too_early`: the start is before the job's earliest one.
 * - `hook_out_of_range`: the job would end past the horizon.
 * - `hook_lost_job`: the sort hook did not return the job.
 * - `hook_unknown_job`: the sort hook returned ids that are no jobs of the queue group; they were passed over.
 * - `hook_repeated_job`: the sort hook returned ids twice; they count where they are first.
 */
export type HookErrorCode =
  | "hook_unknown"
  | "hook_threw"
  | "hook_async"
  | "hook_bad_result"
  | "hook_not_offered"
  | "hook_no_such_moldable"
  | "hook_too_early"
  | "hook_out_of_range"
  | "hook_lost_job"
  | "hook_unknown_job"
  | "hook_repeated_job";
