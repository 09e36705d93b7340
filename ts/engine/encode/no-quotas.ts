/** Quotas that are off: what most rounds have, so that these need nothing of what reads quotas. */
import type { EncodedQuotas } from "./quotas/index.js";

/**
 * The columns when quotas are off (R12.1): no document is looked at.
 *
 * @param window `QUOTAS_WINDOW_TIME_LIMIT` in seconds
 */
export function noQuotas(window: number): EncodedQuotas {
  const floats = new Float64Array(0);
  const naturals = new Uint32Array(0);
  const columns = {
    settings: Float64Array.of(0, 0, window),
    setEnds: naturals,
    fields: naturals,
    limits: floats,
    trackedTypes: naturals,
    blocks: floats,
    blockSets: naturals,
    filler: naturals,
    oneShots: floats,
    oneShotSets: naturals,
    transitions: floats,
  };
  return { columns, rules: null, warnings: [] };
}
