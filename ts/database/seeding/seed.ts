/** Fills an OAR database that has no resources and no jobs yet. */
import { quoteName } from "../filter/index.js";
import { DatabaseError, type Session, type Transaction } from "../session/index.js";
import { rowList } from "../writing/index.js";
import type { SampleResource, SampleSite } from "./site.js";

/** What oarsub writes for a job whose submitter does not say it: SIGUSR2. */
const CHECKPOINT_SIGNAL = 12;

/**
 * Writes a site: its columns, resources and jobs, all or nothing, in a fixed number of statements. The jobs are as
 * oarsub leaves them.
 *
 * @throws DatabaseError `not_empty`: there are resources or jobs already
 */
export async function seedSite(session: Session, site: SampleSite): Promise<void> {
  await session.transaction(async (queries) => {
    for (const table of ["resources", "jobs", "moldable_job_descriptions", "job_resource_groups"]) {
      const rows = await queries.run(`SELECT FROM ${table} LIMIT 1`);
      if (rows.length === 0) continue;
      throw new DatabaseError("not_empty", `expected a database without resources and jobs, found rows in ${table}`);
    }
    await addResources(queries, site);
    await addJobs(queries, site);
    await addRequests(queries, site);
    for (const [table, key] of SERIALS) {
      await queries.run(
        `SELECT setval(pg_get_serial_sequence($1, $2), (SELECT max(${key}) FROM ${table})) WHERE EXISTS (SELECT FROM ${table})`,
        [table, key],
      );
    }
  });
}

/** The keys that were given here: the next ones come after them. */
const SERIALS = [
  ["resources", "resource_id"],
  ["jobs", "job_id"],
  ["moldable_job_descriptions", "moldable_id"],
  ["job_resource_groups", "res_group_id"],
] as const;

async function addResources(queries: Transaction, { columns, resources }: SampleSite): Promise<void> {
  for (const { name, type } of columns) {
    await queries.run(`ALTER TABLE resources ADD COLUMN IF NOT EXISTS ${quoteName(name)} ${type}`);
  }
  const names = columns.map(({ name }) => `, ${quoteName(name)}`).join("");
  const types = columns.map(({ name, type }) => `, ${quoteName(name)} ${type}`).join("");
  await queries.run(
    `INSERT INTO resources (resource_id, type, network_address, state_num${names})
     SELECT id, of_type, node, 1${names} FROM jsonb_to_recordset($1::jsonb)
       AS given(id int, of_type text, node text${types}) ORDER BY id`,
    [rowList(resources.map(resourceRow))],
  );
}

function resourceRow({ type = "default", node, properties }: SampleResource, index: number) {
  return { ...properties, id: index + 1, of_type: type, node };
}

async function addJobs(queries: Transaction, { jobs }: SampleSite): Promise<void> {
  await queries.run(
    `INSERT INTO jobs (job_id, array_id, job_name, job_user, project, queue_name, properties, submission_time,
       reservation, start_time, command, launching_directory, checkpoint_signal)
     SELECT id, id, name, of_user, project, queue, properties, submitted,
       CASE WHEN start IS NULL THEN 'None' ELSE 'Scheduled' END, coalesce(start, 0), 'sleep infinity',
       '/home/' || of_user, $2::int
     FROM jsonb_to_recordset($1::jsonb) AS given(id int, name text, of_user text, project text, queue text,
       properties text, submitted int, start int) ORDER BY id`,
    [
      rowList(
        jobs.map(({ id, name, user, project = "", queue, properties = "", submissionTime, reservation }) => ({
          ...{ id, name: name ?? null, of_user: user, project, queue, properties },
          ...{ submitted: submissionTime, start: reservation?.start ?? null },
        })),
      ),
      CHECKPOINT_SIGNAL,
    ],
  );
  await queries.run(
    `INSERT INTO job_state_logs (job_id, job_state, date_start)
     SELECT job_id, 'Waiting', submission_time FROM jobs ORDER BY job_id`,
  );
  await queries.run(
    `INSERT INTO job_types (job_id, type)
     SELECT job, type FROM jsonb_to_recordset($1::jsonb) AS given(job int, type text)`,
    [rowList(jobs.flatMap(({ id, types = [] }) => types.map((type) => ({ job: id, type }))))],
  );
  await queries.run(
    `INSERT INTO job_dependencies (job_id, job_id_required)
     SELECT job, required FROM jsonb_to_recordset($1::jsonb) AS given(job int, required int)`,
    [rowList(jobs.flatMap(({ id, after = [] }) => after.map((required) => ({ job: id, required }))))],
  );
}

