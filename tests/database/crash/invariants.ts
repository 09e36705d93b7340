/** What holds between any two groups of writes of section 8 of the database reference, on the rows of `world.ts`. */
import type { Session } from "../../../ts/database/index.js";
import type { ClientOf } from "./world.js";

const CURRENT = "('Running', 'toLaunch', 'Launching', 'Finishing', 'Suspended', 'Resuming')";
const OWN = "moldable_job_descriptions AS own ON own.moldable_job_id = job_id";

/** Whether the job of the outer query has an event of this type. */
const event = (type: string) =>
  `EXISTS (SELECT FROM event_logs WHERE event_logs.job_id = jobs.job_id AND event_logs.type = '${type}')`;
const hasStart = "EXISTS (SELECT FROM gantt_jobs_predictions AS plan WHERE plan.moldable_job_id = moldable_id)";
const hasResources = "EXISTS (SELECT FROM gantt_jobs_resources AS plan WHERE plan.moldable_job_id = moldable_id)";
const differ = (one: string, other: string) =>
  `(TABLE ${one} EXCEPT TABLE ${other}) UNION ALL (TABLE ${other} EXCEPT TABLE ${one})`;

/** Statements that find what breaks a rule. */
const RULES: Readonly<Record<string, string>> = {
  "a job has one open row in the log of states, that of its state": `SELECT job_id, state::text FROM jobs
    WHERE (SELECT array_agg(job_state::text) FROM job_state_logs AS log WHERE log.job_id = jobs.job_id AND date_stop = 0)
      IS DISTINCT FROM ARRAY[state::text]`,
  "what is assigned to a job to be launched is what is planned for it": `SELECT job_id FROM jobs WHERE state = 'toLaunch' AND (
      (SELECT array_agg(resource_id ORDER BY resource_id) FROM assigned_resources
        WHERE moldable_job_id = assigned_moldable_job AND assigned_resource_index = 'CURRENT')
      IS DISTINCT FROM (SELECT array_agg(resource_id ORDER BY resource_id) FROM gantt_jobs_resources
        WHERE moldable_job_id = assigned_moldable_job)
      OR start_time <> (SELECT start_time FROM gantt_jobs_predictions WHERE moldable_job_id = assigned_moldable_job))`,
  "nothing is assigned to who is not current": `SELECT job_id FROM jobs JOIN ${OWN} WHERE state NOT IN ${CURRENT}
      AND (assigned_moldable_job <> 0 OR EXISTS (SELECT FROM assigned_resources AS held WHERE held.moldable_job_id = moldable_id))`,
  "an accepted reservation is planned": `SELECT job_id FROM jobs JOIN ${OWN}
    WHERE state IN ('Waiting', 'toAckReservation') AND reservation = 'Scheduled' AND NOT (${hasStart} AND ${hasResources})`,
  "a new reservation is neither planned nor on its way": `SELECT job_id FROM jobs JOIN ${OWN}
    WHERE reservation = 'toSchedule' AND (state <> 'Waiting' OR ${hasStart} OR ${hasResources})`,
  "only what was decided on is on its way": `SELECT job_id FROM jobs WHERE state = 'toAckReservation' AND reservation <> 'Scheduled'`,
  "a refused reservation says why": `SELECT job_id FROM jobs
    WHERE job_id = 21 AND (state IN ('toError', 'Error')) <> (reservation = 'Scheduled' AND message LIKE 'This advance reservation%')`,
  "a start has resources, and resources have a start": `SELECT moldable_id FROM moldable_job_descriptions
    WHERE ${hasStart} <> ${hasResources}`,
  "a planned job knows its start": `SELECT job_id FROM jobs JOIN ${OWN}
    JOIN gantt_jobs_predictions AS plan ON plan.moldable_job_id = moldable_id
    WHERE state = 'Waiting' AND reservation = 'None' AND plan.start_time <> jobs.start_time`,
  "users see the starts of the plan": differ("gantt_jobs_predictions", "gantt_jobs_predictions_visu"),
  "users see the resources of the plan": differ("gantt_jobs_resources", "gantt_jobs_resources_visu"),
  "a resource is planned for one job at a time": `SELECT one.resource_id, a.moldable_job_id, b.moldable_job_id AS other
    FROM gantt_jobs_resources AS one JOIN gantt_jobs_resources AS two ON one.resource_id = two.resource_id AND one.moldable_job_id < two.moldable_job_id
    JOIN gantt_jobs_predictions AS a ON a.moldable_job_id = one.moldable_job_id JOIN gantt_jobs_predictions AS b ON b.moldable_job_id = two.moldable_job_id
    JOIN moldable_job_descriptions AS ma ON ma.moldable_id = a.moldable_job_id JOIN moldable_job_descriptions AS mb ON mb.moldable_id = b.moldable_job_id
    JOIN jobs AS ja ON ja.job_id = ma.moldable_job_id JOIN jobs AS jb ON jb.job_id = mb.moldable_job_id
    WHERE ja.reservation = 'None' AND jb.reservation = 'None' AND ja.job_id NOT IN (14, 70, 71) AND jb.job_id NOT IN (14, 70, 71)
      AND a.start_time < b.start_time + mb.moldable_walltime AND b.start_time < a.start_time + ma.moldable_walltime`,
  "an end is asked for by an event, once": `SELECT job_id FROM jobs WHERE
    (SELECT count(*) FROM frag_jobs WHERE frag_id_job = job_id) <>
    (SELECT count(*) FROM event_logs WHERE event_logs.job_id = jobs.job_id AND type = 'FRAG_JOB_REQUEST')`,
  "an end has a reason, and is asked for with it": `SELECT job_id FROM jobs WHERE EXISTS (SELECT FROM frag_jobs WHERE frag_id_job = job_id)
    <> (${event("BESTEFFORT_KILL")} OR ${event("LOST_SESSION")} OR ${event("CANNOT_NOTIFY_OARSUB")})`,
  "a late reservation is shortened when it is launched": `SELECT job_id FROM jobs JOIN ${OWN} WHERE job_id = 31 AND NOT
    (CASE WHEN state = 'toLaunch' THEN moldable_walltime = 540 AND ${event("REDUCE_RESERVATION_WALLTIME")} AND message LIKE '%W=0:9:0%'
      ELSE moldable_walltime = 600 AND NOT ${event("REDUCE_RESERVATION_WALLTIME")} END)`,
  "an expired reservation says so": `SELECT job_id FROM jobs WHERE job_id = 32
    AND (state = 'Error') <> (message = 'Reservation expired and couldn''t be started.')`,
  "a reservation goes without dead resources, and says so": `SELECT job_id FROM jobs WHERE job_id = 34
    AND (${event("SCHEDULER_REDUCE_NB_RESSOURCES_FOR_RESERVATION")}, message LIKE 'R=1,%') IS DISTINCT FROM
      (SELECT ROW(count(*) = 1, count(*) = 1) FROM gantt_jobs_resources WHERE moldable_job_id = 340)`,
  "a walltime changes with its request": `SELECT pending, granted, moldable_walltime FROM walltime_change JOIN ${OWN} WHERE NOT (
    pending + granted = 600 AND granted = moldable_walltime - 3600
    AND (granted = 600) = EXISTS (SELECT FROM event_logs WHERE event_logs.job_id = 1 AND type = 'WALLTIME'))`,
  "the priority rises with a launch": `SELECT job_id FROM jobs WHERE job_id = 12 AND NOT (
    (state = 'toLaunch') = ${event("SCHEDULER_PRIORITY_UPDATED_START")}
    AND (state = 'toLaunch') = EXISTS (SELECT FROM resources JOIN assigned_resources USING (resource_id)
      WHERE moldable_job_id = 120 AND scheduler_priority > 0))`,
  "who has ended is history, and nobody else": `SELECT job_id FROM jobs JOIN ${OWN}
    WHERE (state = 'Error') <> (moldable_index = 'LOG')
      OR (state = 'Error') <> EXISTS (SELECT FROM job_resource_groups AS g JOIN job_resource_descriptions ON res_job_group_id = res_group_id
        WHERE res_group_moldable_id = moldable_id AND res_job_index = 'LOG' AND res_group_index = 'LOG')`,
  "an acknowledgement is tried once": `SELECT job_id FROM event_logs WHERE type = 'RESERVATION_ACK_ATTEMPT' GROUP BY job_id HAVING count(*) > 1`,
  "what is done to a job once is written down once": `SELECT job_id, type FROM event_logs WHERE type IN ('WALLTIME',
      'SCHEDULER_PRIORITY_UPDATED_START', 'REDUCE_RESERVATION_WALLTIME', 'SCHEDULER_REDUCE_NB_RESSOURCES_FOR_RESERVATION')
    GROUP BY job_id, type HAVING count(*) > 1`,
  "a job is launched once": `SELECT job_id FROM job_state_logs WHERE job_state = 'toLaunch' GROUP BY job_id HAVING count(*) > 1`,
  "who waits was told, or that it could not be is known": `SELECT job_id FROM jobs WHERE job_id IN (20, 50, 51) AND state = 'Waiting'
    AND reservation = 'Scheduled' AND NOT ${event("RESERVATION_ACK_ATTEMPT")}`,
};

