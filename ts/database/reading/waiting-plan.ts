/** Waiting jobs that have a place in the plan: accepted reservations, and what may be launched (sections 4.2, 5.5, 5.7). */
import { INT4_MAX } from "../configuration/index.js";
import type { Parameter, Queries, Row } from "../session/index.js";
import { grouped } from "./grouped.js";
import { readTypes } from "./jobs.js";

/** A waiting job and its place in the plan. */
export interface WaitingPlan {
  readonly id: number;
  readonly queue: string;
  readonly user: string;
  /** Empty: it has none. */
  readonly name: string;
  readonly types: readonly string[];
  /** Whether it is an accepted reservation. */
  readonly reserved: boolean;
  /** `start_time` of the job; of an accepted reservation the date asked for. Epoch seconds. */
  readonly ownStart: number;
  readonly moldable: number;
  /** Seconds, without the pad. It may be anything. */
  readonly walltime: number;
  /** Start in the plan, epoch seconds. */
  readonly start: number;
  /** The ids of the planned resources, ascending; at least one. They need not exist. */
  readonly resources: readonly number[];
  /** Whether all of them are Alive. */
  readonly alive: boolean;
}

/** Waiting jobs of the plan. */
export interface WaitingPlans {
  /** By ascending id. */
  readonly jobs: readonly WaitingPlan[];
  /** Jobs whose rows in the plan make no sense, by ascending id, and why: nothing is to be done with them. */
  readonly odd: readonly { readonly job: number; readonly why: string }[];
}

/** Reads the accepted reservations of some queues that have a place in the plan, in two statements. */
export function readAcceptedReservations(queries: Queries, queues: readonly string[]): Promise<WaitingPlans> {
  const condition = "reservation = 'Scheduled' AND queue_name IN (SELECT jsonb_array_elements_text($1::jsonb))";
  return read(queries, condition, JSON.stringify(queues));
}

/**
 * Reads the waiting jobs that are planned to start until a date, of any queue, in two statements. Those whose end is
 * asked for are left out (section 10.5).
 *
 * @param until epoch seconds, this second included
 */
export function readDueJobs(queries: Queries, until: number): Promise<WaitingPlans> {
  const condition = `NOT EXISTS (SELECT FROM frag_jobs WHERE frag_id_job = job_id AND frag_state <> 'FRAGGED')
    AND job_id IN (SELECT due.moldable_job_id FROM moldable_job_descriptions AS due
      JOIN gantt_jobs_predictions AS early ON early.moldable_job_id = due.moldable_id
      WHERE early.start_time <= $1::int)`;
  return read(queries, condition, Math.min(until, INT4_MAX));
}

async function read(queries: Queries, condition: string, parameter: Parameter): Promise<WaitingPlans> {
  const rows = await queries.run(
    `WITH waiting AS MATERIALIZED (
       SELECT job_id, queue_name, job_user, job_name, reservation, jobs.start_time AS own_start, moldable_id, moldable_walltime,
         moldable_index, plan.start_time
       FROM jobs
       JOIN moldable_job_descriptions ON moldable_job_descriptions.moldable_job_id = job_id
       JOIN gantt_jobs_predictions AS plan ON plan.moldable_job_id = moldable_id
       WHERE state IN ('Waiting') AND ${condition})
     SELECT waiting.*, planned.resources, planned.alive
     FROM waiting LEFT JOIN (
       SELECT moldable_job_id, string_agg(resource_id::text, ' ' ORDER BY resource_id) AS resources,
         bool_and(coalesce(resources.state = 'Alive', false)) AS alive
       FROM gantt_jobs_resources LEFT JOIN resources USING (resource_id)
       WHERE moldable_job_id IN (SELECT moldable_id FROM waiting)
       GROUP BY moldable_job_id) AS planned ON planned.moldable_job_id = moldable_id
     ORDER BY job_id, moldable_id`,
    [parameter],
  );
  const byJob = grouped(rows, (row) => Number(row.job_id));
  const types = await readTypes(queries, [...byJob.keys()]);
  const jobs: WaitingPlan[] = [];
  const odd: { job: number; why: string }[] = [];
  for (const [id, [row, ...others]] of byJob) {
    if (row === undefined) continue;
    if (others.length > 0) odd.push({ job: id, why: "several of its moldables are in the plan" });
    else if (row.moldable_index !== "CURRENT") odd.push({ job: id, why: "its planned moldable is history" });
    else if (row.resources === null) odd.push({ job: id, why: "it has a start in the plan, but no resources" });
    else {
      const texts = (types.get(id) ?? []).map(({ type }) => type);
      jobs.push(waitingPlan(id, row, texts));
    }
  }
  return { jobs, odd };
}

function waitingPlan(id: number, row: Row, types: readonly string[]): WaitingPlan {
  return {
    id,
    queue: String(row.queue_name),
    user: String(row.job_user),
    name: String(row.job_name ?? ""),
    types,
    reserved: row.reservation === "Scheduled",
    ownStart: Number(row.own_start),
    moldable: Number(row.moldable_id),
    walltime: Number(row.moldable_walltime),
    start: Number(row.start_time),
    resources: String(row.resources).split(" ").map(Number),
    alive: row.alive === true,
  };
}