/** What the jobs ask for. Alternatives and groups are numbered from 1, in the order of the jobs. */
async function addRequests(queries: Transaction, { jobs }: SampleSite): Promise<void> {
  const moldables = jobs
    .flatMap(({ id, moldables }) => moldables.map((moldable) => ({ ...moldable, job: id })))
    .map((moldable, index) => ({ ...moldable, id: index + 1 }));
  const groups = moldables
    .flatMap(({ id, groups }) => groups.map((group) => ({ ...group, moldable: id })))
    .map((group, index) => ({ ...group, id: index + 1 }));
  await queries.run(
    `INSERT INTO moldable_job_descriptions (moldable_id, moldable_job_id, moldable_walltime)
     SELECT id, job, walltime FROM jsonb_to_recordset($1::jsonb) AS given(id int, job int, walltime int) ORDER BY id`,
    [rowList(moldables.map(({ id, job, walltime }) => ({ id, job, walltime })))],
  );
  await queries.run(
    `INSERT INTO job_resource_groups (res_group_id, res_group_moldable_id, res_group_property)
     SELECT id, moldable, property FROM jsonb_to_recordset($1::jsonb) AS given(id int, moldable int, property text)
     ORDER BY id`,
    [rowList(groups.map(({ id, moldable, property = "" }) => ({ id, moldable, property })))],
  );
  const levels = groups.flatMap(({ id, levels }) =>
    levels.map(([level, count], order) => ({ group: id, level, count, place: order })),
  );
  await queries.run(
    `INSERT INTO job_resource_descriptions (res_job_group_id, res_job_resource_type, res_job_value, res_job_order)
     SELECT "group", level, count, place
     FROM jsonb_to_recordset($1::jsonb) AS given("group" int, level text, count int, place int)`,
    [rowList(levels)],
  );
  await addReservations(queries, jobs, moldables);
}

/** The places of the reservations, in the plan and in the copy of it that users see. */
async function addReservations(
  queries: Transaction,
  jobs: SampleSite["jobs"],
  moldables: readonly { readonly id: number; readonly job: number }[],
): Promise<void> {
  const places = jobs.flatMap(({ id, reservation }) => {
    const moldable = moldables.find(({ job }) => job === id);
    return reservation === undefined || moldable === undefined ? [] : [{ ...reservation, moldable: moldable.id }];
  });
  for (const table of ["gantt_jobs_predictions", "gantt_jobs_predictions_visu"]) {
    await queries.run(
      `INSERT INTO ${table} (moldable_job_id, start_time)
       SELECT moldable, start FROM jsonb_to_recordset($1::jsonb) AS given(moldable int, start int)`,
      [rowList(places.map(({ moldable, start }) => ({ moldable, start })))],
    );
  }
  const resources = places.flatMap(({ moldable, resources }) => resources.map((resource) => ({ moldable, resource })));
  for (const table of ["gantt_jobs_resources", "gantt_jobs_resources_visu"]) {
    await queries.run(
      `INSERT INTO ${table} (moldable_job_id, resource_id)
       SELECT moldable, resource FROM jsonb_to_recordset($1::jsonb) AS given(moldable int, resource int)`,
      [rowList(resources)],
    );
  }
}
