/** On random worlds, hooks that do what the rules do make no difference. */
import { expect, test } from "vitest";
import { faultOf, report } from "../reference/compare.js";
import { DEEP } from "../support/paths.js";
import { FEATURES, type Features } from "../worlds/features.js";
import { randomWorld, type WorldKind } from "../worlds/world.js";
import { assignByTheRules, findByTheRules, type RuleScheduler, sortByTheRules } from "./rule-hooks.js";

/** Worlds of each kind. */
const WORLDS = DEEP ? 10_000 : 250;
const TIMEOUT = DEEP ? 3_600_000 : 120_000;
const KINDS: readonly WorldKind[] = ["tiny", "broad"];
/** An assign hook is not limited by quotas: there they do make a difference. */
const WITHOUT_QUOTAS = FEATURES.filter((feature) => feature !== "quotas" && feature !== "calendar");

const CASES: [string, () => Promise<RuleScheduler>, Features][] = [
  ["a find hook that searches the hierarchy", findByTheRules, "all"],
  ["an assign hook that looks for the first window", assignByTheRules, WITHOUT_QUOTAS],
  ["a sort hook that works out karma and priority", sortByTheRules, "all"],
];

test.each(CASES)("%s", { timeout: TIMEOUT }, async (name, make, features) => {
  const scheduler = await make();
  for (const kind of KINDS) {
    for (let seed = 1; seed <= WORLDS; seed++) {
      const world = randomWorld(seed, kind, features);
      const fault = faultOf(world, scheduler.decide);
      if (fault !== null) expect.fail(report(`${name}, seed ${seed}, ${kind}`, world, fault, scheduler.decide));
    }
  }
  expect(scheduler.calls).toBeGreaterThan(WORLDS);
  scheduler.dispose();
});
