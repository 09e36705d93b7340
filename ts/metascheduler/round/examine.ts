/** What a round would decide now, decided from one snapshot and written nowhere. */
import { ConfigurationError } from "../../database/index.js";
import type { Round } from "./context.js";
import type { Decision } from "./decision.js";
import { gather } from "./gather.js";
import { decide } from "./internal.js";
import { GatheredPlatform } from "./platform.js";
import { readSources } from "./sources.js";

/** What came of it. */
export type Examination =
  | { readonly decision: Decision; readonly faults: null }
  /** The configuration, or a file that it names, is wrong: a round would end before it wrote anything. */
  | { readonly decision: null; readonly faults: readonly string[] };

/**
 * Decides about all queue groups as in `internal` mode, and writes nothing, not even to temporary tables. The walltimes
 * are those that stand in the database: a round would change them first.
 *
 * @throws DatabaseError
 */
export async function examineRound(round: Round): Promise<Examination> {
  try {
    const sources = readSources(round);
    const gathered = await gather(round, { plan: "kept" });
    const platform = new GatheredPlatform(gathered, sources, round.timeZone);
    return { decision: await decide(round, sources, gathered, platform), faults: null };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { decision: null, faults: error.faults.map(({ message }) => message) };
  }
}
