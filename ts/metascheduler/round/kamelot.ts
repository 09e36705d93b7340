/** An external scheduler: plans one queue into the plan that the meta-scheduler has begun (section 6). */
import type { Round } from "./context.js";
import { gather } from "./gather.js";
import { untilKept } from "./lost.js";
import { tellOddRows } from "./odd.js";
import { GatheredPlatform, idsByRank } from "./platform.js";
import { publish } from "./publish.js";
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
  await tellOddRows(round);
  return untilKept(round, async (attempt) => {
    const wanted = { plan: "stored", waitingOf: [queue], reservationsOf: [], leftOut: attempt.leftOut } as const;
    const gathered = await gather(round, wanted);
    const platform = new GatheredPlatform(gathered, sources, round.timeZone);
    await round.engine.scheduleCycleExternal(null, sources.config, platform, round.now, [queue]);
    const { placed } = await publish(round, idsByRank(gathered.inventory), platform, attempt);
    return { placed, unplaced: gathered.waiting.length - platform.placed.length };
  });
}
