/** The plan, and the copy of it that users see (sections 4.3, 4.4 and 5.7 of the database reference). */
import { CURRENT_PREDICTIONS, CURRENT_RESOURCES, KEPT } from "../reading/flush.js";
import type { Transaction } from "../session/index.js";
import { intList, rowList } from "./lists.js";

const TABLES = ["gantt_jobs_predictions", "gantt_jobs_resources"] as const;

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

/**
 * Begins the plan of a round: keeps accepted reservations, and plans current jobs on what is assigned to them and can be
 * used. All else is deleted (section 4.4).
 *
 * @param usable ids of the resources that can be used
 */
export async function flushPlan(queries: Transaction, usable: readonly number[]): Promise<void> {
  const kept = await queries.run(KEPT);
  const list = intList(kept.map(({ moldable_id }) => Number(moldable_id)));
  for (const table of TABLES) {
    await queries.run(`DELETE FROM ${table} WHERE moldable_job_id <> ALL($1::int[])`, [list]);
  }
  await queries.run(
    `INSERT INTO gantt_jobs_predictions (moldable_job_id, start_time) ${CURRENT_PREDICTIONS} ON CONFLICT DO NOTHING`,
  );
  await queries.run(
    `INSERT INTO gantt_jobs_resources (moldable_job_id, resource_id)
     SELECT moldable_job_id, resource_id FROM (${CURRENT_RESOURCES}) AS held
     WHERE resource_id = ANY($1::int[]) ON CONFLICT DO NOTHING`,
    [intList(usable)],
  );
}

/**
 * Plans jobs that wait, and writes the message, the predicted start and the karma to each.
 *
 * @param ids ids of the resources by rank
 * @param reservation what `jobs.reservation` must still be, beside the state Waiting
 * @returns the jobs that were planned: one that is missing was lost to another writer
 */
export async function planJobs(
  queries: Transaction,
  ids: readonly number[],
  rows: readonly PlannedRow[],
  reservation: "None" | "toSchedule",
): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const updated = await queries.run(
    `WITH locked AS MATERIALIZED (
       SELECT job_id FROM jobs WHERE job_id = ANY($2::int[]) AND state = 'Waiting' AND reservation = $3
       ORDER BY job_id FOR UPDATE)
     UPDATE jobs SET message = planned.message, start_time = planned.begin, last_karma = coalesce(karma, last_karma)
     FROM locked, jsonb_to_recordset($1::jsonb) AS planned (job int, begin int, message text, karma float4)
     WHERE jobs.job_id = locked.job_id AND planned.job = locked.job_id RETURNING jobs.job_id`,
    [
      rowList(rows.map(({ job, begin, message, karma }) => ({ job, begin, message, karma: asReal(karma) }))),
      intList(rows.map(({ job }) => job)),
      reservation,
    ],
  );
  const planned = new Set(updated.map(({ job_id }) => Number(job_id)));
  const list = rowList(
    rows
      .filter(({ job }) => planned.has(job))
      .map(({ moldable, begin, resources }) => ({ moldable, begin, resources })),
  );
  await queries.run(
    `INSERT INTO gantt_jobs_predictions (moldable_job_id, start_time)
     SELECT moldable, begin FROM jsonb_to_recordset($1::jsonb) AS planned (moldable int, begin int)`,
    [list],
  );
  await queries.run(
    `INSERT INTO gantt_jobs_resources (moldable_job_id, resource_id)
     SELECT moldable, ($2::int[])[rank + 1]
     FROM jsonb_to_recordset($1::jsonb) AS planned (moldable int, resources text),
       unnest(string_to_array(resources, ' ')) AS part,
       generate_series(split_part(part, '-', 1)::int,
         coalesce(nullif(split_part(part, '-', 2), ''), part)::int) AS rank`,
    [list, `{${ids.join(",")}}`],
  );
  return planned;
}

/** The largest number that a `real` holds. */
const REAL_MAX = 3.4028234663852886e38;

/** A number as a `real` can hold it: what is beyond becomes the nearest one. */
function asReal(value: number | null): number | null {
  return value === null ? null : Math.max(-REAL_MAX, Math.min(REAL_MAX, value));
}

/** Makes the users' copy the same as the plan. */
export async function copyPlan(queries: Transaction): Promise<void> {
  for (const table of TABLES) {
    await queries.run(`DELETE FROM ${table}_visu`);
    await queries.run(`INSERT INTO ${table}_visu SELECT * FROM ${table}`);
  }
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
