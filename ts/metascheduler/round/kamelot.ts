/** An external scheduler: plans one queue into the plan that the meta-scheduler has begun (section 6). */
import { planJobs } from "../../database/index.js";
import type { Round } from "./context.js";
import { gather } from "./gather.js";
import { lostOf, untilKept } from "./lost.js";
import { GatheredPlatform, idsByRank } from "./platform.js";
import { readSources } from "./sources.js";

/**
 * Plans the ordinary jobs of a queue in one group of writes. It neither flushes the plan nor changes states; it sees
 * scheduled best-effort jobs only for the queue `besteffort`.
 *
 * @returns how many jobs have been placed
 * @throws ConfigurationError, DatabaseError; nothing was written then, unless the database does not know
 */
export async function planQueue(round: Round, queue: string): Promise<{ placed: number; unplaced: number }> {
  const sources = readSources(round);
  return untilKept(round, async (keep) => {
    const gathered = await gather(round, { plan: "stored", waitingOf: [queue], reservationsOf: [] });
    const platform = new GatheredPlatform(gathered, sources, round.timeZone);
    await round.engine.scheduleCycleExternal(null, sources.config, platform, round.now, [queue]);
    const { placed } = platform;
    return round.writer.group(async (queries) => {
      const planned = await planJobs(queries, idsByRank(gathered.inventory), placed, "None");
      keep(lostOf(placed, planned));
      return { placed: planned.size, unplaced: gathered.waiting.length - placed.length };
    });
  });
}
