/** Resuming jobs (section 10.3 of the database reference). */
import { type CurrentJob, freeSuspended, readCurrentJobs, setJobStates } from "../../database/index.js";
import type { Round } from "./context.js";
import { Holders, typed } from "./holders.js";
import { writeJobs } from "./refused.js";

/** States in which a job keeps others from being resumed on its resources. Suspended and Resuming ones do not. */
const HOLDING: ReadonlySet<CurrentJob["state"]> = new Set(["toLaunch", "Launching", "Running", "Finishing"]);

/** What is to be done with Resuming jobs. The lists are of job ids, ascending. */
export interface ResumeDecision {
  readonly resumed: readonly number[];
  /** Jobs that would have to be woken on their nodes, which nobody does: they are left alone. */
  readonly leftAlone: readonly number[];
}

/**
 * Decides which Resuming jobs run again, by ascending id: those of type `noop` on whose resources there is nobody that
 * they are not compatible with (R10.2). A container and the jobs inside of it are not in each other's way.
 *
 * @param current by ascending id
 */
export function decideResumes(current: readonly CurrentJob[]): ResumeDecision {
  const jobs = typed(current);
  const holders = new Holders(
    jobs.filter(({ state }) => HOLDING.has(state)),
    ({ resources }) => resources,
    jobs,
  );
  const resumed: number[] = [];
  const leftAlone: number[] = [];
  for (const job of jobs) {
    if (job.state !== "Resuming") continue;
    if (!job.types.noop) {
      leftAlone.push(job.id);
      continue;
    }
    if (holders.inTheWayOf(job).some((holder) => !holders.feeds(job, holder))) continue;
    holders.add(job);
    resumed.push(job.id);
  }
  return { resumed, leftAlone };
}

/**
 * Resumes jobs, in one group; their owners are told afterwards. To be called after the launches of the round.
 *
 * @returns the ids of the jobs that run again, ascending
 * @throws DatabaseError
 */
export async function resumeJobs(round: Round): Promise<number[]> {
  const { writer, settings, now, log, notifier } = round;
  const current = await writer.session.snapshot((queries) => readCurrentJobs(queries, settings));
  const { resumed, leftAlone } = decideResumes(current);
  if (leftAlone.length > 0) {
    log.warn?.("Resuming jobs that are not of type noop are left alone", { jobs: leftAlone });
  }
  if (resumed.length === 0) return [];
  const parts = await writeJobs(
    round,
    { done: "resumed", items: resumed, jobOf: (id) => id },
    async (queries, some) => {
      const jobs = await setJobStates(queries, settings, { ids: some, from: ["Resuming"], to: "Running", now });
      const ids = jobs.map(({ id }) => id);
      await freeSuspended(queries, ids);
      return jobs;
    },
  );
  const changed = parts.flat();
  for (const job of changed) await notifier.owner(job, "RUNNING", "Job is running.");
  return changed.map(({ id }) => id);
}
