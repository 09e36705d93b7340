/** The plan, and the copy of it that users see (sections 4.3, 4.4 and 5.7 of the database reference). */
import type { Transaction } from "../session/index.js";
import { intList, rowList } from "./lists.js";

const TABLES = ["gantt_jobs_predictions", "gantt_jobs_resources"] as const;
const NONE: ReadonlySet<number> = new Set();
/**
 * Moldables in a list, which may be one or most of the plan: of this the server knows how many they are. With `= ANY`
 * servers before PostgreSQL 14 go through the list for each row.
 */
const LISTED = "unnest($1::int[]) AS list (listed)";

/** Where a job is placed. */
export interface PlannedRow {
  readonly job: number;
  readonly moldable: number;
  /** Epoch seconds. */
  readonly begin: number;
  /** Set of ranks. */
  readonly resources: string;
  /** For `jobs.message`. */
  readonly message: string;
  /** For `jobs.last_karma`, cut off at what a `real` holds; `null`: it was not computed, and what stands there stays. */
  readonly karma: number | null;
}

/** The parts of a set of ranks in the column `resources`, and the id of each of its resources; `ids` is an array by rank. */
export const idsOf = (ids: string): string => `unnest(string_to_array(resources, ' ')) AS part,
  generate_series(split_part(part, '-', 1)::int, coalesce(nullif(split_part(part, '-', 2), ''), part)::int) AS rank,
  LATERAL (SELECT (${ids})[rank + 1] AS id) AS resource`;

/**
 * Plans jobs that wait, and writes the message, the predicted start and the karma to each. What stands there already is
 * not written again.
 *
 * @param ids ids of the resources by rank
 * @param reservation what `jobs.reservation` must still be, beside the state Waiting
 * @param staying the moldables whose rows are in the plan already, see {@link flushPlan}. Those of lost jobs go. Default:
 *   none; no rows of these jobs may be there then
 * @returns the jobs that were planned: one that is missing was lost to another writer
 */
export async function planJobs(
  queries: Transaction,
  ids: readonly number[],
  rows: readonly PlannedRow[],
  reservation: "None" | "toSchedule",
  staying = NONE,
): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const held = await queries.run(
    `WITH locked AS MATERIALIZED (
       SELECT job_id FROM jobs WHERE job_id = ANY($2::int[]) AND state = 'Waiting' AND reservation = $3
       ORDER BY job_id FOR UPDATE),
     updated AS (
       UPDATE jobs SET message = planned.message, start_time = planned.begin, last_karma = coalesce(karma, last_karma)
       FROM locked, jsonb_to_recordset($1::jsonb) AS planned (job int, begin int, message text, karma float4)
       WHERE jobs.job_id = locked.job_id AND planned.job = locked.job_id
         AND (jobs.message, start_time, last_karma)
           IS DISTINCT FROM (planned.message, planned.begin, coalesce(karma, last_karma)))
     SELECT job_id FROM locked`,
    [
      rowList(rows.map(({ job, begin, message, karma }) => ({ job, begin, message, karma: asReal(karma) }))),
      intList(rows.map(({ job }) => job)),
      reservation,
    ],
  );
  const planned = new Set(held.map(({ job_id }) => Number(job_id)));
  const lost = rows.filter(({ job, moldable }) => !planned.has(job) && staying.has(moldable));
  if (lost.length > 0) {
    await removePlan(
      queries,
      lost.map(({ moldable }) => moldable),
    );
  }
  const added = rows.filter(({ job, moldable }) => planned.has(job) && !staying.has(moldable));
  await insertPlan(queries, ids, added);
  return planned;
}

/** Inserts the plan of jobs, in the order of its keys: so their index grows at its end. */
async function insertPlan(queries: Transaction, ids: readonly number[], rows: readonly PlannedRow[]): Promise<void> {
  const list = planList(rows.toSorted((a, b) => a.moldable - b.moldable));
  await queries.run(
    `INSERT INTO gantt_jobs_predictions (moldable_job_id, start_time)
     SELECT moldable, begin FROM jsonb_to_recordset($1::jsonb) AS planned (moldable int, begin int)`,
    [list],
  );
  await queries.run(
    `INSERT INTO gantt_jobs_resources (moldable_job_id, resource_id)
     SELECT moldable, id
     FROM jsonb_to_recordset($1::jsonb) AS planned (moldable int, resources text), ${idsOf("$2::int[]")}`,
    [list, byRank(ids)],
  );
}

/** The ids of the resources by rank, for `$1::int[]`: none is left out, since its place counts. */
export function byRank(ids: readonly number[]): string {
  return `{${ids.join(",")}}`;
}

/** The plan of jobs, for `jsonb_to_recordset($1::jsonb) AS planned (moldable int, begin int, resources text)`. */
export function planList(rows: readonly PlannedRow[]): string {
  return rowList(rows.map(({ moldable, begin, resources }) => ({ moldable, begin, resources })));
}

/** Takes moldables out of the plan. */
export async function removePlan(queries: Transaction, moldables: readonly number[]): Promise<void> {
  const list = intList(moldables);
  for (const table of TABLES) {
    await queries.run(`DELETE FROM ${table} USING ${LISTED} WHERE moldable_job_id = listed`, [list]);
  }
}

/** The largest number that a `real` holds. */
const REAL_MAX = 3.4028234663852886e38;

/** A number as a `real` can hold it: what is beyond becomes the nearest one. */
function asReal(value: number | null): number | null {
  return value === null ? null : Math.max(-REAL_MAX, Math.min(REAL_MAX, value));
}

/** What a moldable holds, as an array that can be compared with another one. */
export const heldIn = (table: string): string =>
  `SELECT moldable_job_id, array_agg(resource_id ORDER BY resource_id) AS ids FROM ${table} GROUP BY moldable_job_id`;

/** Makes the users' copy the same as the plan. Rows that are the same in both are not touched. */
export async function copyPlan(queries: Transaction): Promise<void> {
  const rows = await queries.run(
    `SELECT moldable_job_id FROM (${heldIn("gantt_jobs_resources")}) AS plan
     FULL JOIN (${heldIn("gantt_jobs_resources_visu")}) AS copy USING (moldable_job_id)
     WHERE plan.ids IS DISTINCT FROM copy.ids`,
  );
  const list = intList(rows.map(({ moldable_job_id }) => Number(moldable_job_id)));
  await queries.run("DELETE FROM gantt_jobs_resources_visu WHERE moldable_job_id IN (SELECT unnest($1::int[]))", [
    list,
  ]);
  await queries.run(
    `INSERT INTO gantt_jobs_resources_visu (moldable_job_id, resource_id)
     SELECT moldable_job_id, resource_id FROM gantt_jobs_resources
     WHERE moldable_job_id IN (SELECT unnest($1::int[]))`,
    [list],
  );
  await queries.run(
    `DELETE FROM gantt_jobs_predictions_visu AS copy WHERE NOT EXISTS (SELECT FROM gantt_jobs_predictions AS plan
       WHERE plan.moldable_job_id = copy.moldable_job_id AND plan.start_time = copy.start_time)`,
  );
  await queries.run(
    `INSERT INTO gantt_jobs_predictions_visu (moldable_job_id, start_time)
     SELECT moldable_job_id, start_time FROM gantt_jobs_predictions AS plan WHERE NOT EXISTS (
       SELECT FROM gantt_jobs_predictions_visu AS copy WHERE copy.moldable_job_id = plan.moldable_job_id)`,
  );
}

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
