/** The plan where the database refuses rows of it: what it takes is written, job by job if need be. */
import { CURRENT_PREDICTIONS, CURRENT_RESOURCES, KEPT } from "../reading/flush.js";
import type { Transaction } from "../session/index.js";
import { intList } from "./lists.js";
import { mirrorPlan } from "./plan.js";
import { inParts, type Refused } from "./writer.js";

/** A place in the plan, and whose it is. */
interface Place {
  /** 0: nobody's. */
  readonly job: number;
  readonly moldable: number;
}

/**
 * Begins the plan of a round as `flushPlan` does. A current job whose rows are refused has none; what it holds is known
 * from what is assigned to it all the same.
 *
 * @param usable ids of the resources that can be used
 * @returns the jobs whose rows are refused
 */
export async function flushCarefully(queries: Transaction, usable: readonly number[]): Promise<Refused<number>[]> {
  for (const table of ["gantt_jobs_predictions", "gantt_jobs_resources"]) {
    await queries.run(`DELETE FROM ${table} WHERE moldable_job_id NOT IN (${KEPT})`);
  }
  const current = await places(queries, CURRENT_PREDICTIONS);
  return refusedIn(queries, current, async (some) => {
    const list = intList(some.map(({ moldable }) => moldable));
    await queries.run(
      `INSERT INTO gantt_jobs_predictions (moldable_job_id, start_time)
       SELECT moldable_job_id, start_time FROM (${CURRENT_PREDICTIONS}) AS own
       WHERE moldable_job_id IN (SELECT unnest($1::int[])) ON CONFLICT DO NOTHING`,
      [list],
    );
    await queries.run(
      `INSERT INTO gantt_jobs_resources (moldable_job_id, resource_id)
       SELECT moldable_job_id, resource_id FROM (${CURRENT_RESOURCES}) AS held
       WHERE moldable_job_id IN (SELECT unnest($1::int[])) AND resource_id = ANY($2::int[]) ON CONFLICT DO NOTHING`,
      [list, intList(usable)],
    );
  });
}

/**
 * Makes the users' copy of the plan anew.
 *
 * @returns the jobs whose rows are refused: the copy is without them
 */
export async function copyCarefully(queries: Transaction): Promise<Refused<number>[]> {
  for (const table of ["gantt_jobs_predictions", "gantt_jobs_resources"])
    await queries.run(`DELETE FROM ${table}_visu`);
  const all =
    "SELECT moldable_job_id FROM gantt_jobs_predictions UNION SELECT moldable_job_id FROM gantt_jobs_resources";
  return refusedIn(queries, await places(queries, all), (some) =>
    mirrorPlan(
      queries,
      some.map(({ moldable }) => moldable),
    ),
  );
}

/** @param moldables a statement that gives a column `moldable_job_id` */
async function places(queries: Transaction, moldables: string): Promise<Place[]> {
  const rows = await queries.run(
    `SELECT DISTINCT plan.moldable_job_id AS moldable, coalesce(own.moldable_job_id, 0) AS job
     FROM (${moldables}) AS plan LEFT JOIN moldable_job_descriptions AS own ON moldable_id = plan.moldable_job_id
     ORDER BY moldable`,
  );
  return rows.map(({ moldable, job }) => ({ moldable: Number(moldable), job: Number(job) }));
}

async function refusedIn(
  queries: Transaction,
  items: readonly Place[],
  work: (some: readonly Place[]) => Promise<void>,
): Promise<Refused<number>[]> {
  if (items.length === 0) return [];
  const { refused } = await inParts(queries, items, (_, some) => work(some));
  return refused.map(({ item, error }) => ({ item: item.job, error }));
}
