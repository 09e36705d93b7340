/** Who is told at the end of a round, one kind of job after the other. */
import { readJobsToTell, readPredictedJobs } from "../../../database/index.js";
import type { Round } from "../context.js";
import { acknowledge } from "./acknowledgements.js";
import { endInError } from "./errors.js";
import { tellPredictions } from "./predictions.js";

/**
 * Sends the notices of a round: the predicted starts of interactive jobs; why jobs in toError end; the acknowledgements of
 * reservations; and the launches that the launcher may not have heard of. To be called after launches: all is read
 * from one snapshot. The number of statements does not depend on that of the jobs.
 *
 * A job in toAckReservation whose end was asked for is told to nobody. One in toError is: it has ended, and a client
 * that is not told waits for ever. One in toLaunch is, too: Leon can only end what was launched.
 *
 * @param launched the jobs that this process has launched
 * @returns 2: a reservation was refused by its client; 1: one that was acknowledged starts now; else 0
 * @throws DatabaseError what was written by then stands, and the next round goes on from there
 */
export async function sendNotices(round: Round, launched: ReadonlySet<number>): Promise<{ exitCode: 0 | 1 | 2 }> {
  const { predicted, jobs } = await round.writer.session.snapshot(async (queries) => ({
    predicted: await readPredictedJobs(queries),
    jobs: await readJobsToTell(queries),
  }));
  await tellPredictions(round, predicted);
  await endInError(
    round,
    jobs.filter(({ state }) => state === "toError"),
  );
  const exitCode = await acknowledge(
    round,
    jobs.filter(({ state, killed }) => state === "toAckReservation" && !killed),
  );
  for (const { id, state } of jobs) {
    if (state === "toLaunch" && !launched.has(id)) await round.notifier.launch(id);
  }
  return { exitCode };
}
