/** Jobs that cannot run: who waits for them is told, and they end (section 5.10 of the database reference). */
import { type JobToTell, setJobStates } from "../../../database/index.js";
import type { Round } from "../context.js";
import { writeJobs } from "../refused.js";

/** OAR's own words to the owner of a job that has ended so. */
const OWNERS_TEXT = "Job stopped abnormally or an OAR error occured.";

/** Whether a client waits to hear of the job: those of interactive jobs and of reservations do. */
export function clientWaits({ interactive, scheduled }: Pick<JobToTell, "interactive" | "scheduled">): boolean {
  return interactive || scheduled;
}

/**
 * Tells clients why their jobs cannot run, and then that they do not; the jobs go to Error, whether or not that was heard.
 * Clients come first: a job that is in Error is not looked at again, one whose client was told twice does no harm.
 *
 * @throws DatabaseError
 */
export async function endInError(round: Round, jobs: readonly JobToTell[]): Promise<void> {
  if (jobs.length === 0) return;
  const { notifier, settings, now } = round;
  // Messages to one client arrive in the order of the calls; that they did not is in the log.
  await Promise.all(
    jobs
      .filter(clientWaits)
      .flatMap(({ infoType, message }) => [notifier.oarsub(infoType, message), notifier.oarsub(infoType, "BAD JOB")]),
  );
  const ids = jobs.map(({ id }) => id);
  const ended = await writeJobs(round, { done: "ended", items: ids, jobOf: (id) => id }, (queries, some) =>
    setJobStates(queries, settings, { ids: some, from: ["toError"], to: "Error", now }),
  );
  for (const job of ended.flat()) {
    await notifier.almighty("ChState");
    await notifier.owner(job, "ERROR", OWNERS_TEXT);
  }
}
