/** While a hook runs no engine can be called; whatever it tries, its round and the engines are not harmed. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type * as Package from "../../dist/engine/node.js";
import { drills, redox } from "../support/engine.js";
import { job, NOW, scenario } from "./site.js";

const given = scenario([job(1, 1, 100, { types: ["find=x"] }), job(2, 1, 100)], {
  config: { JOB_PRIORITY: "CUSTOM" },
});
const PLACED = { 1: { resources: "0" }, 2: { resources: "1" } };

let other: Package.Engine;
let engine: Package.Engine;
let attempts: (() => unknown)[];
let caught: unknown[];

/** Tries everything that a test asks for, and notes what it throws. */
function attempt(): void {
  for (const one of attempts) {
    try {
      one();
      caught.push("nothing");
    } catch (error) {
      caught.push(error);
    }
  }
}

beforeEach(async () => {
  attempts = [];
  caught = [];
  other = await redox.createEngine();
  const x = ({ offered }: Package.FindInput) => {
    attempt();
    return `${redox.ranksOf(offered)[0]}`;
  };
  const assign = ({ job, earliest: begin, free }: Package.AssignInput) => {
    attempt();
    const moldable = job.moldables[0] as Package.HookMoldable;
    const resources = `${redox.ranksOf(free(begin, begin + moldable.walltime + 9))[0]}`;
    return { moldable: moldable.id, begin, resources };
  };
  const sort = ({ jobs }: Package.SortInput) => {
    attempt();
    return jobs.map(({ id }) => id);
  };
  engine = await redox.createEngine({ hooks: { sort, find: { x }, assign: { x: assign } } });
});

afterEach(() => {
  for (const each of [engine, other]) each.dispose();
});

function expectRefused(count: number): void {
  expect(caught).toHaveLength(count);
  for (const error of caught) {
    expect(error).toBeInstanceOf(redox.ReentrancyError);
    expect(error).toBeInstanceOf(redox.RedoxError);
    expect(error).toMatchObject({ name: "ReentrancyError", code: "reentrancy" });
  }
}

test("every call of every engine is refused, before anything of it is read or told", () => {
  const untouched = new Proxy({} as typeof given, { get: () => expect.unreachable() as never });
  attempts = [
    () => engine.scheduleScenario(given),
    () => other.scheduleScenario(given),
    () => other.scheduleScenario(untouched),
    () => drills.drill(other, "panic"),
    () => drills.drill(engine, "stack"),
  ];
  const schedule = engine.scheduleScenario(given);
  // Once in the sort hook, once in the find hook.
  expectRefused(2 * attempts.length);
  expect(schedule.assignments).toMatchObject(PLACED);
  expect(schedule.hookErrors).toEqual([]);
  attempts = [];
  expect(other.scheduleScenario(scenario([job(1, 1, 100)])).assignments[1]).toMatchObject({ begin: NOW });
});

test("an assign hook is refused too", () => {
  attempts = [() => other.scheduleScenario(given)];
  const schedule = engine.scheduleScenario(scenario([job(1, 1, 100, { types: ["assign=x"] })]));
  expectRefused(1);
  expect(schedule.assignments).toMatchObject({ 1: { begin: NOW, resources: "0" } });
});

test("a hook that lets the refusal pass has failed, and the round goes on", async () => {
  const x = () => {
    other.scheduleScenario(given);
    return null;
  };
  const schedule = await redox.scheduleScenario(given, { hooks: { find: { x } } });
  expect(schedule.reasons).toEqual({ 1: "hook_failed" });
  expect(schedule.assignments[2]).toMatchObject({ resources: "0" });
  const [error] = schedule.hookErrors;
  expect(error).toMatchObject({ code: "hook_threw", job: 1 });
  expect(error?.cause).toBeInstanceOf(redox.ReentrancyError);
});

test("a hook that calls with what is left of the stack is refused or overflows, and nothing is lost", () => {
  let depth = 0;
  const deep = (): void => {
    depth++;
    try {
      deep();
    } catch {
      // On the way up, each frame has a little more left.
      for (const one of [() => other.scheduleScenario(given), () => drills.drill(other, "panic")]) {
        try {
          one();
          caught.push("nothing");
        } catch {}
      }
    }
  };
  attempts = [deep];
  const schedule = engine.scheduleScenario(given);
  expect(depth).toBeGreaterThan(100);
  expect(caught).toEqual(["nothing", "nothing"]);
  expect(schedule.assignments).toMatchObject(PLACED);
  attempts = [];
  expect(engine.scheduleScenario(given).assignments).toMatchObject(PLACED);
  expect(other.scheduleScenario(given).reasons).toEqual({ 1: "hook_failed" });
});

test("disposing is fine: the round is finished, later calls throw", () => {
  attempts = [() => engine.dispose(), () => other.dispose()];
  expect(engine.scheduleScenario(given).assignments).toMatchObject(PLACED);
  expect(caught).toEqual(Array(4).fill("nothing"));
  for (const each of [engine, other]) {
    expect(() => each.scheduleScenario(given)).toThrow(redox.HandleError);
  }
});

test("a disposed engine called by a hook is a call by a hook", () => {
  other.dispose();
  attempts = [() => other.scheduleScenario(given)];
  engine.scheduleScenario(given);
  expectRefused(2);
});

test("an engine may be created: it is there when the round is over", async () => {
  const made: Promise<Package.Engine>[] = [];
  attempts = [() => made.push(redox.createEngine())];
  expect(engine.scheduleScenario(given).assignments).toMatchObject(PLACED);
  expect(made).toHaveLength(2);
  for (const each of await Promise.all(made)) {
    expect(each.scheduleScenario(given).assignments[2]).toMatchObject({ begin: NOW });
    each.dispose();
  }
});

test("a schedule may be read, and one round may follow the other when it is over", async () => {
  const before = other.scheduleScenario(scenario([job(1, 1, 100)]));
  let later: Promise<Package.Schedule> | undefined;
  attempts = [
    () => JSON.stringify(before),
    () => (later ??= Promise.resolve().then(() => other.scheduleScenario(given))),
  ];
  engine.scheduleScenario(given);
  expect(caught).toEqual(Array(4).fill("nothing"));
  expect((await later)?.assignments[2]).toMatchObject({ resources: "0" });
});
