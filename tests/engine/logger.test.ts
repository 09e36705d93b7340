/** What a logger is told. */
import { expect, test } from "vitest";
import { SMALL } from "../runtimes/traps.js";
import { drills, redox } from "../support/engine.js";

type Entry = [level: string, message: string, details: unknown];

/** A logger that keeps what it is told. */
function recorder() {
  const entries: Entry[] = [];
  const keep =
    (level: string) =>
    (message: string, details?: unknown): void => {
      entries.push([level, message, details]);
    };
  return { entries, debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") };
}

test("a round is told for debugging, as plain data", async () => {
  const logger = recorder();
  await redox.scheduleScenario(SMALL, { logger });
  expect(logger.entries.map(([level]) => level)).toEqual(["debug"]);
  const [, , details] = logger.entries[0] as Entry;
  expect(details).toMatchObject({ name: "small", jobs: 3 });
  expect(structuredClone(details)).toEqual(details);
});

test("the phases of a round are timed, one after the other", async () => {
  const logger = recorder();
  const engine = await redox.createEngine({ logger });
  const begin = performance.now();
  engine.scheduleScenario(SMALL);
  const most = performance.now() - begin;
  const details = logger.entries[0]?.[2] as Record<string, number>;
  const times = [details.marshalInMs, details.decideMs, details.marshalOutMs] as number[];
  for (const time of times) expect(time).toBeGreaterThan(0);
  expect(times.reduce((sum, time) => sum + time)).toBeLessThanOrEqual(most);
});

test("an order that is not known is a warning, and the order is FIFO", async () => {
  const logger = recorder();
  const odd = { ...SMALL, config: { JOB_PRIORITY: "LUCK" } };
  const schedule = await redox.scheduleScenario(odd, { logger });
  expect(logger.entries.map(([level]) => level)).toEqual(["warn", "debug"]);
  expect(logger.entries[0]?.[2]).toEqual({ JOB_PRIORITY: "LUCK" });
  expect(schedule.assignments).toEqual((await redox.scheduleScenario(SMALL)).assignments);
});

test("rules of quotas that make no difference are warnings, with their place", async () => {
  const logger = recorder();
  const quotas = { quotas: { "*,*,typo,*": [1, -1, -1] as [number, number, number] }, spare: {} };
  await redox.scheduleScenario({ ...SMALL, config: { QUOTAS: "yes" }, quotas }, { logger });
  expect(logger.entries.filter(([level]) => level === "warn")).toEqual([
    ["warn", "quotas: no rule of this set can ever refuse a job", { field: "quotas.quotas" }],
    ["warn", "quotas: a set of rules is never used: no period names it", { field: "quotas.spare" }],
  ]);
});

test("a crash is an error, told once, with the error that is thrown", async () => {
  const logger = recorder();
  const engine = await redox.createEngine({ logger });
  expect(() => drills.drill(engine, "panic")).toThrow(redox.EngineCrashedError);
  expect(() => engine.scheduleScenario(SMALL)).toThrow(redox.EngineCrashedError);
  expect(logger.entries.map(([level]) => level)).toEqual(["error"]);
  expect(logger.entries[0]?.[2]).toMatchObject({ error: expect.any(redox.EngineCrashedError) });
});

test("a bad input is told by the error alone", async () => {
  const logger = recorder();
  await expect(redox.scheduleScenario({ ...SMALL, now: -1 }, { logger })).rejects.toThrow(redox.InputError);
  expect(logger.entries).toEqual([]);
});

test("a logger may lack any of its functions, and console is one", async () => {
  const odd = { ...SMALL, config: { JOB_PRIORITY: "LUCK" } };
  await redox.scheduleScenario(odd, { logger: {} });
  const typed: Parameters<typeof redox.createEngine>[0] = { logger: console };
  expect(typed?.logger).toBe(console);
});
