/** Asking for the end of jobs: Leon, OAR's killer, does it (section 5.7 of the database reference). */
import type { Transaction } from "../session/index.js";
import { addEvents } from "./events.js";
import { intList } from "./lists.js";

/**
 * Asks for the end of jobs. A job for which that was asked before, whatever came of it, is left as it is.
 *
 * @param user who asks: the name of the user that runs the round
 * @param now epoch seconds
 * @returns the jobs for which it was not asked before, ascending
 */
export async function fragJobs(
  queries: Transaction,
  ids: readonly number[],
  user: string,
  now: number,
): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await queries.run(
    `INSERT INTO frag_jobs (frag_id_job, frag_date)
     SELECT id, $2::int FROM unnest($1::int[]) AS id ORDER BY id
     ON CONFLICT (frag_id_job) DO NOTHING RETURNING frag_id_job`,
    [intList(new Set(ids)), now],
  );
  const asked = rows.map((row) => Number(row.frag_id_job)).sort((one, other) => one - other);
  const events = asked.map((job) => ({
    type: "FRAG_JOB_REQUEST",
    job,
    description: `User ${user} requested to frag the job ${job}`,
  }));
  await addEvents(queries, events, now);
  return asked;
}
