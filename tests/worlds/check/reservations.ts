/** New advance reservations (section 15). */
import type { Invariant } from "./facts.js";

const MESSAGES: Record<string, string> = {
  ar_too_old: "Reservation too old",
  ar_quota: "This advance reservation cannot run due to quotas",
};
const OTHER_MESSAGE = "This advance reservation cannot run";

/** R15.2: an accepted reservation starts when it asked to, or now if that is past. */
export const reservationsStartInTime: Invariant = ({ jobs, now }) =>
  jobs
    .filter(({ job, scheduled, held }) => !scheduled && held !== null && job.reservation !== undefined)
    .filter(({ job, held }) => held?.begin !== Math.max(job.reservation ?? 0, now))
    .map(({ job }) => `reservation ${job.id} does not start when it asked to`);

/** R15.3: every reservation has its outcome, with the message of its reason; other jobs have none. */
export const outcomesFit: Invariant = ({ jobs, schedule }) => {
  const outcomes = schedule.reservations ?? {};
  const reservations = jobs.filter(({ job, scheduled }) => !scheduled && job.reservation !== undefined);
  const faults = reservations.flatMap(({ job, held }) => {
    const reason = schedule.reasons[job.id] ?? "";
    const expected = held ? ["toAckReservation", ""] : ["toError", MESSAGES[reason] ?? OTHER_MESSAGE];
    const { state, message } = outcomes[job.id] ?? {};
    return state === expected[0] && message === expected[1] ? [] : [`reservation ${job.id} has a wrong outcome`];
  });
  if (Object.keys(outcomes).length > reservations.length) faults.push("outcomes of jobs that are no reservations");
  if (reservations.length === 0 && schedule.reservations !== undefined) faults.push("reservations without any");
  return faults;
};
