/** Gathers a round from the database of a case, as a scenario of the core. */
import {
  type Configuration,
  checkColumns,
  type GatheredJob,
  type Inventory,
  parseConfiguration,
  queueGroups,
  readAccounting,
  readCatalogue,
  readInventory,
  readPlannedJobs,
  readQueues,
  readWaitingJobs,
  type Session,
} from "../../../ts/database/index.js";
import type { PriorityWeights, QuotaDocument, Scenario } from "../../../ts/model/index.js";
import type { Case } from "../cases/case.js";

/** The configuration of a case. */
export function configurationOf({ config }: Case): Configuration {
  return parseConfiguration(
    Object.entries(config)
      .map(([key, value]) => `${key}="${value}"`)
      .join("\n"),
  );
}

/** What was read. */
export interface Gathered {
  readonly scenario: Scenario;
  readonly inventory: Inventory;
  readonly waiting: readonly GatheredJob[];
}

/** Keeps of the plan what a round keeps, and plans the current jobs (section 4.4 of the database reference). */
export async function flush(session: Session): Promise<void> {
  const current = "('Running', 'toLaunch', 'Launching', 'Finishing', 'Suspended', 'Resuming')";
  await session.transaction(async (queries) => {
    for (const table of ["gantt_jobs_resources", "gantt_jobs_predictions"]) {
      await queries.run(
        `DELETE FROM ${table} WHERE moldable_job_id NOT IN (SELECT moldable_id FROM moldable_job_descriptions AS m
           JOIN jobs ON job_id = m.moldable_job_id
           WHERE state IN ('Waiting', 'toAckReservation') AND reservation = 'Scheduled')`,
      );
    }
    await queries.run(
      `INSERT INTO gantt_jobs_predictions SELECT assigned_moldable_job, start_time FROM jobs WHERE state IN ${current}`,
    );
    await queries.run(
      `INSERT INTO gantt_jobs_resources SELECT moldable_job_id, resource_id FROM assigned_resources
       JOIN jobs ON assigned_moldable_job = moldable_job_id WHERE state IN ${current}`,
    );
  });
}

/** Reads everything from one snapshot. */
export function gather(session: Session, one: Case): Promise<Gathered> {
  const configuration = configurationOf(one);
  const { settings } = configuration;
  return session.snapshot(async (queries) => {
    const catalogue = await readCatalogue(queries);
    checkColumns(configuration, catalogue);
    const inventory = await readInventory(queries, settings);
    const groups = queueGroups(await readQueues(queries));
    const queues = groups.flat();
    const planned = await readPlannedJobs(queries, settings, inventory, one.now);
    const batch = await readWaitingJobs(queries, queues, "batch", catalogue, inventory);
    const reservations = await readWaitingJobs(queries, queues, "new", catalogue, inventory);
    const window = settings.SCHEDULER_FAIRSHARING_WINDOW_SIZE;
    const waiting = [...batch, ...reservations];
    // A round asks for the sums of each group; a scenario has them once, here of the groups that have jobs.
    const asking = groups.filter((group) => waiting.some(({ job }) => group.includes(job.queue))).flat();
    const jobs = [...planned, ...waiting].map(({ job }) => job).sort((a, b) => a.id - b.id);
    const scenario: Scenario = {
      scenario: 1,
      now: one.now,
      timeZone: one.timeZone,
      config: {
        ...one.config,
        SCHEDULER_JOB_SECURITY_TIME: settings.SCHEDULER_JOB_SECURITY_TIME,
        QUOTAS: settings.QUOTAS ? "yes" : "no",
      },
      resources: inventory.set,
      queues: groups,
      jobs,
      accounting: await readAccounting(queries, asking, one.now, window),
      ...(one.quotas === undefined ? {} : { quotas: one.quotas as QuotaDocument }),
      ...(one.priority === undefined ? {} : { priority: one.priority as PriorityWeights }),
    };
    return { scenario, inventory, waiting };
  });
}
