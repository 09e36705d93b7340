/** The waiting jobs of some queues, with all that they ask for (section 4.2 of the database reference). */
import { and, asc, between, eq, inArray } from "drizzle-orm";
import type { Dependency, Job, Moldable, RequestGroup } from "../../model/index.js";
import { INT4_MAX } from "../configuration/index.js";
import type { FilterError } from "../filter/index.js";
import { type Catalogue, tables } from "../schema/index.js";
import type { Queries, Tables, Transaction } from "../session/index.js";
import { among } from "./among.js";
import { type FilterSets, readFilterSets } from "./filter-sets.js";
import { grouped } from "./grouped.js";
import type { Inventory } from "./resources.js";

const { jobs, moldable_job_descriptions, job_resource_groups, job_resource_descriptions, job_types, job_dependencies } =
  tables;

/** `batch`: ordinary jobs; `new`: reservations that are still to be examined. */
export type WaitingKind = "batch" | "new";

/** A property filter that cannot be used, and whose it is. */
export interface JobFault {
  /** The moldable that is invalid for it; `null`: the whole job is. */
  readonly moldable: number | null;
  readonly error: FilterError;
}

/** A job as the core takes it, and what a round needs of it beside. */
export interface GatheredJob {
  /** Without moldables if its own filter cannot be used; a moldable with such a filter has a group without levels. */
  readonly job: Job;
  readonly interactive: boolean;
  /** Where its submitter waits: `host:port`, or `host:`. */
  readonly infoType: string | null;
  readonly message: string;
  /** `start_time` as it stands: 0, a date asked for, or a former prediction. */
  readonly startTime: number;
  readonly faults: readonly JobFault[];
}

/** Reads waiting jobs, by ascending id, in six statements and those of the property filters. */
export async function readWaitingJobs(
  queries: Transaction,
  queues: readonly string[],
  kind: WaitingKind,
  catalogue: Catalogue,
  inventory: Inventory,
): Promise<GatheredJob[]> {
  if (queues.length === 0) return [];
  const db = queries.tables;
  const wanted = and(
    // What has another number can be named by no other table: `readOddRows` tells of it.
    between(jobs.job_id, -INT4_MAX, INT4_MAX),
    eq(jobs.state, "Waiting"),
    eq(jobs.reservation, kind === "batch" ? "None" : "toSchedule"),
    inArray(jobs.queue_name, [...queues]),
  );
  const rows = await db
    .select({
      id: jobs.job_id,
      queue: jobs.queue_name,
      state: jobs.state,
      user: jobs.job_user,
      project: jobs.project,
      name: jobs.job_name,
      properties: jobs.properties,
      submissionTime: jobs.submission_time,
      startTime: jobs.start_time,
      message: jobs.message,
      jobType: jobs.job_type,
      infoType: jobs.info_type,
    })
    .from(jobs)
    .where(wanted)
    .orderBy(asc(jobs.job_id));
  const ids = rows.map(({ id }) => id);
  const requests = await readRequests(db, ids);
  const [types, dependencies] = [await readTypes(queries, ids), await readDependencies(db, ids)];
  const fragments = [...rows.map((row) => row.properties), ...requests.groups.map((group) => group.property)];
  const sets = await readFilterSets(queries, fragments, catalogue, inventory);
  const request = requestBuilder(requests, sets);
  return rows.map(({ id, properties, name, startTime, message, jobType, infoType, ...row }) => {
    const { moldables, faults } = request(id, properties);
    const job: Job = {
      id,
      ...row,
      name: name ?? "",
      types: (types.get(id) ?? []).map(({ type }) => type),
      moldables,
      dependencies: (dependencies.get(id) ?? []).map(
        ({ required, state, exitCode }): Dependency => ({ job: required, state, exitCode }),
      ),
      ...(kind === "new" ? { reservation: startTime } : {}),
    };
    return { job, interactive: jobType === "INTERACTIVE", infoType, message, startTime, faults };
  });
}

