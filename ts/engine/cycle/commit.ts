/** Handing what was decided to the platform. */
import type { Assignment, Job, ReasonCode, ReservationOutcome } from "../../model/index.js";
import type { EncodedWork } from "../encode/steps.js";
import type { Schedule } from "../schedule.js";
import type { PlacedJob, TreatedReservation } from "./platform.js";
import type { Gathered } from "./redox-platform.js";

/** Saves where the jobs of a step are placed, if any is. */
export async function saveAssignments(
  { session, platform, round }: Gathered,
  { jobs, columns }: EncodedWork,
  schedule: Schedule,
): Promise<void> {
  const placed: PlacedJob[] = [];
  const { ids } = columns.jobs;
  for (let row = 0; row < jobs.length; row++) {
    const id = ids[row] as number;
    const job = jobs[row] as Job;
    const assignment = schedule.assignments[id];
    if (assignment) placed.push({ job, assignment, karma: schedule.karma(id) });
  }
  if (placed.length > 0) await platform.saveAssignments(session, round, placed);
}

/** Saves what became of the reservations of a step, if there are any. */
export async function saveReservations(
  { session, platform, round }: Gathered,
  { jobs, columns }: EncodedWork,
  { assignments, reasons, reservations }: Schedule,
): Promise<void> {
  const treated: TreatedReservation[] = [];
  for (const [row, job] of jobs.entries()) {
    const id = columns.jobs.ids[row] as number;
    const outcome = reservations?.[id] as ReservationOutcome;
    const [assignment, reason] = [assignments[id] as Assignment | null, reasons[id] as ReasonCode | undefined];
    treated.push({ job, outcome, assignment, reason: reason ?? null });
  }
  if (treated.length > 0) await platform.saveReservations(session, round, treated);
}
