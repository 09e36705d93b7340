/** On random worlds the engine decides what the reference scheduler decides, and both keep the invariants. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Scenario } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";
import { DEEP } from "../support/paths.js";
import { randomWorld, type WorldKind } from "../worlds/world.js";
import { faultOf, report } from "./compare.js";

/** Worlds of each kind. */
const BASIC_WORLDS = DEEP ? 20_000 : 1_000;
const ALL_WORLDS = DEEP ? 20_000 : 500;
const TIMEOUT = DEEP ? 3_600_000 : 120_000;
const KINDS: readonly WorldKind[] = ["tiny", "broad"];

let engine: Awaited<ReturnType<typeof redox.createEngine>>;
beforeAll(async () => {
  engine = await redox.createEngine();
});
afterAll(() => engine.dispose());

const decide = (scenario: Scenario) => engine.scheduleScenario(scenario);

describe.each(KINDS)("%s worlds", (kind) => {
  test("of sections 1 to 9 and 16", { timeout: TIMEOUT }, () => {
    for (let seed = 1; seed <= BASIC_WORLDS; seed++) {
      const world = randomWorld(seed, kind, "basic");
      const fault = faultOf(world, decide);
      if (fault !== null) expect.fail(report(`seed ${seed}, ${kind}, basic`, world, fault, decide));
    }
  });

  test("of all features", { timeout: TIMEOUT }, () => {
    for (let seed = 1; seed <= ALL_WORLDS; seed++) {
      const world = randomWorld(seed, kind, "all");
      const fault = faultOf(world, decide);
      if (fault !== null) expect.fail(report(`seed ${seed}, ${kind}, all`, world, fault, decide));
    }
  });
});
