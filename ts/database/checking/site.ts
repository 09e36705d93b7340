/** What the configuration says of the site, compared with its resources and queues. */
import { type Configuration, ConfigurationError, checkColumns } from "../configuration/index.js";
import { quoteName } from "../filter/index.js";
import { readCatalogue } from "../schema/index.js";
import type { Queries } from "../session/index.js";
import { type Finding, finding, findingIfAny } from "./finding.js";

/** The queue whose group sees best-effort jobs that are planned already, if it is the only one of its group (R5.5). */
const BESTEFFORT = "besteffort";

/** Looks at the columns that the configuration names, at resources and queues. */
export async function checkSite(queries: Queries, configuration: Configuration): Promise<Finding[]> {
  return [
    ...(await checkLabels(queries, configuration)),
    ...(await checkResources(queries)),
    ...(await checkQueues(queries)),
  ];
}

async function checkLabels(queries: Queries, configuration: Configuration): Promise<Finding[]> {
  const catalogue = await readCatalogue(queries);
  const findings: Finding[] = [];
  try {
    checkColumns(configuration, catalogue);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const remedy = "Add the column (oarproperty -a), or take its name out of oar.conf.";
    findings.push(...error.faults.map(({ message }) => finding("error", "no_such_column", `${message}.`, { remedy })));
  }
  for (const label of configuration.settings.HIERARCHY_LABELS) {
    if (!catalogue.has(label)) continue;
    const rows = await queries.run(
      `SELECT resource_id FROM resources
       WHERE type = 'default' AND state <> 'Dead' AND ${quoteName(label)} IS NULL ORDER BY resource_id`,
    );
    const ids = rows.map((row) => Number(row.resource_id));
    const message = `Of HIERARCHY_LABELS ${label} is NULL for some resources: no job that asks for this level gets them.`;
    const remedy = `Give them a value (oarnodesetting -p ${label}=...).`;
    findings.push(...findingIfAny("warning", "null_label", ids, message, remedy));
  }
  return findings;
}

async function checkResources(queries: Queries): Promise<Finding[]> {
  const [row] = await queries.run(
    `SELECT count(*) AS all, count(*) FILTER (WHERE type = 'default'
       AND (state = 'Alive' OR (state = 'Absent' AND available_upto NOT IN (0, 1)))) AS usable FROM resources`,
  );
  if (Number(row?.usable) > 0) return [];
  const message = `None of the ${Number(row?.all)} resources can be used (type default, and Alive or able to wake up).`;
  return [
    finding("warning", "no_resources", message, { remedy: "oarnodesetting -a adds some, -s Alive revives them." }),
  ];
}

async function checkQueues(queries: Queries): Promise<Finding[]> {
  const rows = await queries.run("SELECT queue_name, priority, state FROM queues ORDER BY priority DESC, queue_name");
  const active = rows.filter((row) => row.state === "Active");
  const groups = new Map<number, string[]>();
  for (const row of active) {
    const priority = Number(row.priority);
    groups.set(priority, [...(groups.get(priority) ?? []), String(row.queue_name)]);
  }
  const findings: Finding[] = [];
  if (active.length === 0) {
    findings.push(
      finding("warning", "no_queue", "No queue is active: no job is looked at.", {
        remedy: "oarqueue -e NAME enables one.",
      }),
    );
  }
  for (const names of groups.values()) {
    if (names.length === 1) continue;
    const message = `The queues ${names.join(", ")} have one priority: they are a group, and their jobs are taken together.`;
    findings.push(finding("note", "equal_priorities", message, { items: names }));
    if (!names.includes(BESTEFFORT)) continue;
    const problem = `The queue ${BESTEFFORT} is not alone in its group: its jobs are planned as if no best-effort job ran.`;
    findings.push(
      finding("warning", "besteffort_not_alone", problem, { remedy: "Give it a priority of its own.", items: names }),
    );
  }
  const waiting = await queries.run(
    `SELECT jobs.queue_name AS queue, queues.queue_name IS NOT NULL AS there,
       string_agg(job_id::text, ' ' ORDER BY job_id) AS jobs
     FROM jobs LEFT JOIN queues ON queues.queue_name = jobs.queue_name
     WHERE jobs.state = 'Waiting' AND queues.state IS DISTINCT FROM 'Active' GROUP BY 1, 2 ORDER BY 1`,
  );
  for (const { queue, there, jobs } of waiting) {
    const why = there === true ? "is not active" : "does not exist";
    const message = `Jobs wait in the queue ${queue}, which ${why}: no round looks at them.`;
    const remedy = there === true ? `oarqueue -e ${queue} enables it.` : `oarqueue -a ${queue} adds it.`;
    findings.push(finding("warning", "jobs_of_no_queue", message, { remedy, items: String(jobs).split(" ") }));
  }
  return findings;
}
