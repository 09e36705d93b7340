/** Interactive jobs: their clients are told when they will start (section 10.5 of the database reference). */
import { addEvents, fragJobs, lockJobs, type PredictedJob } from "../../../database/index.js";
import { localTime } from "../../local-time.js";
import type { Round } from "../context.js";
import { writeJobs } from "../refused.js";

/** What a client is told. It begins with the date: only what comes after it is shown again when it has changed. */
export function predictionText({ start, message }: PredictedJob, now: number, timeZone: string): string {
  return `[${localTime(now, timeZone)}] Start prediction: ${localTime(start, timeZone)} (${message})`;
}

/**
 * Tells the clients of interactive jobs, all at the same time. A job whose client cannot be told has lost its session: its
 * end is asked for, and it is not told again until Leon has looked at that.
 *
 * @throws DatabaseError
 */
export async function tellPredictions(round: Round, jobs: readonly PredictedJob[]): Promise<void> {
  const { notifier, now, timeZone, user } = round;
  const told = await Promise.all(jobs.map((job) => notifier.oarsub(job.infoType, predictionText(job, now, timeZone))));
  const lost = jobs.filter((_, index) => !told[index]).map(({ id }) => id);
  if (lost.length === 0) return;
  const killed = await writeJobs(round, { done: "killed", items: lost, jobOf: (id) => id }, async (queries, some) => {
    const waiting = await lockJobs(queries, some, ["Waiting"]);
    const events = waiting.map((job) => ({
      type: "LOST_SESSION",
      job,
      description: `kill the interactive job because session is lost ${job}`,
    }));
    await addEvents(queries, events, now);
    await fragJobs(queries, waiting, user, now);
    return waiting;
  });
  for (const _ of killed.flat()) await notifier.almighty("Qdel");
}
