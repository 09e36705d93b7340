/** Guards: nobody else changes the state of these jobs while the group is written (section 8 of the database reference). */
import type { Transaction } from "../session/index.js";
import { intList } from "./lists.js";
import type { JobState } from "./state.js";

/**
 * Locks the jobs that are still in one of these states, by ascending id, as everywhere, so that two writers cannot wait
 * for each other.
 *
 * @param only `accepted`: accepted reservations alone; default: any job
 * @returns those jobs, ascending: one that is missing was lost to another writer
 */
export async function lockJobs(
  queries: Transaction,
  ids: readonly number[],
  states: readonly JobState[],
  only: { readonly accepted?: boolean } = {},
): Promise<number[]> {
  if (ids.length === 0) return [];
  const words = states.map((_, index) => `$${index + 2}`).join(", ");
  const accepted = only.accepted === true ? "AND reservation = 'Scheduled'" : "";
  const rows = await queries.run(
    `SELECT job_id FROM jobs WHERE job_id = ANY($1::int[]) AND state IN (${words}) ${accepted}
     ORDER BY job_id FOR UPDATE`,
    [intList(ids), ...states],
  );
  return rows.map((row) => Number(row.job_id));
}
