/** Makes the copies. */
import { quoteName } from "../filter/index.js";
import type { Session, Transaction } from "../session/index.js";

/** The jobs that a round looks at: those that live, those that are planned, and those that are waited for. */
const JOBS = `SELECT job_id FROM jobs WHERE state NOT IN ('Terminated', 'Error')
  UNION SELECT moldable_job_id FROM moldable_job_descriptions
    WHERE moldable_id IN (SELECT moldable_job_id FROM gantt_jobs_predictions)
  UNION SELECT job_id_required FROM job_dependencies WHERE job_dependency_index = 'CURRENT'`;

const MOLDABLES = "SELECT moldable_id FROM moldable_job_descriptions";

/** A table of the stage. */
interface Copied {
  readonly name: string;
  /** What tells a row from the others; the columns are separated by commas. */
  readonly key: string;
  /** Which rows are copied. Those of jobs and moldables that have been copied before are known here. Default: all. */
  readonly where?: string;
  /** The column whose numbers are dealt. */
  readonly serial?: string;
}

const ofJobs = (column: string): string => `${column} IN (SELECT job_id FROM jobs)`;
const ofMoldables = (column: string): string => `${column} IN (${MOLDABLES})`;

/** The tables that a round writes, and those by which it finds them. The order matters: see {@link Copied.where}. */
export const STAGED: readonly Copied[] = [
  { name: "jobs", key: "job_id", where: `job_id IN (${JOBS})` },
  { name: "moldable_job_descriptions", key: "moldable_id", where: ofJobs("moldable_job_id") },
  { name: "job_resource_groups", key: "res_group_id", where: ofMoldables("res_group_moldable_id") },
  {
    name: "job_resource_descriptions",
    key: "res_job_group_id, res_job_resource_type, res_job_order",
    where: "res_job_group_id IN (SELECT res_group_id FROM job_resource_groups)",
  },
  { name: "job_types", key: "job_type_id", where: ofJobs("job_id") },
  { name: "job_dependencies", key: "job_id, job_id_required", where: ofJobs("job_id") },
  { name: "job_state_logs", key: "job_state_log_id", where: ofJobs("job_id"), serial: "job_state_log_id" },
  { name: "frag_jobs", key: "frag_id_job", where: ofJobs("frag_id_job") },
  { name: "walltime_change", key: "job_id", where: ofJobs("job_id") },
  { name: "event_logs", key: "event_id", where: `job_id = 0 OR ${ofJobs("job_id")}`, serial: "event_id" },
  {
    name: "event_log_hostnames",
    key: "event_id, hostname",
    where: "event_id IN (SELECT event_id FROM event_logs)",
  },
  { name: "gantt_jobs_predictions", key: "moldable_job_id" },
  { name: "gantt_jobs_resources", key: "moldable_job_id, resource_id" },
  { name: "gantt_jobs_predictions_visu", key: "moldable_job_id" },
  { name: "gantt_jobs_resources_visu", key: "moldable_job_id, resource_id" },
  { name: "assigned_resources", key: "moldable_job_id, resource_id", where: ofMoldables("moldable_job_id") },
  { name: "queues", key: "queue_name" },
  { name: "resources", key: "resource_id" },
];

/** Name of the copy that stays as it was. */
export const beforeOf = (name: string): string => `${name}_before_rehearsal`;

/**
 * Copies the tables, all from one snapshot, twice: one copy for the round, one to compare it with.
 *
 * @throws DatabaseError; `not_oar`: a table is missing
 */
export async function prepareStage(session: Session): Promise<void> {
  await session.consistently(async (queries) => {
    for (const table of STAGED) await copy(queries, table);
    for (const { name } of STAGED) {
      await queries.run(`CREATE TEMPORARY TABLE ${beforeOf(name)} AS TABLE pg_temp.${name}`);
    }
  });
}

async function copy(queries: Transaction, { name, where, serial }: Copied): Promise<void> {
  const [real] = await queries.run(
    "SELECT nspname::text AS schema FROM pg_class JOIN pg_namespace AS space ON space.oid = relnamespace WHERE pg_class.oid = $1::regclass",
    [name],
  );
  const source = `${quoteName(String(real?.schema))}.${name}`;
  // The rows are found before the table is hidden by its copy; what it refers to may be copies already.
  await queries.run(
    `CREATE TEMPORARY TABLE staging AS SELECT * FROM ${source} ${where === undefined ? "" : `WHERE ${where}`}`,
  );
  await queries.run(`CREATE TEMPORARY TABLE ${name} (LIKE ${source} INCLUDING DEFAULTS INCLUDING INDEXES)`);
  await queries.run(`INSERT INTO pg_temp.${name} SELECT * FROM staging`);
  await queries.run("DROP TABLE staging");
  if (serial !== undefined) await dealNumbers(queries, name, serial);
  await queries.run(`ANALYZE pg_temp.${name}`);
}

/** Numbers of the stage's own: those of the real table stay undealt. */
async function dealNumbers(queries: Transaction, name: string, column: string): Promise<void> {
  const sequence = `${name}_${column}_stage`;
  await queries.run(`CREATE TEMPORARY SEQUENCE ${sequence} OWNED BY pg_temp.${name}.${column}`);
  await queries.run(`ALTER TABLE pg_temp.${name} ALTER COLUMN ${column} SET DEFAULT nextval('pg_temp.${sequence}')`);
  await queries.run(
    `SELECT setval('pg_temp.${sequence}', coalesce(max(${column}), 0) + 1, false) FROM pg_temp.${name}`,
  );
}
