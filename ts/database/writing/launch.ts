/** Launching jobs (section 5.7 of the database reference). */
import type { Transaction } from "../session/index.js";
import { addEvents } from "./events.js";
import { intList, rowList } from "./lists.js";
import { replaceInMessages } from "./messages.js";
import { mirrorPlan, movePlan } from "./plan.js";
import type { PrioritySettings } from "./priority.js";
import { setJobStates } from "./state.js";

/** A waiting job that is to be launched. */
export interface Launch {
  readonly job: number;
  /** Its moldable that is in the plan: it gets the resources that are planned for it. */
  readonly moldable: number;
  /**
   * Of a reservation that is late: its walltime until now, and what is left of it, in seconds; `clock` is what is left as
   * oarsub writes it. `null`: it is not late.
   */
  readonly late: { readonly walltime: number; readonly left: number; readonly clock: string } | null;
}

/**
 * Launches jobs, in the transaction of the caller: the resources of the plan are assigned to them and their state is
 * `toLaunch`. What an earlier launch has left of a job's assigned resources goes away first. A job is left as it is if
 * meanwhile it is not Waiting, its end is asked for, or one of its planned resources is not Alive. The launcher is to be
 * told of the others after the transaction.
 *
 * @param now epoch seconds
 * @returns the jobs that were launched, ascending
 */
export async function launchJobs(
  queries: Transaction,
  settings: PrioritySettings,
  launches: readonly Launch[],
  now: number,
): Promise<number[]> {
  const locked = new Set(await lockLaunchable(queries, launches));
  const kept = launches.filter(({ job }) => locked.has(job));
  if (kept.length === 0) return [];
  await shortenLate(queries, kept, now);
  await assignPlanned(queries, kept, now);
  const ids = kept.map(({ job }) => job);
  const changed = await setJobStates(queries, settings, { ids, from: ["Waiting"], to: "toLaunch", now });
  return changed.map(({ id }) => id);
}

async function lockLaunchable(queries: Transaction, launches: readonly Launch[]): Promise<number[]> {
  if (launches.length === 0) return [];
  const rows = await queries.run(
    `SELECT job_id FROM jobs
     WHERE job_id = ANY($1::int[]) AND state IN ('Waiting')
       AND NOT EXISTS (SELECT FROM frag_jobs WHERE frag_id_job = job_id AND frag_state <> 'FRAGGED')
       AND job_id NOT IN (SELECT job FROM jsonb_to_recordset($2::jsonb) AS row (job int, moldable int)
         JOIN gantt_jobs_resources ON moldable_job_id = moldable
         LEFT JOIN resources ON resources.resource_id = gantt_jobs_resources.resource_id
         WHERE resources.state IS DISTINCT FROM 'Alive')
     ORDER BY job_id FOR UPDATE`,
    [intList(launches.map(({ job }) => job)), pairs(launches)],
  );
  return rows.map((row) => Number(row.job_id));
}

/** A late reservation ends when it was to end. */
async function shortenLate(queries: Transaction, launches: readonly Launch[], now: number): Promise<void> {
  const late = launches.flatMap(({ job, moldable, late }) => (late === null ? [] : [{ job, moldable, ...late }]));
  if (late.length === 0) return;
  await queries.run(
    `UPDATE moldable_job_descriptions SET moldable_walltime = walltime
     FROM jsonb_to_recordset($1::jsonb) AS row (moldable int, walltime int) WHERE moldable_id = moldable`,
    [rowList(late.map(({ moldable, left }) => ({ moldable, walltime: left })))],
  );
  const events = late.map(({ job, walltime, left }) => ({
    type: "REDUCE_RESERVATION_WALLTIME",
    job,
    description: `Change walltime from ${walltime} to ${left}`,
  }));
  await addEvents(queries, events, now);
  const texts = late.map(({ job, clock }) => ({ job, text: `W=${clock}` }));
  await replaceInMessages(queries, "W=\\d+:\\d+:\\d+", texts);
  const moldables = late.map(({ moldable }) => moldable);
  await movePlan(queries, moldables, now);
  await mirrorPlan(queries, moldables);
}

async function assignPlanned(queries: Transaction, launches: readonly Launch[], now: number): Promise<void> {
  await queries.run(
    `UPDATE jobs SET start_time = $2, assigned_moldable_job = moldable
     FROM jsonb_to_recordset($1::jsonb) AS row (job int, moldable int) WHERE job_id = job`,
    [pairs(launches), now],
  );
  await queries.run(
    `DELETE FROM assigned_resources WHERE moldable_job_id IN (
       SELECT moldable_id FROM moldable_job_descriptions WHERE moldable_job_id = ANY($1::int[]))`,
    [intList(launches.map(({ job }) => job))],
  );
  await queries.run(
    `INSERT INTO assigned_resources (moldable_job_id, resource_id, assigned_resource_index)
     SELECT moldable_job_id, resource_id, 'CURRENT' FROM gantt_jobs_resources WHERE moldable_job_id = ANY($1::int[])`,
    [intList(launches.map(({ moldable }) => moldable))],
  );
}

const pairs = (launches: readonly Launch[]): string =>
  rowList(launches.map(({ job, moldable }) => ({ job, moldable })));
