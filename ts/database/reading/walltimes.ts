/** Requests for other walltimes, and what stands in their way (sections 5.2 and 10.1 of the database reference). */
import type { Queries, Row } from "../session/index.js";
import { CURRENT, suspensions } from "./fragments.js";
import { readTypes } from "./jobs.js";
import { SENSIBLE } from "./odd.js";

/** A job that holds resources, or is planned to. */
export interface JobOnResources {
  readonly id: number;
  readonly user: string;
  /** Empty: it has none. */
  readonly name: string;
  readonly types: readonly string[];
  /** When it started, or is planned to: epoch seconds. */
  readonly start: number;
  /** Ids of resources. */
  readonly resources: readonly number[];
}

/** A Running job, with the resources that are assigned to it. */
export interface RunningJob extends JobOnResources {
  readonly queue: string;
  /** Its assigned moldable; `null`: it has none, or one that is not there. */
  readonly moldable: number | null;
  /** Seconds, without the pad and the time it was suspended; 0 without a moldable. */
  readonly walltime: number;
  /** Seconds for which it was suspended. */
  readonly suspended: number;
}

/** A request for another walltime. */
export interface WalltimeRequest extends RunningJob {
  /** Seconds that are asked for and not granted yet; negative: shorter. Never 0. */
  readonly pending: number;
  /** Seconds of all changes until now; negative: it became shorter. */
  readonly granted: number;
  /** Seconds granted while `force` was YES. */
  readonly grantedWithForce: number;
  /** Seconds granted while `delay_next_jobs` was YES. */
  readonly grantedDelaying: number;
  readonly force: boolean;
  readonly delayNextJobs: boolean;
}

/** A job of the plan that starts later. */
export interface NextJob extends JobOnResources {
  /** Whether it is a reservation. */
  readonly reserved: boolean;
}

/** All that decides about the requests. */
export interface WalltimeSituation {
  /** By ascending id. */
  readonly requests: readonly WalltimeRequest[];
  /** Running jobs that have a type `container`. */
  readonly containers: readonly RunningJob[];
  /** Jobs of the plan on resources of the requests that start after now; only these resources are given. By start. */
  readonly nextJobs: readonly NextJob[];
}

/**
 * Reads the requests of Running jobs, in one statement, and if there are any what decides about them, in three more.
 * Requests whose rows make no sense (see `readOddRows`) are left out.
 */
export async function readWalltimeSituation(queries: Queries, now: number): Promise<WalltimeSituation> {
  const requests = await queries.run(
    `SELECT ${RUNNING}, pending, granted, granted_with_force, granted_with_delay_next_jobs, force, delay_next_jobs
     FROM walltime_change JOIN jobs ON jobs.job_id = walltime_change.job_id ${HELD}
     WHERE jobs.state IN ('Running') AND pending <> 0 AND ${SENSIBLE.walltime_change} ORDER BY jobs.job_id`,
    [now],
  );
  if (requests.length === 0) return { requests: [], containers: [], nextJobs: [] };
  const containers = await queries.run(
    `SELECT ${RUNNING} FROM jobs ${HELD}
     WHERE jobs.state IN ('Running') AND EXISTS (SELECT FROM job_types
       WHERE job_types.job_id = jobs.job_id AND split_part(type, '=', 1) = 'container') ORDER BY jobs.job_id`,
    [now],
  );
  const resources = new Set(requests.flatMap(({ resources }) => idList(resources)));
  const next = await queries.run(
    `SELECT jobs.job_id, job_user, job_name, reservation, plan.start_time, shared.resources
     FROM (SELECT moldable_job_id, string_agg(resource_id::text, ' ') AS resources FROM gantt_jobs_resources
       WHERE resource_id = ANY($1::int[]) GROUP BY moldable_job_id) AS shared
     JOIN gantt_jobs_predictions AS plan ON plan.moldable_job_id = shared.moldable_job_id
     JOIN moldable_job_descriptions ON moldable_id = plan.moldable_job_id
     JOIN jobs ON jobs.job_id = moldable_job_descriptions.moldable_job_id
     WHERE plan.start_time > $2 AND (jobs.state IN ('Waiting', 'toAckReservation') OR jobs.state IN ${CURRENT})
     ORDER BY plan.start_time, jobs.job_id`,
    [`{${[...resources].join(",")}}`, now],
  );
  const ids = [...requests, ...containers, ...next].map((row) => Number(row.job_id));
  const types = await readTypes(queries, [...new Set(ids)]);
  const common = (row: Row): JobOnResources => ({
    id: Number(row.job_id),
    user: String(row.job_user),
    name: String(row.job_name ?? ""),
    types: (types.get(Number(row.job_id)) ?? []).map(({ type }) => type),
    start: Number(row.start_time),
    resources: idList(row.resources),
  });
  const running = (row: Row): RunningJob => ({
    ...common(row),
    queue: String(row.queue_name),
    moldable: row.moldable === null ? null : Number(row.moldable),
    walltime: Number(row.walltime ?? 0),
    suspended: Number(row.suspended),
  });
  return {
    requests: requests.map((row) => ({
      ...running(row),
      pending: Number(row.pending),
      granted: Number(row.granted),
      grantedWithForce: Number(row.granted_with_force),
      grantedDelaying: Number(row.granted_with_delay_next_jobs),
      force: row.force === "YES",
      delayNextJobs: row.delay_next_jobs === "YES",
    })),
    containers: containers.map(running),
    nextJobs: next.map((row) => ({ ...common(row), reserved: row.reservation !== "None" })),
  };
}

const RUNNING = `jobs.job_id, queue_name, job_user, job_name, jobs.start_time, own.moldable_id AS moldable,
  own.moldable_walltime AS walltime, coalesce(suspensions.seconds, 0)::float8 AS suspended, held.resources`;

/** What belongs to a job of the table `jobs`; `$1` is now. */
const HELD = `LEFT JOIN moldable_job_descriptions AS own
    ON own.moldable_id = assigned_moldable_job AND own.moldable_job_id = jobs.job_id
  LEFT JOIN LATERAL (SELECT string_agg(resource_id::text, ' ' ORDER BY resource_id) AS resources
    FROM assigned_resources WHERE assigned_resources.moldable_job_id = assigned_moldable_job
      AND assigned_resource_index = 'CURRENT') AS held ON true
  ${suspensions("$1")}`;

const idList = (ids: Row[string] | undefined): number[] => (ids == null ? [] : String(ids).split(" ").map(Number));
