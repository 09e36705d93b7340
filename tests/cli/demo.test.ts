/** `oar-redox demo`: the queue that ships with the package, scheduled and shown. */
import { expect, test } from "vitest";
import { referenceSchedule } from "../reference/index.js";
import { BUILT } from "../support/paths.js";
import { runWell } from "../support/run.js";

const MAIN = `${BUILT}dist/cli/main.js`;

test("the report is the one in demo.txt, but for the times it took", async () => {
  const { stdout, stderr } = await runWell(process.execPath, [MAIN, "demo"]);
  expect(stderr).toBe("");
  const times = /^Took +[\d.]+ m?s to schedule 1,305 jobs; [\d.]+ m?s to load the module$/m;
  expect(stdout).toMatch(times);
  await expect(stdout.replace(times, "Took ...")).toMatchFileSnapshot("demo.txt");
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

test("its queue is a scenario that schedule takes, and the plain reference scheduler agrees", async () => {
  const { stdout } = await runWell(process.execPath, [MAIN, "demo", "--scenario"]);
  const scenario = JSON.parse(stdout);
  expect(scenario.jobs).toHaveLength(1305);
  const scheduled = await runWell(process.execPath, [MAIN, "schedule", "--json"], { input: stdout });
  const { assignments, reasons } = JSON.parse(scheduled.stdout);
  const expected = referenceSchedule(scenario);
  expect(reasons).toEqual({});
  expect(assignments).toEqual(expected.assignments);
});
