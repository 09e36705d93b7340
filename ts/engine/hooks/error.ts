/** What a hook did wrong, as an error. */
import { describe, type HookErrorCode, type HookKind, RedoxError } from "../../model/index.js";

/** What a message says after the name of the hook; `detail` comes last. */
const PHRASES: Readonly<Record<HookErrorCode, string>> = {
  hook_unknown: "is none that the engine was given",
  hook_threw: "threw:",
  hook_async: "is asynchronous, or returned something with a then: a round cannot wait",
  hook_bad_result: "did not return",
  hook_not_offered: "gave resources that were not all offered:",
  hook_no_such_moldable: "gave a moldable that the job does not have, or whose walltime is below 1:",
  hook_too_early: "gave a start before the job's earliest one:",
  hook_out_of_range: "gave a start after which the job ends past the horizon:",
  hook_lost_job: "lost the job",
  hook_unknown_job: "returned ids that are no jobs of the queue group:",
  hook_repeated_job: "returned ids more than once:",
};

/** What is known of a fault while the round goes on. The error is made when somebody asks for it. */
export interface HookFault {
  readonly code: HookErrorCode;
  readonly hook: HookKind;
  /** `null` for sort hooks. */
  readonly hookName: string | null;
  /** Id of the job; `null` if it is none in particular. */
  readonly job: number | null;
  /** Ends the message; what was expected, or what was given, on one line. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/**
 * What a hook did wrong in a round. It is not thrown: the job was left out, or the order was FIFO, and the round
 * went on. See `Schedule.hookErrors`.
 */
export class HookError extends RedoxError {
  override readonly name = "HookError";
  readonly code: HookErrorCode;
  /** Which kind of hook. */
  readonly hook: HookKind;
  /** The name by which the job asked for it; `null` for the sort hook. */
  readonly hookName: string | null;
  /** Id of the job that was left out; `null` if it is none in particular. */
  readonly job: number | null;

  /** @internal Made by engines. */
  constructor(fault: HookFault) {
    super(messageOf(fault), "cause" in fault ? { cause: fault.cause } : {});
    this.code = fault.code;
    this.hook = fault.hook;
    this.hookName = fault.hookName;
    this.job = fault.job;
  }
}

/** What was wrong, on one line, without calling anything of what a hook threw. */
export function messageOf({ code, hook, hookName, job, detail }: HookFault): string {
  const who = hookName === null ? `the ${hook} hook` : `the ${hook} hook ${describe(hookName)}`;
  const about = job === null ? "" : `job ${job}: `;
  return `${about}${who} ${PHRASES[code]}${detail === undefined ? "" : ` ${detail}`}`;
}
