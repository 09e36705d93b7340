/** Rows that make no sense, or that wait for something that does not come. */
import type { Settings } from "../configuration/index.js";
import { readClock } from "../reading/clock.js";
import { CURRENT } from "../reading/fragments.js";
import { type OddRows, readOddRows } from "../reading/odd.js";
import { readAcceptedReservations } from "../reading/waiting-plan.js";
import type { Queries } from "../session/index.js";
import { checkCircles } from "./circles.js";
import { type Finding, finding, findingIfAny, type Severity } from "./finding.js";

/** Rows that one statement finds: it gives back ids, or texts, in its first column. */
interface RowCheck {
  readonly severity: Severity;
  readonly code: string;
  readonly find: string;
  readonly message: string;
  readonly remedy?: string;
}

const PLAN_TABLES = [
  ...["gantt_jobs_predictions", "gantt_jobs_resources", "gantt_jobs_predictions_visu", "gantt_jobs_resources_visu"],
];

const LOST = "lost_reservation";

const CHECKS: readonly RowCheck[] = [
  {
    severity: "note",
    code: "stray_plan_rows",
    find: PLAN_TABLES.map((table) => `SELECT '${table}' AS item FROM ${table} WHERE moldable_job_id = 0`).join(
      " UNION ",
    ),
    message:
      "There are rows of moldable 0 in the plan, as OAR leaves them: they mean nothing, and go with the next round.",
  },
  {
    severity: "note",
    code: "orphaned_plan_rows",
    find: `SELECT moldable_job_id FROM (SELECT moldable_job_id FROM gantt_jobs_predictions
        UNION SELECT moldable_job_id FROM gantt_jobs_resources) AS plan WHERE moldable_job_id <> 0
      AND NOT EXISTS (SELECT FROM moldable_job_descriptions WHERE moldable_id = plan.moldable_job_id) ORDER BY 1`,
    message:
      "There are rows in the plan of moldables that do not exist: they mean nothing, and go with the next round.",
  },
  {
    severity: "warning",
    code: LOST,
    find: `SELECT job_id FROM jobs WHERE state = 'Waiting' AND reservation = 'Scheduled' AND NOT EXISTS (
      SELECT FROM moldable_job_descriptions AS own JOIN gantt_jobs_predictions AS plan ON plan.moldable_job_id = moldable_id
      JOIN gantt_jobs_resources AS held ON held.moldable_job_id = moldable_id
      WHERE own.moldable_job_id = job_id) ORDER BY 1`,
    message:
      "Accepted reservations that wait have no place in the plan: they never start, and nobody tells their owners.",
    remedy: "End them (oardel), and have them submitted again.",
  },
  {
    severity: "warning",
    code: "current_without_resources",
    find: `SELECT job_id FROM jobs WHERE state IN ${CURRENT} AND NOT EXISTS (
      SELECT FROM moldable_job_descriptions AS own JOIN assigned_resources AS held ON held.moldable_job_id = moldable_id
      WHERE moldable_id = assigned_moldable_job AND own.moldable_job_id = job_id) ORDER BY 1`,
    message: "Jobs have been launched, and nothing is assigned to them: whatever they run on counts as free.",
    remedy: "End them (oardel), unless they hold nothing on purpose.",
  },
  {
    severity: "warning",
    code: "unknown_resources",
    find: `SELECT DISTINCT job_id FROM jobs JOIN assigned_resources AS held ON held.moldable_job_id = assigned_moldable_job
      WHERE state IN ${CURRENT} AND assigned_resource_index = 'CURRENT'
        AND NOT EXISTS (SELECT FROM resources WHERE resources.resource_id = held.resource_id) ORDER BY 1`,
    message: "Jobs that run have resources that do not exist: rounds know nothing of these.",
    remedy: "Leave a resource in its table (oarnodesetting -s Dead) as long as a job holds it.",
  },
  {
    severity: "note",
    code: "missing_dependency",
    find: `SELECT DISTINCT job_id FROM job_dependencies JOIN jobs USING (job_id)
      WHERE job_dependency_index = 'CURRENT' AND state IN ('Waiting')
        AND NOT EXISTS (SELECT FROM jobs AS required WHERE required.job_id = job_id_required) ORDER BY 1`,
    message: "Jobs depend on jobs that do not exist: that counts for nothing, as with OAR.",
  },
  {
    severity: "note",
    code: "resuming",
    find: `SELECT job_id FROM jobs WHERE state IN ('Resuming')
      AND NOT EXISTS (SELECT FROM job_types WHERE job_types.job_id = jobs.job_id AND type = 'noop') ORDER BY 1`,
    message:
      "Jobs are to be resumed that are not of type noop: rounds leave them alone, since nobody would wake them on their nodes.",
  },
  {
    severity: "note",
    code: "kill_pending",
    find: `SELECT job_id FROM jobs JOIN frag_jobs ON frag_id_job = job_id
      WHERE frag_state <> 'FRAGGED' AND state NOT IN ('Terminated', 'Error') ORDER BY 1`,
    message: "The end of jobs was asked for, and is not done yet: those that wait are planned, and not launched.",
  },
];

/** What only counts while walltimes cannot be changed. */
const WALLTIMES: RowCheck = {
  severity: "note",
  code: "walltimes_disabled",
  find: "SELECT job_id FROM walltime_change JOIN jobs USING (job_id) WHERE pending <> 0 AND state IN ('Running') ORDER BY 1",
  message: "Jobs ask for another walltime, and WALLTIME_CHANGE_ENABLED is no: nobody answers them.",
};

/** Tells of rows that rounds leave out. */
const oddFinding = ({ table, why, rows, count }: OddRows): Finding => ({
  ...finding("warning", "odd_rows", `Rows of ${table} make no sense, and rounds leave them out: ${why}.`, {
    remedy: "Mend them, or delete them.",
    items: rows,
  }),
  count,
});

/** Looks at jobs and at the plan. */
export async function checkRows(queries: Queries, settings: Settings, now?: number): Promise<Finding[]> {
  const findings: Finding[] = [];
  const lost = new Set<string>();
  const checks = settings.WALLTIME_CHANGE_ENABLED ? CHECKS : [...CHECKS, WALLTIMES];
  for (const { severity, code, find, message, remedy } of checks) {
    const rows = await queries.run(find);
    const items = rows.map((row) => String(Object.values(row)[0]));
    if (code === LOST) for (const item of items) lost.add(item);
    findings.push(...findingIfAny(severity, code, items, message, remedy ?? null));
  }
  const queues = (await queries.run("SELECT queue_name FROM queues")).map((row) => String(row.queue_name));
  const { odd } = await readAcceptedReservations(queries, queues);
  const oddRows = await readOddRows(queries, settings, now ?? (await readClock(queries)));
  return [
    ...oddRows.map(oddFinding),
    ...findings,
    ...(await checkCircles(queries)),
    ...findingIfAny(
      "warning",
      "odd_reservation",
      odd.filter(({ job }) => !lost.has(String(job))).map(({ job, why }) => `${job}: ${why}`),
      "The places of accepted reservations in the plan make no sense: rounds leave them out.",
      "End them (oardel), and have them submitted again.",
    ),
  ];
}
