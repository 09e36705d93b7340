/** What happens when jobs of a plan cannot be written: somebody else has changed them, or the database refuses them. */
import type { Refused } from "../../database/index.js";
import type { Round } from "./context.js";
import { tellRefused } from "./refused.js";

/** How often a plan is made again for lost jobs. At the last attempt they are left out. */
const ATTEMPTS = 3;

/** Jobs of a plan do not wait any more: nothing of the plan is written. */
export class JobsLost extends Error {
  readonly jobs: readonly number[];

  constructor(jobs: readonly number[]) {
    super("jobs of the plan do not wait any more");
    this.jobs = jobs;
  }
}

/** The database refuses jobs of a plan for what is in their rows: nothing of the plan is written. */
export class JobsRefused extends Error {
  /** At least one. */
  readonly refused: readonly Refused<number>[];

  constructor(refused: readonly Refused<number>[]) {
    super("the database refuses jobs of the plan");
    this.refused = refused;
  }
}

/** What a plan is made with. */
export interface PlanAttempt {
  /** Jobs that must not be gathered: the database refuses them. */
  readonly leftOut: ReadonlySet<number>;
  /** To be called with the jobs that were lost, before the plan is committed. @throws JobsLost they may not be lost */
  readonly keep: (lost: readonly number[]) => void;
}

/**
 * Makes a plan and writes it. When jobs are lost or refused the slot sets are stale: all is gathered and decided anew,
 * without those that are refused. At the last attempt the plan is written without the lost jobs, whose place stays empty.
 *
 * @param plan gathers, decides and writes
 */
export async function untilKept<Result>(
  round: Round,
  plan: (attempt: PlanAttempt) => Promise<Result>,
): Promise<Result> {
  const { log } = round;
  const leftOut = new Set<number>();
  let attempt = 1;
  const keep = (lost: readonly number[]): void => {
    if (lost.length === 0) return;
    if (attempt < ATTEMPTS) throw new JobsLost(lost);
    log.warn?.("jobs that do not wait any more are left out of the plan", { jobs: lost });
  };
  for (;;) {
    try {
      return await plan({ leftOut, keep });
    } catch (error) {
      if (error instanceof JobsRefused) {
        tellRefused(round, "planned", error.refused);
        for (const { item } of error.refused) leftOut.add(item);
      } else if (error instanceof JobsLost) {
        attempt++;
        log.info?.("jobs changed while they were planned: the plan is made again", { jobs: error.jobs });
      } else throw error;
    }
  }
}

/** The jobs of these rows that are not among the written ones. */
export function lostOf(rows: readonly { readonly job: number }[], written: ReadonlySet<number>): number[] {
  return rows.map(({ job }) => job).filter((job) => !written.has(job));
}
