/** The queue groups of a round, decided in this process (section 5.4 of the database reference, `internal`). */
import { copyPlan, flushPlan, type Inventory, planJobs, settleReservations } from "../../database/index.js";
import type { CycleResult } from "../../engine/index.js";
import type { Round } from "./context.js";
import type { Decision } from "./decision.js";
import { type Gathered, gather } from "./gather.js";
import { lostOf, untilKept } from "./lost.js";
import { GatheredPlatform, idsByRank, usableIds } from "./platform.js";
import type { Sources } from "./sources.js";

/** What became of the waiting jobs. */
export interface Planned {
  /** Ordinary jobs that have a place. */
  readonly placed: number;
  /** New reservations. */
  readonly accepted: number;
  readonly refused: number;
  /** Jobs that have no place, reservations apart. */
  readonly unplaced: number;
  /** The active queues. */
  readonly queues: readonly string[];
  readonly inventory: Inventory;
}

/**
 * Plans all groups: gathers from one snapshot, decides, and publishes the plan in one group of writes, so that a reader
 * sees the plan of before or this one.
 */
export function planInternally(round: Round, sources: Sources): Promise<Planned> {
  return untilKept(round, async (keep) => {
    const gathered = await gather(round, { plan: "kept" });
    const platform = new GatheredPlatform(gathered, sources, round.timeZone);
    const decision = await decide(round, sources, gathered, platform);
    round.watch?.(decision);
    return publish(round, gathered, platform, keep);
  });
}

/**
 * Decides about all groups. What is placed, accepted or refused is kept by the platform.
 *
 * @throws InputError the core cannot use what was gathered
 */
export async function decide(
  { engine, now }: Round,
  { config }: Sources,
  gathered: Gathered,
  platform: GatheredPlatform,
): Promise<Decision> {
  const steps: CycleResult[] = [];
  const redoxPlatform = await engine.buildRedoxPlatform(null, config, platform, now, platform.fetchScheduledJobs());
  const slotSets = await engine.buildRedoxSlotSets(redoxPlatform);
  try {
    for (const group of gathered.groups) {
      steps.push(await engine.scheduleCycleInternal(redoxPlatform, slotSets, group));
      for (const queue of group) steps.push(await engine.checkReservationJobs(redoxPlatform, slotSets, queue));
    }
    return { gathered, steps, rejected: redoxPlatform.rejected };
  } finally {
    slotSets.dispose();
  }
}

async function publish(
  { writer, settings, now }: Round,
  gathered: Gathered,
  { placed, accepted, refused }: GatheredPlatform,
  keep: (lost: readonly number[]) => void,
): Promise<Planned> {
  const ids = idsByRank(gathered.inventory);
  return writer.group(async (queries) => {
    await flushPlan(queries, usableIds(gathered.inventory));
    const planned = await planJobs(queries, ids, placed, "None");
    const settled = await settleReservations(queries, settings, ids, { accepted, refused }, now);
    keep([...lostOf(placed, planned), ...lostOf([...accepted, ...refused], settled)]);
    await copyPlan(queries);
    return {
      placed: planned.size,
      accepted: accepted.length - lostOf(accepted, settled).length,
      refused: refused.length - lostOf(refused, settled).length,
      unplaced: gathered.waiting.length - placed.length,
      queues: gathered.groups.flat(),
      inventory: gathered.inventory,
    };
  });
}
