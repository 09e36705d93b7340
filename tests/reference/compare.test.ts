/** The comparison notices wrong schedulers and shows a small scenario. */
import { expect, test } from "vitest";
import type { Scenario } from "../../ts/model/index.js";
import { randomWorld } from "../worlds/world.js";
import { faultOf, report, type Scheduler } from "./compare.js";
import { referenceSchedule } from "./round.js";

/** A scheduler that takes every walltime for a second longer. */
const slow: Scheduler = (scenario) => {
  const copy = structuredClone(scenario);
  for (const { moldables = [] } of copy.jobs) for (const moldable of moldables) moldable.walltime += 1;
  return referenceSchedule(copy);
};

function firstFault(scheduler: Scheduler): { world: Scenario; kind: string; text: string } {
  for (let seed = 1; seed < 100; seed++) {
    const world = randomWorld(seed, "tiny", "basic");
    const fault = faultOf(world, scheduler);
    if (fault !== null) return { world, kind: fault.kind, text: report("here", world, fault, scheduler) };
  }
  throw new Error("no fault found");
}

test("a wrong scheduler is found out, on a scenario of one job", () => {
  const { kind, text } = firstFault(slow);
  expect(kind).toBe("the engine differs");
  const small: Scenario = JSON.parse(text.split("smallest scenario: ")[1] ?? "");
  expect(small.jobs).toHaveLength(1);
  expect(text).toContain(`assignments.${small.jobs[0]?.id}: `);
});

test("a scheduler that throws is found out", () => {
  const { kind } = firstFault(() => {
    throw new RangeError("no");
  });
  expect(kind).toBe("the engine throws RangeError undefined");
});

test("the right one is not", () => {
  for (let seed = 1; seed < 100; seed++) {
    expect(faultOf(randomWorld(seed, "tiny", "all"), referenceSchedule)).toBeNull();
  }
});
