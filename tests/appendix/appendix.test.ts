/** The cases of the appendix that are scenarios, on the reference scheduler and on the engine. */
import { describe, expect, test } from "vitest";
import type { ScheduleData } from "../../ts/model/index.js";
import { referenceSchedule } from "../reference/index.js";
import { redox } from "../support/engine.js";
import type { AppendixCase, Expectation } from "./cases.js";
import { HIERARCHY_CASES } from "./hierarchy-cases.js";
import { RESERVATION_CASES } from "./reservation-cases.js";
import { SCHEDULING_CASES } from "./scheduling.js";
import { SLOT_CASES } from "./slot-cases.js";
import { TEMPORAL_CASES } from "./temporal-cases.js";

const CASES = [...SLOT_CASES, ...HIERARCHY_CASES, ...SCHEDULING_CASES, ...TEMPORAL_CASES, ...RESERVATION_CASES];

/** Where the jobs are that a case names, written as the case does. */
function placesOf(
  { scenario, expect: named }: AppendixCase,
  { assignments }: ScheduleData,
): Record<string, Expectation> {
  return Object.fromEntries(
    Object.entries(named).map(([id, wanted]) => {
      const place = assignments[id];
      if (!place) return [id, null];
      const { begin, end, resources, moldable } = place;
      const moldables = scenario.jobs.find((job) => String(job.id) === id)?.moldables ?? [];
      const index = moldables.findIndex((one) => one.id === moldable);
      return [id, wanted?.length === 4 ? [begin, end, resources, index] : [begin, end, resources]];
    }),
  );
}

function check(one: AppendixCase, schedule: ScheduleData): void {
  expect(placesOf(one, schedule)).toEqual(one.expect);
  expect(schedule.reasons).toMatchObject(one.reasons ?? {});
}

describe("the reference scheduler", () => {
  test.each(CASES.map((one) => [one.id, one] as const))("%s", (_, one) => check(one, referenceSchedule(one.scenario)));
});

describe("the engine", () => {
  test.each(CASES.map((one) => [one.id, one] as const))("%s", async (_, one) =>
    check(one, await redox.scheduleScenario(one.scenario)),
  );
});

test("every case has an id of its own", () => {
  expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
});