/** The types of jobs, by job, in the order in which they were given. */
export async function readTypes({ tables: db }: Queries, ids: readonly number[]) {
  const rows = await db
    .select({ job: job_types.job_id, type: job_types.type })
    .from(job_types)
    .where(among(job_types.job_id, ids))
    .orderBy(asc(job_types.job_type_id));
  return grouped(rows, ({ job }) => job);
}

/** What the jobs depend on, by job. A required job that does not exist is no dependency, as in OAR. */
async function readDependencies(db: Tables, ids: readonly number[]) {
  const rows = await db
    .select({
      job: job_dependencies.job_id,
      required: job_dependencies.job_id_required,
      state: jobs.state,
      exitCode: jobs.exit_code,
    })
    .from(job_dependencies)
    .innerJoin(jobs, eq(jobs.job_id, job_dependencies.job_id_required))
    .where(and(eq(job_dependencies.job_dependency_index, "CURRENT"), among(job_dependencies.job_id, ids)))
    .orderBy(asc(job_dependencies.job_id), asc(job_dependencies.job_id_required));
  return grouped(rows, ({ job }) => job);
}

/** Moldables, groups and levels as they are stored. */
type Requests = Awaited<ReturnType<typeof readRequests>>;

async function readRequests(db: Tables, ids: readonly number[]) {
  const moldables = await db
    .select({
      id: moldable_job_descriptions.moldable_id,
      job: moldable_job_descriptions.moldable_job_id,
      walltime: moldable_job_descriptions.moldable_walltime,
    })
    .from(moldable_job_descriptions)
    .where(
      and(
        eq(moldable_job_descriptions.moldable_index, "CURRENT"),
        between(moldable_job_descriptions.moldable_id, -INT4_MAX, INT4_MAX),
        among(moldable_job_descriptions.moldable_job_id, ids),
      ),
    )
    .orderBy(asc(moldable_job_descriptions.moldable_id));
  const groups = await db
    .select({
      id: job_resource_groups.res_group_id,
      moldable: job_resource_groups.res_group_moldable_id,
      property: job_resource_groups.res_group_property,
    })
    .from(job_resource_groups)
    .where(
      and(
        eq(job_resource_groups.res_group_index, "CURRENT"),
        between(job_resource_groups.res_group_id, -INT4_MAX, INT4_MAX),
        among(
          job_resource_groups.res_group_moldable_id,
          moldables.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(job_resource_groups.res_group_id));
  const levels = await db
    .select({
      group: job_resource_descriptions.res_job_group_id,
      level: job_resource_descriptions.res_job_resource_type,
      count: job_resource_descriptions.res_job_value,
    })
    .from(job_resource_descriptions)
    .where(
      and(
        eq(job_resource_descriptions.res_job_index, "CURRENT"),
        among(
          job_resource_descriptions.res_job_group_id,
          groups.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(job_resource_descriptions.res_job_group_id), asc(job_resource_descriptions.res_job_order));
  return { moldables, groups, levels };
}

/** Puts together what a job asks for. */
function requestBuilder({ moldables, groups, levels }: Requests, sets: FilterSets) {
  const moldablesOf = grouped(moldables, ({ job }) => job);
  const groupsOf = grouped(groups, ({ moldable }) => moldable);
  const levelsOf = grouped(levels, ({ group }) => group);
  return (job: number, properties: string | null): { moldables: Moldable[]; faults: JobFault[] } => {
    const ofJob = sets.fault(properties);
    if (ofJob !== null) return { moldables: [], faults: [{ moldable: null, error: ofJob }] };
    const faults: JobFault[] = [];
    const listed = (moldablesOf.get(job) ?? []).map(({ id, walltime }): Moldable => {
      const requests = (groupsOf.get(id) ?? []).map((group): RequestGroup => {
        const error = sets.fault(group.property);
        if (error !== null) {
          faults.push({ moldable: id, error });
          return { filter: "", levels: [] };
        }
        const wanted = levelsOf.get(group.id) ?? [];
        return {
          filter: sets.of(properties, group.property),
          levels: wanted.map(({ level, count }): [string, number] => [level, count]),
        };
      });
      return { id, walltime, requests };
    });
    return { moldables: listed, faults };
  };
}
