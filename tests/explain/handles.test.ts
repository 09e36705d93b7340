/** Explaining when the engine is gone, when the module has crashed, and of jobs that cannot be asked about. */
import { expect, test } from "vitest";
import { drills, redox } from "../support/engine.js";
import { job, running, scenario } from "./small.js";

const WORLD = scenario([running(1, "0-1", 600), job(2, 4), job(3, 5)]);

test("a schedule explains its jobs after its engine was disposed of", async () => {
  const engine = await redox.createEngine();
  const schedule = engine.scheduleScenario(WORLD);
  const before = schedule.explain(2);
  engine.dispose();
  expect(schedule.explain(2)).toEqual(before);
});

test("what the caller does to the scenario afterwards changes no explanation", async () => {
  const world = structuredClone(WORLD);
  const schedule = await redox.scheduleScenario(world);
  const before = schedule.explain(2);
  world.jobs.length = 0;
  world.resources.hierarchy = {};
  expect(schedule.explain(2)).toEqual(before);
});

test("after a crash of the module it throws the crash; what a job waited for is still known", async () => {
  const engine = await redox.createEngine();
  const schedule = engine.scheduleScenario(WORLD);
  expect(() => drills.drill(engine, "panic")).toThrow(redox.EngineCrashedError);
  expect(() => schedule.explain(2)).toThrow(redox.EngineCrashedError);
  expect(schedule.waitsFor(2)).toEqual({ kind: "resources", job: 1 });
  const next = await redox.scheduleScenario(WORLD);
  expect(next.explain(2)).toMatchObject({ placed: true, cause: { kind: "resources" } });
  expect(() => schedule.explain(2)).toThrow(redox.EngineCrashedError);
});

test("what each job waited for", async () => {
  const schedule = await redox.scheduleScenario(WORLD);
  expect(schedule.waitsFor(2)).toEqual(schedule.explain(2).placed && { kind: "resources", job: 1 });
  expect(schedule.waitsFor(3)).toBeNull();
});

test.each(["explain", "waitsFor"] as const)("%s of a job that does not wait is a RangeError", async (method) => {
  const schedule = await redox.scheduleScenario(WORLD);
  expect(() => schedule[method](1)).toThrow(new RangeError("job 1 was scheduled before this round"));
  expect(() => schedule[method](99)).toThrow(new RangeError("this round has no job 99"));
});
