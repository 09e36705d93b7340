/** The queue groups of a round, decided by programs of their own (sections 5.4 and 6 of the database reference). */
import {
  copyCarefully,
  copyPlan,
  disableQueue,
  flushPlan,
  isRefusal,
  queueGroups,
  readQueues,
} from "../../database/index.js";
import { runExternalScheduler } from "../processes/index.js";
import { treatAcceptedReservations } from "./accepted-reservations.js";
import type { Round } from "./context.js";
import { gather, readSite } from "./gather.js";
import { untilKept } from "./lost.js";
import { GatheredPlatform, idsByRank, usableIds } from "./platform.js";
import { publish } from "./publish.js";
import { tellRefused } from "./refused.js";
import type { Sources } from "./sources.js";

/** What became of the reservations; of ordinary jobs the programs know. */
export interface ExternallyPlanned {
  readonly accepted: number;
  readonly refused: number;
  /** Queues whose program failed: they are not active any more. */
  readonly disabled: readonly string[];
}

/**
 * Begins the plan, and has each active queue's program add to it; after each of them the accepted reservations of the
 * queue are looked at, then the new ones, whatever became of the program.
 */
export async function planExternally(round: Round, sources: Sources): Promise<ExternallyPlanned> {
  const { site, queues } = await round.writer.session.snapshot(async (queries) => ({
    site: await readSite(queries, round),
    queues: await readQueues(queries),
  }));
  // All of it or nothing: programs would give away what a job holds that has no rows in the plan.
  await round.writer.group((queries) => flushPlan(queries, usableIds(site.inventory)));
  const disabled: string[] = [];
  let [accepted, refused] = [0, 0];
  for (const name of queueGroups(queues).flat()) {
    const policy = queues.find((queue) => queue.name === name)?.policy ?? "";
    if (!(await runProgram(round, name, policy))) disabled.push(name);
    const { inventory } = await round.writer.session.snapshot((queries) => readSite(queries, round));
    await treatAcceptedReservations(round, inventory, [name]);
    const examined = await examineReservations(round, sources, name);
    accepted += examined.accepted;
    refused += examined.refused;
  }
  await showPlan(round);
  return { accepted, refused, disabled };
}

/** Makes the users' copy of the plan, without the jobs whose rows in it the database refuses. */
async function showPlan(round: Round): Promise<void> {
  try {
    await round.writer.group(copyPlan);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    tellRefused(round, "shown in the plan", await round.writer.group(copyCarefully));
  }
}

/** Runs the program of a queue; if it fails the queue is left out from the next round on, unless the process is to stop. */
async function runProgram(round: Round, queue: string, policy: string): Promise<boolean> {
  const { settings, now, timeZone, log, environment = {}, abort } = round;
  const path = settings.SCHEDULERS_PATH;
  const outcome = await runExternalScheduler({ path, policy, queue, now, timeZone, log, environment, abort });
  // It was ended by us: that says nothing of it, and the round is over.
  abort?.throwIfAborted();
  if (outcome.success) return true;
  if (await isStopping(round.stopping)) {
    log.warn?.("an external scheduler was interrupted: its queue stays as it is", { queue, policy, why: outcome.why });
    return true;
  }
  log.error?.("an external scheduler failed: its queue is not active any more", { queue, policy, why: outcome.why });
  try {
    await round.writer.group((queries) => disableQueue(queries, queue));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.error?.("a queue cannot be disabled: the database refuses it", { queue, why: error.message });
  }
  return false;
}

/** How long the signal that ended a program may be behind its end, in milliseconds. */
const BEHIND = 100;

/**
 * Whether the process is to stop. A service manager tells all processes of a service at once, and of the end of a program
 * one may hear before one's own signal.
 */
async function isStopping(stopping: AbortSignal | undefined): Promise<boolean> {
  if (stopping === undefined) return false;
  if (!stopping.aborted) await new Promise((resolve) => setTimeout(resolve, BEHIND));
  return stopping.aborted;
}

async function examineReservations(
  round: Round,
  sources: Sources,
  queue: string,
): Promise<{ accepted: number; refused: number }> {
  const { engine, now } = round;
  return untilKept(round, async (attempt) => {
    const wanted = { plan: "stored", waitingOf: [], reservationsOf: [queue], leftOut: attempt.leftOut } as const;
    const gathered = await gather(round, wanted);
    if (gathered.reservations.length === 0) return { accepted: 0, refused: 0 };
    const platform = new GatheredPlatform(gathered, sources, round.timeZone);
    const scheduled = platform.fetchScheduledJobs();
    const redoxPlatform = await engine.buildRedoxPlatform(null, sources.config, platform, now, scheduled);
    const slotSets = await engine.buildRedoxSlotSets(redoxPlatform);
    try {
      await engine.checkReservationJobs(redoxPlatform, slotSets, queue);
    } finally {
      slotSets.dispose();
    }
    return publish(round, idsByRank(gathered.inventory), platform, attempt);
  });
}
