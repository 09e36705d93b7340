import { expect, test } from "vitest";
import { LIMITS } from "../../model/index.js";
import { encodeScenario } from "./index.js";

/** Pad, limit of the round, whether groups may overlap: the settings but for the date of the round. */
function settings(config: object) {
  const site = { resources: { default: "0", hierarchy: {} }, queues: [["default"]], jobs: [] };
  return [...encodeScenario({ scenario: 1, now: 5, config, ...site }).columns.settings].slice(1, 4);
}

test("what is missing has OAR's defaults", () => {
  expect(settings({})).toEqual([60, 0, 0]);
});

test.each([
  [3, 3],
  ["3", 3],
  [" +12 ", 12],
  [1e300, LIMITS.jobs],
  [0, 0],
  [-1, 0],
  ["-1", 0],
  [1.5, 0],
  ["1.5", 0],
  ["", 0],
  ["no", 0],
  [true, 0],
  [null, 0],
])("a limit of %j is %i (R4.3)", (limit, expected) => {
  expect(settings({ MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: limit })[1]).toBe(expected);
});

test.each([
  ["yes", 1],
  ["no", 0],
  ["1", 0],
])("groups may overlap: %s (R9.3)", (value, expected) => {
  expect(settings({ SCHEDULER_GROUPS_MAY_OVERLAP: value })[2]).toBe(expected);
});
