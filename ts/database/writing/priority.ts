/** The scheduler priority of resources that best-effort and time-sharing jobs use (section 2.3 of the reference). */
import { INT4_MAX, type Settings } from "../configuration/index.js";
import { quoteName } from "../filter/index.js";
import type { Transaction } from "../session/index.js";
import { addEvents } from "./events.js";
import { intList } from "./lists.js";

/** What the priority of resources depends on. */
export type PrioritySettings = Pick<Settings, "SCHEDULER_PRIORITY_HIERARCHY_ORDER">;

const EVENT = { START: "SCHEDULER_PRIORITY_UPDATED_START", STOP: "SCHEDULER_PRIORITY_UPDATED_STOP" } as const;

/**
 * Raises, when jobs start, or lowers, when they stop, the scheduler priority of all resources that share a label value
 * with their assigned ones: by 2·i for the i-th label, ten times that for a best-effort job that does not share its time.
 * A job starts only if no event says that it did before, and stops only if one does; it must have current assigned
 * resources. A priority stays within what its column holds.
 *
 * @param now epoch seconds
 */
export async function updateSchedulerPriority(
  queries: Transaction,
  { SCHEDULER_PRIORITY_HIERARCHY_ORDER: order }: PrioritySettings,
  ids: readonly number[],
  direction: "START" | "STOP",
  now: number,
): Promise<void> {
  const labels = order.columns;
  if (labels.length === 0 || ids.length === 0) return;
  const rows = await queries.run(
    `SELECT job_id, CASE WHEN kind.shared THEN 1 ELSE 10 END AS coefficient
     FROM jobs, LATERAL (
       SELECT bool_or(split_part(type, '=', 1) = 'timesharing') AS shared,
         bool_or(split_part(type, '=', 1) IN ('besteffort', 'timesharing')) AS counts
       FROM job_types WHERE job_types.job_id = jobs.job_id) AS kind
     WHERE jobs.job_id = ANY($1::int[]) AND kind.counts
       AND EXISTS (SELECT FROM assigned_resources
         WHERE moldable_job_id = assigned_moldable_job AND assigned_resource_index = 'CURRENT')
       AND EXISTS (SELECT FROM event_logs WHERE event_logs.job_id = jobs.job_id AND type = $2) = $3
     ORDER BY job_id`,
    [intList(ids), EVENT.START, direction === "STOP"],
  );
  const sign = direction === "START" ? 2 : -2;
  for (const coefficient of [1, 10]) {
    const jobs = rows.filter((row) => Number(row.coefficient) === coefficient).map((row) => Number(row.job_id));
    if (jobs.length === 0) continue;
    for (const [index, label] of labels.entries()) {
      const column = quoteName(label);
      await queries.run(
        `UPDATE resources SET scheduler_priority = least(${INT4_MAX},
           greatest(${-INT4_MAX}, scheduler_priority::int8 + touched.jobs * $2::int))
         FROM (SELECT value, count(*)::int AS jobs FROM (
             SELECT DISTINCT job_id, held.${column} AS value
             FROM jobs JOIN assigned_resources ON moldable_job_id = assigned_moldable_job
             JOIN resources AS held ON held.resource_id = assigned_resources.resource_id
             WHERE job_id = ANY($1::int[]) AND assigned_resource_index = 'CURRENT') AS pairs
           GROUP BY value) AS touched
         WHERE resources.${column} = touched.value`,
        [intList(jobs), sign * (index + 1) * coefficient],
      );
    }
  }
  const events = rows.map(({ job_id }) => ({
    type: EVENT[direction],
    job: Number(job_id),
    description: `Scheduler priority for job ${job_id} updated (${order.text})`,
  }));
  await addEvents(queries, events, now);
}
