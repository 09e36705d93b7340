/** Handles: what belongs together, and what becomes of those that are used in another way. */
import { describe, expect, test } from "vitest";
import type { CycleFunctions } from "../../dist/engine/node.js";
import { drills, redox } from "../support/engine.js";
import { beginRound } from "./modes.js";
import { NOW, SMALL, watched } from "./small.js";

const round = (functions: CycleFunctions = redox) => beginRound(new redox.MemoryPlatform(SMALL), functions);
const handleError = (code: string) => expect.objectContaining({ name: "HandleError", code });

describe("slot sets of", () => {
  test("another engine are refused, whichever way, and stay as they are", async () => {
    const [one, other] = [await redox.createEngine(), await redox.createEngine()];
    const { redoxPlatform, slotSets } = await round(one);
    for (const stranger of [other, redox]) {
      await expect(stranger.scheduleCycleInternal(redoxPlatform, slotSets, ["admin"])).rejects.toThrow(
        handleError("wrong_engine"),
      );
      await expect(stranger.checkReservationJobs(redoxPlatform, slotSets, "admin")).rejects.toThrow(
        handleError("wrong_engine"),
      );
    }
    const { schedule } = await one.scheduleCycleInternal(redoxPlatform, slotSets, ["admin"]);
    expect(schedule.assignments[1]).toMatchObject({ begin: NOW, resources: "1-2" });
    slotSets.dispose();
  });

  test("the functions of the package are none of an engine's", async () => {
    const engine = await redox.createEngine();
    const { redoxPlatform, slotSets } = await round();
    await expect(engine.scheduleCycleInternal(redoxPlatform, slotSets, [])).rejects.toThrow(
      handleError("wrong_engine"),
    );
    await redox.scheduleCycleInternal(redoxPlatform, slotSets, []);
    slotSets.dispose();
  });

  test("another platform are refused", async () => {
    const [one, other] = [await round(), await round()];
    await expect(redox.scheduleCycleInternal(other.redoxPlatform, one.slotSets, [])).rejects.toThrow(
      handleError("wrong_engine"),
    );
    one.slotSets.dispose();
    other.slotSets.dispose();
  });
});

test("what no function made is no handle", async () => {
  const { redoxPlatform, slotSets } = await round();
  const forgeries = [
    undefined,
    null,
    7,
    "slot sets",
    {},
    Object.create(redox.RedoxSlotSets.prototype),
    Object.create(redox.RedoxPlatform.prototype),
    new Proxy(slotSets, {}),
    new Proxy(redoxPlatform, {}),
    { ...slotSets },
  ] as never[];
  for (const forgery of forgeries) {
    for (const refused of [
      redox.buildRedoxSlotSets(forgery),
      redox.scheduleCycleInternal(forgery, slotSets, []),
      redox.scheduleCycleInternal(redoxPlatform, forgery, []),
      redox.checkReservationJobs(redoxPlatform, forgery, "default"),
    ]) {
      await expect(refused).rejects.toThrow(handleError("wrong_engine"));
    }
  }
  slotSets.dispose();
});

test("disposed slot sets are refused; disposing twice is once, and Symbol.dispose is dispose", async () => {
  const { redoxPlatform, slotSets } = await round();
  slotSets[Symbol.dispose]();
  slotSets.dispose();
  await expect(redox.scheduleCycleInternal(redoxPlatform, slotSets, [])).rejects.toThrow(
    handleError("handle_disposed"),
  );
  await expect(redox.checkReservationJobs(redoxPlatform, slotSets, "default")).rejects.toThrow(
    handleError("handle_disposed"),
  );
  // Results and the platform do not depend on them.
  const again = await redox.buildRedoxSlotSets(redoxPlatform);
  expect((await redox.scheduleCycleInternal(redoxPlatform, again, ["default"])).schedule.explain(3).placed).toBe(true);
  again.dispose();
});

test("a disposed engine is refused by all five", async () => {
  const engine = await redox.createEngine();
  const { redoxPlatform, slotSets } = await round(engine);
  const platform = new redox.MemoryPlatform(SMALL);
  engine.dispose();
  for (const refused of [
    engine.scheduleCycleExternal(null, {}, platform, NOW, ["default"]),
    engine.buildRedoxPlatform(null, {}, platform, NOW, []),
    engine.buildRedoxSlotSets(redoxPlatform),
    engine.scheduleCycleInternal(redoxPlatform, slotSets, []),
    engine.checkReservationJobs(redoxPlatform, slotSets, "default"),
  ]) {
    await expect(refused).rejects.toThrow(handleError("handle_disposed"));
  }
  slotSets.dispose();
});

test("slot sets in use are refused until their call has ended; the call gives what it gives alone", async () => {
  let answer = (): void => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { platform } = watched((method) => (method === "fetchWaitingJobs" ? asked : undefined));
  const redoxPlatform = await redox.buildRedoxPlatform(null, {}, platform, NOW, []);
  const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
  const first = redox.scheduleCycleInternal(redoxPlatform, slotSets, ["default"]);
  // The functions of the package find their engine first.
  await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(redox.scheduleCycleInternal(redoxPlatform, slotSets, ["admin"])).rejects.toThrow(
    handleError("handle_busy"),
  );
  await expect(redox.checkReservationJobs(redoxPlatform, slotSets, "admin")).rejects.toThrow(
    handleError("handle_busy"),
  );
  answer();
  expect(Object.keys((await first).schedule.assignments)).toEqual(["3"]);
  await redox.scheduleCycleInternal(redoxPlatform, slotSets, ["admin"]);
  slotSets.dispose();
});

test("slot sets disposed of while jobs are gathered decide nothing; while they are saved, the call goes on", async () => {
  for (const [at, saved] of [
    ["fetchWaitingJobs", false],
    ["saveAssignments", true],
  ] as const) {
    const { platform, memory } = watched((method) => method === at && slotSets.dispose());
    const redoxPlatform = await redox.buildRedoxPlatform(null, {}, platform, NOW, []);
    const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
    const call = redox.scheduleCycleInternal(redoxPlatform, slotSets, ["default"]);
    if (saved) expect((await call).schedule.assignments[3]).not.toBeNull();
    else await expect(call).rejects.toThrow(handleError("handle_disposed"));
    expect(memory.fetchScheduledJobs().length).toBe(saved ? 2 : 1);
  }
});

test.each(["panic", "stack", "memory"] as const)(
  "after a crash (%s) old handles throw it, their platform still serves, and the functions work again",
  async (kind) => {
    const engine = await redox.createEngine();
    const before = await round();
    const bound = await round(engine);
    expect(() => drills.drill(engine, kind)).toThrow(redox.EngineCrashedError);
    const crashed = expect.objectContaining({ name: "EngineCrashedError" });
    await expect(redox.scheduleCycleInternal(before.redoxPlatform, before.slotSets, [])).rejects.toThrow(crashed);
    await expect(redox.checkReservationJobs(before.redoxPlatform, before.slotSets, "admin")).rejects.toThrow(crashed);
    await expect(engine.scheduleCycleInternal(bound.redoxPlatform, bound.slotSets, [])).rejects.toThrow(crashed);
    await expect(engine.buildRedoxSlotSets(bound.redoxPlatform)).rejects.toThrow(crashed);
    before.slotSets.dispose();
    bound.slotSets.dispose();
    const again = await redox.buildRedoxSlotSets(before.redoxPlatform);
    const { schedule } = await redox.scheduleCycleInternal(before.redoxPlatform, again, ["admin"]);
    expect(schedule.assignments[1]).toMatchObject({ begin: NOW, resources: "1-2" });
    again.dispose();
  },
);