/** What breaks the rules, a line each. */
export function violations(session: Session): Promise<string[]> {
  return session.snapshot(async (queries) => {
    const lines: string[] = [];
    for (const [rule, statement] of Object.entries(RULES)) {
      for (const row of await queries.run(statement)) lines.push(`${rule}: ${JSON.stringify(row)}`);
    }
    return lines;
  });
}

/**
 * Messages of launches and acknowledgements that tell of what is not in the database, a line each.
 *
 * @param heard `bipbip {"job_id":3,…}`, `oarsub JOB text`, or `oarsub HOST:PORT text`
 */
export async function unfounded(session: Session, heard: readonly string[], address: ClientOf): Promise<string[]> {
  const jobs = await session.run(
    `SELECT job_id, state = 'toLaunch' AS launched, ${event("RESERVATION_ACK_ATTEMPT")} AS attempted FROM jobs`,
  );
  const lines: string[] = [];
  for (const { job_id, launched, attempted } of jobs) {
    const id = Number(job_id);
    const clients = [`oarsub ${id} GOOD RESERVATION`, `oarsub ${address(id)} GOOD RESERVATION`];
    const launch = (text: string): boolean => text.startsWith("bipbip") && text.includes(`"job_id":${id},`);
    if (launched !== true && heard.some(launch)) lines.push(`the launcher was told of ${id}, which is not launched`);
    if (attempted !== true && heard.some((text) => clients.includes(text))) {
      lines.push(`the acknowledgement of ${id} was sent before that was written down`);
    }
  }
  return lines;
}
