/** Every job of every vector can be asked about; asking changes nothing, and gives the same again. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Explanation, Scenario, ScheduleData } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";
import { DEBUG, DEEP } from "../support/paths.js";
import { categories, loadVectors } from "../vectors/load.js";

/** Jobs of a scenario that are asked about: deciding a large round again for each of its jobs would take minutes. */
const ASKED = DEEP ? 200 : DEBUG ? 10 : 30;
const TIMEOUT = DEEP ? 1_800_000 : 120_000;

let engine: Awaited<ReturnType<typeof redox.createEngine>>;
beforeAll(async () => {
  engine = await redox.createEngine();
});
afterAll(() => engine.dispose());

/** Some jobs of a schedule, all if there are not many, over the whole list. */
function someJobs({ assignments }: ScheduleData): number[] {
  const ids = Object.keys(assignments).map(Number);
  const step = Math.ceil(ids.length / ASKED);
  return ids.filter((_, index) => index % step === 0);
}

/** What an explanation says that the schedule says too. */
function decisionOf(explanation: Explanation): unknown {
  return explanation.placed ? explanation.begin : explanation.reason;
}

function check(scenario: Scenario): void {
  const schedule = engine.scheduleScenario(scenario);
  const before = JSON.stringify(schedule);
  const jobs = someJobs(schedule);
  const first = jobs.map((id) => schedule.explain(id));
  const decided = jobs.map((id) => schedule.assignments[id]?.begin ?? schedule.reasons[id]);
  expect(first.map(decisionOf), scenario.name).toEqual(decided);
  for (const { sentence, job } of first) expect(sentence).toMatch(new RegExp(`^Job ${job} [^\\n]*[^.]\\.$`));
  expect(JSON.stringify(schedule), scenario.name).toBe(before);
  // In another order: what is remembered of one must not show in the next.
  const second = [...jobs].reverse().map((id) => schedule.explain(id));
  expect(second.reverse(), scenario.name).toEqual(first);
}

describe("vectors", () => {
  test.each(categories())("%s", { timeout: TIMEOUT }, (category) => {
    for (const vector of loadVectors(category)) check(vector);
  });
});
