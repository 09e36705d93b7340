/** Acknowledging reservations (section 8 of the database reference). */
import { addEvents, fragJobs, type JobToTell, lockJobs, setJobStates } from "../../../database/index.js";
import type { Round } from "../context.js";
import { writeJobs } from "../refused.js";

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
async function beginAttempts(round: Round, jobs: readonly JobToTell[]): Promise<JobToTell[]> {
  const parts = await writeJobs(round, { done: "acknowledged", items: jobs, jobOf }, async (queries, some) => {
    const locked = new Set(await lockJobs(queries, some.map(jobOf), ["toAckReservation"]));
    const attempts = some.filter(({ id }) => locked.has(id));
    const events = attempts.map(({ id: job }) => ({
      type: "RESERVATION_ACK_ATTEMPT",
      job,
      description: `Acknowledgement of reservation ${job}`,
      toCheck: false,
    }));
    await addEvents(queries, events, round.now);
    return attempts;
  });
  return parts.flat();
}

const jobOf = ({ id }: JobToTell): number => id;

async function writeOutcome(
  round: Round,
  delivered: readonly JobToTell[],
  failed: readonly JobToTell[],
): Promise<Outcome> {
  const { settings, user, now } = round;
  const items = [...delivered.map((job) => ({ job, heard: true })), ...failed.map((job) => ({ job, heard: false }))];
  const writes = { done: "acknowledged", items, jobOf: ({ job }: { job: JobToTell }) => job.id };
  const parts = await writeJobs(round, writes, async (queries, some): Promise<Outcome> => {
    const [heard, unheard] = [true, false].map((wanted) =>
      some.flatMap(({ job, heard }) => (heard === wanted ? [job] : [])),
    );
    const ids = (heard ?? []).map(jobOf);
    const waiting = await setJobStates(queries, settings, { ids, from: ["toAckReservation"], to: "Waiting", now });
    const refused = await lockJobs(queries, (unheard ?? []).map(jobOf), ["toAckReservation"]);
    const events = refused.map((job) => ({
      type: "CANNOT_NOTIFY_OARSUB",
      job,
      description: `Can not notify oarsub for the job ${job}`,
    }));
    await addEvents(queries, events, now);
    await fragJobs(queries, refused, user, now);
    const changed = new Set(waiting.map(({ id }) => id));
    return { acknowledged: (heard ?? []).filter(({ id }) => changed.has(id)), refused };
  });
  return {
    acknowledged: parts.flatMap((part) => part.acknowledged),
    refused: parts.flatMap((part) => part.refused),
  };
}
