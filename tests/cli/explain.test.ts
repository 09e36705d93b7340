/** `oar-redox explain` as users start it. */
import { expect, test } from "vitest";
import { job, running, scenario } from "../explain/small.js";
import { redox } from "../support/engine.js";
import { BUILT } from "../support/paths.js";
import { run } from "../support/run.js";

const WORLD = scenario([running(3, "0-1", 600, { user: "ann" }), job(5, 3, { user: "bob" }), job(8, 5), job(9, 2)]);

function explain(args: readonly string[], input: string = JSON.stringify(WORLD)) {
  return run(process.execPath, [`${BUILT}dist/cli/main.js`, "explain", ...args], { input });
}

test("prints the sentence, a chart and what is in the way", async () => {
  const { status, stdout, stderr } = await explain(["--job", "5", "--job", "8"]);
  expect([status, stderr]).toEqual([0, ""]);
  await expect(stdout).toMatchFileSnapshot("explain.txt");
});

test("--json prints what the library says, a list in the order asked for", async () => {
  const schedule = await redox.scheduleScenario(WORLD);
  const { status, stdout } = await explain(["--json", "--job", "8", "-", "--job", "5"]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual([schedule.explain(8), schedule.explain(5)]);
});

test("--jsonl explains the job in every line that has it, and reports the others", async () => {
  const other = scenario([job(5, 1)]);
  const none = scenario([job(6, 1)]);
  const lines = [WORLD, none, other].map((world) => JSON.stringify(world)).join("\n");
  const { status, stdout, stderr } = await explain(["--jsonl", "--json", "--job", "5"], lines);
  const starts = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line)[0].begin);
  expect(starts).toEqual([WORLD.now + 600, other.now]);
  expect([status, stderr]).toEqual([2, "<stdin>:2: there is no job 5; the nearest that wait: 6\n"]);
});

test.each([
  [7, WORLD, "there is no job 7; the nearest that wait: 5, 8 and 9"],
  [3, WORLD, "job 3 was scheduled before this round: it is on 0-1 until 2023-11-14 22:23:19 UTC"],
  [1, scenario([]), "there is no job 1; no job is waiting"],
])("job %i is an error that helps", async (id, world, message) => {
  const { status, stdout, stderr } = await explain(["--job", `${id}`], JSON.stringify(world));
  expect([status, stdout, stderr]).toEqual([2, "", `<stdin>: ${message}\n`]);
});

test("what a scenario says reaches the terminal without its escapes", async () => {
  const world = scenario([job(1, 1, { types: ["inner=\u009b31m"] })]);
  const { stdout } = await explain(["--job", "1"], JSON.stringify(world));
  expect(stdout).toContain("\\u009b31m");
});
