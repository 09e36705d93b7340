/** What a round keeps of the plan of the round before, as parts of statements (section 4.4 of the database reference). */
import { CURRENT } from "./fragments.js";

/** Moldables of accepted reservations that are planned with resources. */
export const KEPT = `SELECT moldable_id FROM moldable_job_descriptions AS own JOIN jobs ON job_id = own.moldable_job_id
  WHERE state IN ('Waiting', 'toAckReservation') AND reservation = 'Scheduled'
    AND EXISTS (SELECT FROM gantt_jobs_predictions AS plan WHERE plan.moldable_job_id = moldable_id)
    AND EXISTS (SELECT FROM gantt_jobs_resources AS plan WHERE plan.moldable_job_id = moldable_id)`;

/** Current jobs with the moldable that was launched; one to which nothing was ever assigned has none. */
const LAUNCHED = `jobs JOIN moldable_job_descriptions AS own
    ON moldable_id = assigned_moldable_job AND own.moldable_job_id = job_id
  WHERE state IN ${CURRENT}`;

/** Starts of current jobs: `moldable_job_id`, `start_time`. */
export const CURRENT_PREDICTIONS = `SELECT moldable_id AS moldable_job_id, start_time FROM ${LAUNCHED}
    AND EXISTS (SELECT FROM assigned_resources AS held WHERE held.moldable_job_id = moldable_id)`;

/** What is assigned to current jobs, usable or not: `moldable_job_id`, `resource_id`. */
export const CURRENT_RESOURCES = `SELECT moldable_job_id, resource_id FROM assigned_resources
  WHERE moldable_job_id IN (SELECT moldable_id FROM ${LAUNCHED})`;
