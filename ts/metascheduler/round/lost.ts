/** What happens when somebody else has changed a job while it was planned. */
import type { Round } from "./context.js";

/** How often a plan is made again. At the last attempt the lost jobs are left out. */
const ATTEMPTS = 3;

/** Jobs of a plan do not wait any more: nothing of the plan is written. */
export class JobsLost extends Error {
  readonly jobs: readonly number[];

  constructor(jobs: readonly number[]) {
    super("jobs of the plan do not wait any more");
    this.jobs = jobs;
  }
}

/**
 * Makes a plan and writes it. When jobs are lost the slot sets are stale: all is gathered and decided anew. At the last
 * attempt the plan is written without the lost jobs, whose place stays empty.
 *
 * @param plan gathers, decides and writes; if jobs may not be lost it throws {@link JobsLost} where some are
 */
export async function untilKept<Result>(
  { log }: Round,
  plan: (keep: (lost: readonly number[]) => void) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await plan((lost) => {
        if (lost.length === 0) return;
        if (attempt < ATTEMPTS) throw new JobsLost(lost);
        log.warn?.("jobs that do not wait any more are left out of the plan", { jobs: lost });
      });
    } catch (error) {
      if (!(error instanceof JobsLost)) throw error;
      log.info?.("jobs changed while they were planned: the plan is made again", { jobs: error.jobs });
    }
  }
}

/** The jobs of these rows that are not among the written ones. */
export function lostOf(rows: readonly { readonly job: number }[], written: ReadonlySet<number>): number[] {
  return rows.map(({ job }) => job).filter((job) => !written.has(job));
}
