/** The plan, and the copy of it that users see (sections 4.3, 4.4 and 5.7 of the database reference). */
import type { Transaction } from "../session/index.js";
import { intList } from "./lists.js";

const TABLES = ["gantt_jobs_predictions", "gantt_jobs_resources"] as const;

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
