/** What was wrong with the hooks of a round: noted while it goes on, and told job by job when it is decided. */
import { formatProcSet, type HookErrorCode } from "../../model/index.js";
import type { DecisionColumns } from "../columns.js";
import type { HookFault } from "./error.js";
import type { JobsView } from "./jobs.js";

/** What the module has against an answer, by its number (`HookFault` of `core-rs/src/hooks.rs`) less 2. */
const OBJECTIONS: readonly HookErrorCode[] = [
  "hook_not_offered",
  "hook_bad_result",
  "hook_no_such_moldable",
  "hook_too_early",
  "hook_out_of_range",
  "hook_lost_job",
];
/** Number of what went wrong before there was an answer. */
const FAILED = 1;
const SHOWN_BOUNDS = 20;

/** The faults of a round, or of a step of it. */
export class Faults {
  readonly #general: HookFault[] = [];
  readonly #failed = new Map<number, HookFault>();
  readonly #answers = new Map<number, Uint32Array | Float64Array>();

  /** Notes a fault that is no single job's. */
  add(fault: HookFault): void {
    this.#general.push(fault);
  }

  /** Notes that there is no answer for a row. */
  failed(row: number, fault: HookFault): void {
    this.#failed.set(row, fault);
  }

  /** Notes the last answer for a row. */
  answered(row: number, answer: Uint32Array | Float64Array): void {
    this.#answers.set(row, answer);
  }

  /**
   * The faults: those that are no single job's, then those of the jobs that were left out, in their order.
   *
   * @param hookFailed outcome of a job that a hook's fault left out
   */
  told({ outcomes, waits }: DecisionColumns, hookFailed: number, jobs: JobsView): HookFault[] {
    const faults = [...this.#general];
    for (let row = outcomes.indexOf(hookFailed); row >= 0; row = outcomes.indexOf(hookFailed, row + 1)) {
      const number = waits[row] as number;
      const fault = number === FAILED ? this.#failed.get(row) : this.#objection(row, number, jobs);
      if (fault !== undefined) faults.push(fault);
    }
    return faults;
  }

  #objection(row: number, number: number, jobs: JobsView): HookFault {
    const code = OBJECTIONS[number - 2] as HookErrorCode;
    const job = jobs.id(row);
    if (code === "hook_lost_job") return { code, hook: "sort", hookName: null, job };
    const { kind, args } = jobs.asked(row);
    const answer = this.#answers.get(row) ?? new Float64Array();
    const [moldable = 0, begin = 0] = kind === "assign" ? answer : [];
    const set = kind === "assign" ? answer.subarray(2) : answer;
    const details: Partial<Record<HookErrorCode, string>> = {
      hook_not_offered: shownSet(set),
      hook_bad_result: "any resources",
      hook_no_such_moldable: `${jobs.job(row).moldables[moldable]?.id}`,
      hook_too_early: `${begin}`,
      hook_out_of_range: `${begin}`,
    };
    return { code, hook: kind, hookName: args.name, job, detail: details[code] as string };
  }
}

function shownSet(bounds: Uint32Array | Float64Array): string {
  const text = formatProcSet(bounds.subarray(0, SHOWN_BOUNDS));
  return bounds.length > SHOWN_BOUNDS ? `${text} …` : text;
}
