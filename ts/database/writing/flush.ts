/** What a round leaves of the plan of the round before (section 4.4 of the database reference). */
import { CURRENT_PREDICTIONS, CURRENT_RESOURCES, KEPT } from "../reading/flush.js";
import type { Transaction } from "../session/index.js";
import { intList, rowList } from "./lists.js";
import { byRank, heldIn, idsOf, type PlannedRow, planList, removePlan } from "./plan.js";

/** What will be planned after a flush. */
export interface NextPlan {
  /** Ids of the resources by rank. */
  readonly ids: readonly number[];
  readonly rows: readonly PlannedRow[];
}

/**
 * Begins the plan of a round: keeps accepted reservations, and plans current jobs on what is assigned to them and can be
 * used. All else is deleted, but for what would be inserted again: millions of rows, of which few change from round to
 * round.
 *
 * @param usable ids of the resources that can be used
 * @param next what {@link planJobs} is given next. Default: nothing
 * @returns the moldables of the next plan that have their rows already
 */
export async function flushPlan(
  queries: Transaction,
  usable: readonly number[],
  next: NextPlan = { ids: [], rows: [] },
): Promise<Set<number>> {
  const stored = await readStored(queries, usable, next);
  const gone = stored.filter(({ same }) => !same);
  await removePlan(
    queries,
    gone.map(({ moldable }) => moldable),
  );
  await queries.run(
    `UPDATE gantt_jobs_predictions SET start_time = row.begin
     FROM jsonb_to_recordset($1::jsonb) AS row (moldable int, begin int) WHERE moldable_job_id = moldable`,
    [rowList(stored.flatMap(({ moldable, same, begin }) => (same && begin !== null ? [{ moldable, begin }] : [])))],
  );
  await queries.run(
    `INSERT INTO gantt_jobs_predictions (moldable_job_id, start_time) ${CURRENT_PREDICTIONS} ON CONFLICT DO NOTHING`,
  );
  await queries.run(
    `INSERT INTO gantt_jobs_resources (moldable_job_id, resource_id)
     SELECT moldable_job_id, resource_id FROM (${CURRENT_RESOURCES}) AS held
     WHERE resource_id = ANY($1::int[]) ON CONFLICT DO NOTHING`,
    [intList(usable)],
  );
  return new Set(stored.filter(({ same, planned }) => same && planned).map(({ moldable }) => moldable));
}

/** A moldable that is in the plan, and is not that of an accepted reservation. */
interface Stored {
  readonly moldable: number;
  /** Whether it will be on the same resources as now. */
  readonly same: boolean;
  /** Whether its job is to be planned, not current. */
  readonly planned: boolean;
  /** When it will start, if that is another time than now; `null`: it is the same, or it will not be in the plan. */
  readonly begin: number | null;
}

/** Compares what is in the plan with what will be there. */
async function readStored(queries: Transaction, usable: readonly number[], { ids, rows }: NextPlan): Promise<Stored[]> {
  const found = await queries.run(
    `WITH launched AS MATERIALIZED (
       SELECT moldable_job_id AS moldable, start_time AS begin, ids, false AS planned FROM (${CURRENT_PREDICTIONS}) AS own
       LEFT JOIN (SELECT moldable_job_id, array_agg(resource_id ORDER BY resource_id) AS ids
         FROM (${CURRENT_RESOURCES}) AS assigned WHERE resource_id = ANY($3::int[]) GROUP BY moldable_job_id) AS held
       USING (moldable_job_id)),
     wanted AS (
       SELECT * FROM launched
       UNION ALL
       SELECT moldable, begin, held.ids, true
       FROM jsonb_to_recordset($1::jsonb) AS planned (moldable int, begin int, resources text),
         LATERAL (SELECT array_agg(id ORDER BY id) AS ids FROM ${idsOf("$2::int[]")}) AS held
       WHERE moldable NOT IN (SELECT moldable FROM launched))
     SELECT moldable_job_id AS moldable, coalesce(planned, false) AS planned,
       start_time IS NOT NULL AND wanted.moldable IS NOT NULL AND stored.ids IS NOT DISTINCT FROM wanted.ids AS same,
       nullif(begin, start_time) AS begin
     FROM (SELECT * FROM gantt_jobs_predictions FULL JOIN (${heldIn("gantt_jobs_resources")}) AS held
       USING (moldable_job_id)) AS stored
     LEFT JOIN wanted ON moldable = moldable_job_id
     WHERE moldable_job_id NOT IN (${KEPT})`,
    [planList(rows), byRank(ids), intList(usable)],
  );
  return found.map(({ moldable, same, planned, begin }) => ({
    moldable: Number(moldable),
    same: same === true,
    planned: planned === true,
    begin: begin === null ? null : Number(begin),
  }));
}
