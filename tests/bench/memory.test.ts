/** What the module's memory holds: the bound of the bench's workloads, and no growth from round to round. */
import { expect, test } from "vitest";
import type { Job, Scenario } from "../../ts/model/index.js";
import { BUILT, DEEP } from "../support/paths.js";
import { probeNextInstance } from "./measure/probe.js";
import { scenarioOf } from "./workloads/index.js";

const MIB = 2 ** 20;
/** Ten thousand take a debug build of the module minutes. */
const JOBS = DEEP ? 10_000 : 1_000;
/** Milliseconds. */
const LONG = 300_000;

// An instance of this file's own: another test's would hold what that test needed.
const probe = probeNextInstance();
const { createEngine } = (await import(
  `${BUILT}dist/engine/node.js?memory`
)) as typeof import("../../ts/engine/node.js");
const engine = await createEngine();

/** Jobs of eight users who share with themselves only: each of them sees the slots in another way. */
function rounds(): Scenario {
  const base = scenarioOf({ sample: "Normal", jobs: 40, resources: 2_000, seed: 1 }, (scenario) =>
    engine.scheduleScenario(scenario),
  );
  const types = (row: number): string[] => {
    if (row % 5 === 0) return ["timesharing=user,*"];
    if (row % 11 === 0) return ["container"];
    return [];
  };
  const jobs = base.jobs.map((job: Job, row) => ({ ...job, user: `user${row % 8}`, types: types(row) }));
  return { ...base, config: { ...base.config, QUOTAS: "yes" }, quotas: { quotas: { "*,*,*,/": [5_000, 4, 1] } }, jobs };
}

test(
  "1,000 rounds leave the module's memory as the first ones did",
  () => {
    const scenario = rounds();
    const placed = () =>
      Object.values(engine.scheduleScenario(scenario).assignments).filter((at) => at !== null).length;
    expect(placed()).toBeGreaterThan(10);
    for (let round = 0; round < 5; round++) placed();
    const before = probe.memoryBytes();
    for (let round = 0; round < 1_000; round++) engine.scheduleScenario(scenario);
    expect(probe.memoryBytes()).toBe(before);
  },
  LONG,
);

test.each(["Normal", "NodeOnly", "OldNormal", "Filtered"] as const)(
  `${JOBS} jobs of %s on 10,000 resources: less than 64 MiB`,
  (sample) => {
    const workload = { sample, jobs: JOBS, resources: 10_000, seed: 1 };
    engine.scheduleScenario(scenarioOf(workload, (scenario) => engine.scheduleScenario(scenario)));
    expect(probe.memoryBytes()).toBeLessThan(64 * MIB);
  },
  LONG,
);
