/** The plan, and the copy of it that users see (sections 4.3, 4.4 and 5.7 of the database reference). */
import type { Transaction } from "../session/index.js";
import { intList, rowList } from "./lists.js";

const TABLES = ["gantt_jobs_predictions", "gantt_jobs_resources"] as const;

/** Gives moldables another start in the plan. */
export async function movePlan(queries: Transaction, moldables: readonly number[], start: number): Promise<void> {
  if (moldables.length === 0) return;
  await queries.run("UPDATE gantt_jobs_predictions SET start_time = $2 WHERE moldable_job_id = ANY($1::int[])", [
    intList(moldables),
    start,
  ]);
}

/** Takes resources out of the plan of moldables. */
export async function dropPlanned(
  queries: Transaction,
  rows: readonly { readonly moldable: number; readonly resource: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await queries.run(
    `DELETE FROM gantt_jobs_resources USING jsonb_to_recordset($1::jsonb) AS row (moldable int, resource int)
     WHERE moldable_job_id = moldable AND resource_id = resource`,
    [rowList(rows.map(({ moldable, resource }) => ({ moldable, resource })))],
  );
}

/** Brings the users' copy of the plan up to date for some moldables. */
export async function mirrorPlan(queries: Transaction, moldables: readonly number[]): Promise<void> {
  if (moldables.length === 0) return;
  const list = intList(moldables);
  for (const table of TABLES) {
    await queries.run(`DELETE FROM ${table}_visu WHERE moldable_job_id = ANY($1::int[])`, [list]);
    await queries.run(`INSERT INTO ${table}_visu SELECT * FROM ${table} WHERE moldable_job_id = ANY($1::int[])`, [
      list,
    ]);
  }
}
