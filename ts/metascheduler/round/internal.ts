/** The queue groups of a round, decided in this process (section 5.4 of the database reference, `internal`). */
import {
  copyCarefully,
  copyPlan,
  flushCarefully,
  flushPlan,
  type Inventory,
  mirrorPlan,
} from "../../database/index.js";
import type { CycleResult } from "../../engine/index.js";
import type { Round } from "./context.js";
import type { Decision } from "./decision.js";
import { gather } from "./gather.js";
import type { Gathered } from "./gathered.js";
import { untilKept } from "./lost.js";
import { GatheredPlatform, idsByRank, usableIds } from "./platform.js";
import { publish } from "./publish.js";
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
  return untilKept(round, async (attempt) => {
    const gathered = await gather(round, { plan: "kept", leftOut: attempt.leftOut });
    const platform = new GatheredPlatform(gathered, sources, round.timeZone);
    const decision = await decide(round, sources, gathered, platform);
    round.watch?.(decision);
    const counts = await publish(round, idsByRank(gathered.inventory), platform, attempt, {
      before: (queries, next) => flushPlan(queries, usableIds(gathered.inventory), next),
      after: copyPlan,
      careful: {
        before: (queries) => flushCarefully(queries, usableIds(gathered.inventory)),
        mirror: mirrorPlan,
        after: copyCarefully,
      },
    });
    return {
      ...counts,
      unplaced: gathered.waiting.length - platform.placed.length,
      queues: gathered.groups.flat(),
      inventory: gathered.inventory,
    };
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
