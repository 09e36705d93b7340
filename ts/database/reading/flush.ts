/** What a round keeps of the plan of the round before, as parts of statements (section 4.4 of the database reference). */

/** The states of a job that holds resources, whatever the plan says (section 4.2). */
export const CURRENT_STATES = ["Running", "toLaunch", "Launching", "Finishing", "Suspended", "Resuming"] as const;

/** Whether a row of `jobs` is a current job. */
export const IS_CURRENT = `state IN (${CURRENT_STATES.map((state) => `'${state}'`).join(", ")})`;

/** Moldables of accepted reservations that are planned with resources. */
export const KEPT = `SELECT moldable_id FROM moldable_job_descriptions AS own JOIN jobs ON job_id = own.moldable_job_id
  WHERE state IN ('Waiting', 'toAckReservation') AND reservation = 'Scheduled'
    AND EXISTS (SELECT FROM gantt_jobs_predictions AS plan WHERE plan.moldable_job_id = moldable_id)
    AND EXISTS (SELECT FROM gantt_jobs_resources AS plan WHERE plan.moldable_job_id = moldable_id)`;

/** Current jobs with the moldable that was launched; one to which nothing was ever assigned has none. */
const CURRENT = `jobs JOIN moldable_job_descriptions AS own
    ON moldable_id = assigned_moldable_job AND own.moldable_job_id = job_id
  WHERE ${IS_CURRENT}`;

/** Starts of current jobs: `moldable_job_id`, `start_time`. */
export const CURRENT_PREDICTIONS = `SELECT moldable_id AS moldable_job_id, start_time FROM ${CURRENT}
    AND EXISTS (SELECT FROM assigned_resources AS held WHERE held.moldable_job_id = moldable_id)`;

/** What is assigned to current jobs, usable or not: `moldable_job_id`, `resource_id`. */
export const CURRENT_RESOURCES = `SELECT moldable_job_id, resource_id FROM assigned_resources
  WHERE moldable_job_id IN (SELECT moldable_id FROM ${CURRENT})`;
