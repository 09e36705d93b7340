/** Acknowledging reservations (section 8 of the database reference). */
import { addEvents, fragJobs, type JobToTell, lockJobs, setJobStates } from "../../../database/index.js";
import type { Round } from "../context.js";

/** What became of the jobs of an acknowledgement. */
interface Outcome {
  /** Jobs that wait for their start now. */
  readonly acknowledged: readonly JobToTell[];
  /** Jobs whose clients were not there. */
  readonly refused: readonly number[];
}

/** The exit code of a round that ends so: a job that has to start now needs another round, a refused one has to be killed. */
export function exitCodeOf({ acknowledged, refused }: Outcome, now: number): 0 | 1 | 2 {
  if (refused.length > 0) return 2;
  return acknowledged.some(({ startTime }) => startTime - 1 <= now) ? 1 : 0;
}

/**
 * Tells clients that their reservations are accepted. A client listens only once, so the attempt is written down before:
 * where one was begun and what came of it is not known, the process ended in between, and it counts as delivered.
 * A client that cannot be told has refused, and the end of its job is asked for.
 *
 * @returns the exit code of the round, as far as it is for this
 * @throws DatabaseError
 */
export async function acknowledge(round: Round, jobs: readonly JobToTell[]): Promise<0 | 1 | 2> {
  if (jobs.length === 0) return 0;
  const { notifier, log } = round;
  const begun = jobs.filter(({ attempted }) => attempted);
  if (begun.length > 0) {
    log.warn?.("acknowledgements that an earlier round did not bring to their end count as delivered", {
      jobs: begun.map(({ id }) => id),
    });
  }
  const attempts = await beginAttempts(
    round,
    jobs.filter(({ attempted }) => !attempted),
  );
  const told = await Promise.all(attempts.map(({ infoType }) => notifier.oarsub(infoType, "GOOD RESERVATION")));
  const delivered = attempts.filter((_, index) => told[index]);
  const failed = attempts.filter((_, index) => !told[index]);
  return exitCodeOf(await writeOutcome(round, [...begun, ...delivered], failed), round.now);
}

/** @returns the jobs that can be told: the others were lost to another writer */
async function beginAttempts({ writer, now }: Round, jobs: readonly JobToTell[]): Promise<JobToTell[]> {
  if (jobs.length === 0) return [];
  return writer.group(async (queries) => {
    const locked = new Set(
      await lockJobs(
        queries,
        jobs.map(({ id }) => id),
        ["toAckReservation"],
      ),
    );
    const attempts = jobs.filter(({ id }) => locked.has(id));
    const events = attempts.map(({ id: job }) => ({
      type: "RESERVATION_ACK_ATTEMPT",
      job,
      description: `Acknowledgement of reservation ${job}`,
      toCheck: false,
    }));
    await addEvents(queries, events, now);
    return attempts;
  });
}

async function writeOutcome(
  { writer, settings, user, now }: Round,
  delivered: readonly JobToTell[],
  failed: readonly JobToTell[],
): Promise<Outcome> {
  return writer.group(async (queries) => {
    const ids = delivered.map(({ id }) => id);
    const waiting = await setJobStates(queries, settings, { ids, from: ["toAckReservation"], to: "Waiting", now });
    const refused = await lockJobs(
      queries,
      failed.map(({ id }) => id),
      ["toAckReservation"],
    );
    const events = refused.map((job) => ({
      type: "CANNOT_NOTIFY_OARSUB",
      job,
      description: `Can not notify oarsub for the job ${job}`,
    }));
    await addEvents(queries, events, now);
    await fragJobs(queries, refused, user, now);
    const changed = new Set(waiting.map(({ id }) => id));
    return { acknowledged: delivered.filter(({ id }) => changed.has(id)), refused };
  });
}
