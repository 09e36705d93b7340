/**
 * What marshalling may cost: a tenth of JSON for a caller who has columns, no more than JSON for one who has objects.
 *
 *     OAR_REDOX_BENCH=1 npx vitest run --config tests/vitest.config.ts --project bench marshalling
 */
import { expect, test } from "vitest";
import { redox } from "../support/engine.js";
import { measureMarshalling } from "./marshalling.js";
import { scenarioOf } from "./workloads/index.js";

const WARM_UPS = 5;
const ROUNDS = 25;

test.each(["Normal", "HighCacheHit", "Besteffort"] as const)("%s, 10,000 jobs on 10,000 resources", async (sample) => {
  const engine = await redox.createEngine();
  const workload = { sample, jobs: 10_000, resources: 10_000, seed: 1 };
  const scenario = scenarioOf(workload, (given) => engine.scheduleScenario(given));
  const { jsonMs, objectsMs, columnsMs } = await measureMarshalling(scenario, WARM_UPS, ROUNDS);
  const ratios = `objects ${(objectsMs / jsonMs).toFixed(2)}, columns ${(columnsMs / jsonMs).toFixed(3)} of it`;
  process.stdout.write(`${sample}: JSON ${jsonMs.toFixed(1)} ms, ${ratios}\n`);
  expect(objectsMs).toBeLessThanOrEqual(jsonMs);
  expect(columnsMs).toBeLessThanOrEqual(jsonMs / 10);
});
