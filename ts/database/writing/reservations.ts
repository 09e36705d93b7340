/** What becomes of new reservations (section 5.6 of the database reference). */
import type { Transaction } from "../session/index.js";
import { intList, rowList } from "./lists.js";
import { type PlannedRow, planJobs } from "./plan.js";
import type { PrioritySettings } from "./priority.js";
import { setJobStates } from "./state.js";

/** New reservations that were examined. */
export interface ExaminedReservations {
  readonly accepted: readonly PlannedRow[];
  readonly refused: readonly { readonly job: number; readonly message: string }[];
}

/**
 * Writes the outcome of reservations: the accepted ones with their plan, on the way to being acknowledged; the refused
 * ones on the way to `Error`. Both are `Scheduled` from then on.
 *
 * @param ids ids of the resources by rank
 * @returns the jobs that were written: one that is missing was lost to another writer
 */
export async function settleReservations(
  queries: Transaction,
  settings: PrioritySettings,
  ids: readonly number[],
  { accepted, refused }: ExaminedReservations,
  now: number,
): Promise<Set<number>> {
  const planned = await planJobs(queries, ids, accepted, "toSchedule");
  await setJobStates(queries, settings, { ids: [...planned], from: ["Waiting"], to: "toAckReservation", now });
  const waiting = await waitingReservations(queries, refused);
  await setJobStates(queries, settings, { ids: waiting, from: ["Waiting"], to: "toError", now });
  await markScheduled(queries, [...planned, ...waiting]);
  return new Set([...planned, ...waiting]);
}

/** Writes the messages of refused reservations that still wait, and says which these are. */
async function waitingReservations(queries: Transaction, refused: ExaminedReservations["refused"]): Promise<number[]> {
  if (refused.length === 0) return [];
  const rows = await queries.run(
    `WITH locked AS MATERIALIZED (
       SELECT job_id, row.message FROM jobs JOIN jsonb_to_recordset($1::jsonb) AS row (job int, message text) ON job = job_id
       WHERE state = 'Waiting' AND reservation = 'toSchedule' ORDER BY job_id FOR UPDATE OF jobs)
     UPDATE jobs SET message = locked.message FROM locked WHERE jobs.job_id = locked.job_id RETURNING jobs.job_id`,
    [rowList(refused.map(({ job, message }) => ({ job, message })))],
  );
  return rows.map(({ job_id }) => Number(job_id));
}

async function markScheduled(queries: Transaction, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await queries.run("UPDATE jobs SET reservation = 'Scheduled' WHERE job_id = ANY($1::int[])", [intList(ids)]);
}
