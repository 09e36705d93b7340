/** The jobs of the plan: current ones, accepted reservations, predictions (section 4.2 of the database reference). */
import type { Job } from "../../model/index.js";
import type { Queries } from "../session/index.js";
import { CURRENT_PREDICTIONS, CURRENT_RESOURCES, KEPT } from "./flush.js";
import { suspensions } from "./fragments.js";
import { readTypes } from "./jobs.js";
import { setOfRanks } from "./ranks.js";
import type { Inventory } from "./resources.js";

/** Both parts of a plan, as statements. */
const PLANS: Readonly<Record<PlanSource, { readonly predictions: string; readonly resources: string }>> = {
  stored: {
    predictions: "SELECT moldable_job_id, start_time FROM gantt_jobs_predictions",
    resources: "SELECT moldable_job_id, resource_id FROM gantt_jobs_resources",
  },
  kept: {
    predictions: `SELECT moldable_job_id, start_time FROM gantt_jobs_predictions WHERE moldable_job_id IN (${KEPT})
      UNION ALL ${CURRENT_PREDICTIONS}`,
    resources: `SELECT moldable_job_id, resource_id FROM gantt_jobs_resources WHERE moldable_job_id IN (${KEPT})
      UNION ALL ${CURRENT_RESOURCES}`,
  },
  shown: {
    predictions: `SELECT moldable_job_id, start_time FROM gantt_jobs_predictions_visu
      WHERE moldable_job_id NOT IN (SELECT moldable_job_id FROM (${CURRENT_PREDICTIONS}) AS launched)
      UNION ALL ${CURRENT_PREDICTIONS}`,
    resources: `SELECT moldable_job_id, resource_id FROM gantt_jobs_resources_visu
      WHERE moldable_job_id NOT IN (SELECT moldable_job_id FROM (${CURRENT_PREDICTIONS}) AS launched)
      UNION ALL ${CURRENT_RESOURCES}`,
  },
};

/** The settings that say how long a job holds its resources, and which ones. */
export interface PlanSettings {
  readonly SCHEDULER_JOB_SECURITY_TIME: number;
  readonly SCHEDULER_AVAILABLE_SUSPENDED_RESOURCE_TYPE: readonly string[];
}

/** A job that has rows in the plan. */
export interface PlannedJob {
  /** With its `assignment`: usable resources only. */
  readonly job: Job;
  readonly moldable: number;
  /** `start_time` of the job, which is not that of the plan. */
  readonly startTime: number;
  /** Seconds, without the pad and the time it was suspended. */
  readonly walltime: number;
  readonly reservation: string;
  /** The ids of all planned resources, usable or not. */
  readonly resources: readonly number[];
}

/**
 * Which plan is meant: `stored`, the rows of the plan tables; `kept`, what a flush leaves of them, with the current jobs
 * on what is assigned to them (section 4.4), whether or not it has been written yet; `shown`, the copy of the plan that is
 * made for users when it is complete, with the current jobs on what is assigned to them.
 */
export type PlanSource = "stored" | "kept" | "shown";

/**
 * Reads the plan, by start, then by job id, in two statements. A walltime has the pad on top, and the time that the
 * job was suspended; a Suspended job gives up the resources of the types that may be used under it (D-86).
 */
export async function readPlannedJobs(
  queries: Queries,
  settings: PlanSettings,
  inventory: Inventory,
  now: number,
  source: PlanSource = "stored",
): Promise<PlannedJob[]> {
  const { predictions, resources } = PLANS[source];
  const rows = await queries.run(
    `SELECT jobs.job_id, jobs.queue_name, jobs.state::text AS state, jobs.job_user, jobs.project, jobs.job_name,
       jobs.start_time AS own_start, jobs.submission_time, jobs.reservation, plan.moldable_job_id AS moldable,
       plan.start_time, moldable_walltime, coalesce(suspensions.seconds, 0)::float8 AS suspended, planned.resources
     FROM (${predictions}) AS plan
     JOIN moldable_job_descriptions ON moldable_id = plan.moldable_job_id AND moldable_index = 'CURRENT'
     JOIN jobs ON job_id = moldable_job_descriptions.moldable_job_id
     LEFT JOIN (SELECT moldable_job_id, string_agg(resource_id::text, ' ' ORDER BY resource_id) AS resources
       FROM (${resources}) AS held GROUP BY moldable_job_id) AS planned ON planned.moldable_job_id = plan.moldable_job_id
     ${suspensions("$1")}
     ORDER BY plan.start_time, jobs.job_id, plan.moldable_job_id`,
    [now],
  );
  const types = await readTypes(
    queries,
    rows.map((row) => Number(row.job_id)),
  );
  const shared = new Set(settings.SCHEDULER_AVAILABLE_SUSPENDED_RESOURCE_TYPE);
  return rows.map((row) => {
    const [id, walltime, begin] = [Number(row.job_id), Number(row.moldable_walltime), Number(row.start_time)];
    const resources = row.resources === null ? [] : String(row.resources).split(" ").map(Number);
    const held = resources
      .flatMap((resource) => inventory.rankOf.get(resource) ?? [])
      .filter((rank) => {
        const resource = inventory.resources[rank];
        return resource?.usable && !(row.state === "Suspended" && shared.has(resource.type));
      });
    const length = walltime + settings.SCHEDULER_JOB_SECURITY_TIME + Number(row.suspended);
    const job: Job = {
      id,
      queue: String(row.queue_name),
      state: String(row.state),
      user: String(row.job_user),
      project: String(row.project),
      name: String(row.job_name ?? ""),
      types: (types.get(id) ?? []).map(({ type }) => type),
      submissionTime: Number(row.submission_time),
      assignment: { begin, end: begin + length - 1, resources: setOfRanks(held) },
    };
    const moldable = Number(row.moldable);
    return {
      job,
      moldable,
      walltime,
      resources,
      startTime: Number(row.own_start),
      reservation: String(row.reservation),
    };
  });
}
