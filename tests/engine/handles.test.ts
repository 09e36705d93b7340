/** Engines as handles: how they end, and that one does not trouble another. */
import { expect, test } from "vitest";
import { SMALL } from "../runtimes/traps.js";
import { redox } from "../support/engine.js";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("a disposed engine throws a HandleError with the code handle_disposed", async () => {
  const engine = await redox.createEngine();
  engine.scheduleScenario(SMALL);
  engine.dispose();
  try {
    engine.scheduleScenario(SMALL);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(redox.HandleError);
    expect(error).toBeInstanceOf(redox.RedoxError);
    expect(error).toMatchObject({ name: "HandleError", code: "handle_disposed" });
  }
});

test("disposing twice is once", async () => {
  const engine = await redox.createEngine();
  engine.dispose();
  engine.dispose();
  engine[Symbol.dispose]();
  expect(() => engine.scheduleScenario(SMALL)).toThrow(redox.HandleError);
});

test("Symbol.dispose is dispose", async () => {
  const engine = await redox.createEngine();
  engine[Symbol.dispose]();
  expect(() => engine.scheduleScenario(SMALL)).toThrow(redox.HandleError);
});

test("disposing of one engine leaves the others as they are, and what it made too", async () => {
  const [one, other] = [await redox.createEngine(), await redox.createEngine()];
  const schedule = one.scheduleScenario(SMALL);
  const before = plain(schedule);
  one.dispose();
  expect(plain(other.scheduleScenario(SMALL))).toEqual(before);
  expect(schedule.explain(1)).toMatchObject({ placed: true });
  expect(plain(schedule)).toEqual(before);
  other.dispose();
});

test("10,000 engines one after another do not add up", async () => {
  for (let index = 0; index < 10_000; index++) (await redox.createEngine()).dispose();
  const engine = await redox.createEngine();
  expect(Object.keys(engine.scheduleScenario(SMALL).assignments)).toEqual(["1", "2", "3"]);
  engine.dispose();
});

test("a method without its engine is a HandleError, not a crash", async () => {
  const engine = await redox.createEngine();
  const { scheduleScenario } = engine;
  for (const self of [undefined, {}, Object.create(redox.Engine.prototype)]) {
    const thrown = await Promise.resolve()
      .then(() => scheduleScenario.call(self, SMALL))
      .catch((error) => error);
    expect(thrown).toBeInstanceOf(Error);
    expect(thrown.name).not.toBe("EngineCrashedError");
  }
  expect(Object.keys(engine.scheduleScenario(SMALL).assignments)).toHaveLength(3);
  engine.dispose();
});

test("the short way gives what an engine gives, and rejects with what it throws", async () => {
  const engine = await redox.createEngine();
  expect(plain(await redox.scheduleScenario(SMALL))).toEqual(plain(engine.scheduleScenario(SMALL)));
  await expect(redox.scheduleScenario({ ...SMALL, now: -1 })).rejects.toMatchObject({
    name: "InputError",
    code: "out_of_range",
    field: "now",
  });
  engine.dispose();
});
