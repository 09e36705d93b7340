/** What the core has to know for the queue groups of a round, read from one snapshot. */
import {
  type Catalogue,
  checkColumns,
  type GatheredJob,
  type Inventory,
  type PlanSource,
  queueGroups,
  readAcceptedReservations,
  readAccounting,
  readCatalogue,
  readInventory,
  readPlannedJobs,
  readQueues,
  readWaitingJobs,
  type Transaction,
} from "../../database/index.js";
import type { Accounting } from "../../model/index.js";
import type { Round } from "./context.js";
import { hasExpired } from "./expiry.js";
import { accountingKey, type Gathered } from "./gathered.js";

/** What is to be read. */
export interface Wanted {
  readonly plan: PlanSource;
  /** The queues whose ordinary jobs are wanted. Default: all active ones. */
  readonly waitingOf?: readonly string[];
  /** The queues whose new reservations are wanted. Default: all active ones. */
  readonly reservationsOf?: readonly string[];
  /** Waiting jobs that are not wanted. Default: none. */
  readonly leftOut?: ReadonlySet<number>;
}

/**
 * Reads it, in a number of statements that depends on neither jobs nor resources.
 *
 * @throws ConfigurationError a configured column is missing; DatabaseError
 */
export function gather(round: Round, wanted: Wanted): Promise<Gathered> {
  return round.writer.session.snapshot((queries) => gatherFrom(queries, round, wanted));
}

/** The resources as a round sees them, and the columns that they have. */
export async function readSite(
  queries: Transaction,
  { configuration, settings }: Round,
): Promise<{ catalogue: Catalogue; inventory: Inventory }> {
  const catalogue = await readCatalogue(queries);
  checkColumns(configuration, catalogue);
  return { catalogue, inventory: await readInventory(queries, settings) };
}

async function gatherFrom(queries: Transaction, round: Round, wanted: Wanted): Promise<Gathered> {
  const { settings, now } = round;
  const { catalogue, inventory } = await readSite(queries, round);
  const queues = await readQueues(queries);
  const groups = queueGroups(queues);
  const active = groups.flat();
  const planned = await readPlannedJobs(queries, settings, inventory, now, wanted.plan);
  const readWaiting = async (of: readonly string[], kind: "batch" | "new") => {
    const jobs = await readWaitingJobs(queries, of, kind, catalogue, inventory);
    return wanted.leftOut === undefined ? jobs : jobs.filter(({ job }) => !wanted.leftOut?.has(job.id));
  };
  const waiting = await readWaiting(wanted.waitingOf ?? active, "batch");
  const reservations = await readWaiting(wanted.reservationsOf ?? active, "new");
  tellFaults(round, [...waiting, ...reservations]);
  const accounting = new Map<string, Accounting>();
  if (settings.JOB_PRIORITY !== "FIFO") {
    const window = settings.SCHEDULER_FAIRSHARING_WINDOW_SIZE;
    for (const group of wanted.waitingOf === undefined ? groups : [wanted.waitingOf]) {
      if (!waiting.some(({ job }) => group.includes(job.queue))) continue;
      accounting.set(accountingKey(group), await readAccounting(queries, group, now, window));
    }
  }
  const expired = wanted.plan === "kept" ? await readExpired(queries, active, now) : new Map<number, string>();
  return { inventory, queues, groups, planned, waiting, reservations, expired, accounting };
}

async function readExpired(queries: Transaction, queues: readonly string[], now: number): Promise<Map<number, string>> {
  const { jobs } = await readAcceptedReservations(queries, queues);
  return new Map(jobs.filter((plan) => hasExpired(plan, now)).map(({ id, queue }) => [id, queue]));
}

function tellFaults({ log }: Round, jobs: readonly GatheredJob[]): void {
  for (const { job, faults } of jobs) {
    for (const { moldable, error } of faults) {
      log.warn?.("a property filter cannot be used", { job: job.id, moldable, code: error.code, why: error.message });
    }
  }
}
