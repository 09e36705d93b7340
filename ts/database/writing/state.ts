/** Changes of state, with all that comes with them (sections 2.2 and 2.3 of the database reference). */
import type { JOB_STATES } from "../schema/jobs.js";
import type { Transaction } from "../session/index.js";
import { intList } from "./lists.js";
import { type PrioritySettings, updateSchedulerPriority } from "./priority.js";

/** A state of a job. */
export type JobState = (typeof JOB_STATES)[number];

/** A job whose state was changed, and what is needed to tell its owner. */
export interface ChangedJob {
  readonly id: number;
  readonly user: string;
  readonly name: string | null;
  /** `[TAGS]mail:address` or `[TAGS]exec:command`; `null`: its owner wants to know nothing. */
  readonly notify: string | null;
  readonly infoType: string | null;
}

/** A change of state of some jobs. */
export interface StateChange {
  readonly ids: readonly number[];
  /** The states that they may be in: a job in another one is left as it is. */
  readonly from: readonly JobState[];
  readonly to: JobState;
  /** Epoch seconds. */
  readonly now: number;
}

/**
 * Changes the state of jobs, in the transaction of the caller: the guarded update, the log of states, and what
 * belongs to the new state. The message and the date of the job, and what has to be told, are the caller's.
 *
 * - `toLaunch`: the scheduler priority of resources is raised; what is assigned must be written before.
 * - `Terminated`, `Error`: the job stops no earlier than it started; its resources are marked as used; the priority is
 *   lowered; whatever of it was current becomes history. Almighty is to be told `ChState` for each.
 *
 * @returns the jobs that were changed, by ascending id: a job that is missing was lost to another writer
 */
export async function setJobStates(
  queries: Transaction,
  settings: PrioritySettings,
  { ids, from, to, now }: StateChange,
): Promise<ChangedJob[]> {
  if (ids.length === 0) return [];
  const words = from.map((_, index) => `$${index + 3}`).join(", ");
  // The rows are locked by ascending id, as everywhere, so that two writers cannot wait for each other.
  const rows = await queries.run(
    `WITH locked AS MATERIALIZED (
       SELECT job_id FROM jobs WHERE job_id = ANY($1::int[]) AND state IN (${words}) ORDER BY job_id FOR UPDATE)
     UPDATE jobs SET state = $2 FROM locked WHERE jobs.job_id = locked.job_id
     RETURNING jobs.job_id, job_user, job_name, notify, info_type, suspended`,
    [intList(ids), to, ...from],
  );
  const changed = rows
    .map((row) => ({
      id: Number(row.job_id),
      user: String(row.job_user),
      name: row.job_name === null ? null : String(row.job_name),
      notify: row.notify === null ? null : String(row.notify),
      infoType: row.info_type === null ? null : String(row.info_type),
    }))
    .sort((one, other) => one.id - other.id);
  if (changed.length === 0) return [];
  const list = changed.map(({ id }) => id);
  await logStates(queries, list, to, now);
  if (to === "toLaunch") await updateSchedulerPriority(queries, settings, list, "START", now);
  if (to === "Terminated" || to === "Error") {
    const suspended = to === "Error" && rows.some((row) => row.suspended === "YES");
    await endJobs(queries, settings, list, suspended, now);
  }
  return changed;
}

async function logStates(queries: Transaction, ids: readonly number[], state: JobState, now: number): Promise<void> {
  const list = intList(ids);
  await queries.run(`UPDATE job_state_logs SET date_stop = $2 WHERE job_id = ANY($1::int[]) AND date_stop = 0`, [
    list,
    now,
  ]);
  await queries.run(
    `INSERT INTO job_state_logs (job_id, job_state, date_start)
     SELECT id, $2, $3 FROM unnest($1::int[]) AS id ORDER BY id`,
    [list, state, now],
  );
}

/**
 * What belongs to the end of jobs. The priority comes before their resources become history, which it looks at.
 *
 * @param suspended one that ends in error was suspended once: resources where nobody is suspended now are marked so
 */
async function endJobs(
  queries: Transaction,
  settings: PrioritySettings,
  ids: readonly number[],
  suspended: boolean,
  now: number,
): Promise<void> {
  const list = intList(ids);
  await queries.run(`UPDATE jobs SET stop_time = start_time WHERE job_id = ANY($1::int[]) AND stop_time < start_time`, [
    list,
  ]);
  // The launcher may have made history of what was assigned: that was used, too.
  await queries.run(
    `UPDATE resources SET last_job_date = $2 WHERE resource_id IN (
       SELECT resource_id FROM assigned_resources JOIN jobs ON moldable_job_id = assigned_moldable_job
       WHERE job_id = ANY($1::int[]))`,
    [list, now],
  );
  if (suspended) {
    await queries.run(
      `UPDATE resources SET suspended_jobs = 'NO'
       WHERE suspended_jobs <> 'NO' AND resource_id NOT IN (${heldBy("state = 'Suspended'")})`,
    );
  }
  await updateSchedulerPriority(queries, settings, ids, "STOP", now);
  for (const statement of HISTORY) await queries.run(statement, [list]);
}

/** What jobs of a kind hold. */
const heldBy = (condition: string): string =>
  `SELECT resource_id FROM assigned_resources JOIN jobs ON moldable_job_id = assigned_moldable_job
   WHERE assigned_resource_index = 'CURRENT' AND ${condition}`;

/** No more jobs are suspended on these jobs' resources, but for those on which a Suspended one still is. */
export async function freeSuspended(queries: Transaction, ids: readonly number[]): Promise<void> {
  await queries.run(
    `UPDATE resources SET suspended_jobs = 'NO' WHERE resource_id IN (${heldBy("job_id = ANY($1::int[])")})
       AND resource_id NOT IN (${heldBy("state = 'Suspended'")})`,
    [intList(ids)],
  );
}

const MOLDABLES = "SELECT moldable_id FROM moldable_job_descriptions WHERE moldable_job_id = ANY($1::int[])";
const GROUPS = `SELECT res_group_id FROM job_resource_groups WHERE res_group_moldable_id IN (${MOLDABLES})`;

/** What of a job becomes history with it; what others are found by comes last. */
const HISTORY: readonly string[] = [
  `UPDATE assigned_resources SET assigned_resource_index = 'LOG'
   WHERE assigned_resource_index = 'CURRENT' AND moldable_job_id IN (${MOLDABLES})`,
  `UPDATE job_resource_descriptions SET res_job_index = 'LOG'
   WHERE res_job_index = 'CURRENT' AND res_job_group_id IN (${GROUPS})`,
  `UPDATE job_resource_groups SET res_group_index = 'LOG'
   WHERE res_group_index = 'CURRENT' AND res_group_moldable_id IN (${MOLDABLES})`,
  `UPDATE moldable_job_descriptions SET moldable_index = 'LOG'
   WHERE moldable_index = 'CURRENT' AND moldable_job_id = ANY($1::int[])`,
  `UPDATE job_types SET types_index = 'LOG' WHERE types_index = 'CURRENT' AND job_id = ANY($1::int[])`,
  `UPDATE job_dependencies SET job_dependency_index = 'LOG'
   WHERE job_dependency_index = 'CURRENT' AND job_id = ANY($1::int[])`,
];
