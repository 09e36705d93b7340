/** What the functions ask of a platform, what they give back to it, and what becomes of it when it fails. */
import { describe, expect, test } from "vitest";
import type { MemoryPlatform, Platform, SchedulerConfig } from "../../dist/engine/node.js";
import type { Scenario } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";
import { type Before, job, type Method, NOW, SMALL, watched } from "./small.js";

const SESSION = { connection: 1 };
const CONFIG = { JOB_PRIORITY: "MULTIFACTOR", QUOTAS: "yes" };

/** A whole internal round of one queue, step by step. */
async function queueRound(platform: Platform, config: SchedulerConfig) {
  const redoxPlatform = await redox.buildRedoxPlatform(SESSION, config, platform, NOW, []);
  const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
  const placed = await redox.scheduleCycleInternal(redoxPlatform, slotSets, ["default"]);
  const treated = await redox.checkReservationJobs(redoxPlatform, slotSets, "default");
  return { redoxPlatform, slotSets, placed, treated };
}

describe("a platform is asked", () => {
  const calls: [Method, readonly unknown[]][] = [];
  const note: Before = (method, args) => {
    calls.push([method, args]);
  };
  const asked = () => calls.splice(0).map(([method]) => method);

  test("in external mode for everything, once, and nothing of it is about reservations", async () => {
    const { platform, memory } = watched(note);
    await redox.scheduleCycleExternal(SESSION, CONFIG, platform, NOW, ["default"]);
    expect(calls.every(([, [session, round]]) => session === SESSION && round !== undefined)).toBe(true);
    const round = { config: CONFIG, now: NOW };
    const [given] = memory.fetchScheduledJobs().filter(({ id }) => id === 3);
    const saved = calls.find(([method]) => method === "saveAssignments")?.[1][2];
    expect(saved).toEqual([{ job: SMALL.jobs[2], assignment: { moldable: 30, ...given?.assignment }, karma: 0 }]);
    expect((saved as { job: unknown }[])[0]?.job).toBe(SMALL.jobs[2]);
    expect(calls.map(([method, args]) => [method, ...args.slice(1)])).toEqual([
      ["fetchResourceSet", round],
      ["fetchQuotas", round],
      ["fetchScheduledJobs", round],
      ["fetchWaitingJobs", round, ["default"]],
      ["fetchAccounting", round, ["default"]],
      ["fetchPriority", round],
      ["saveAssignments", round, saved],
    ]);
    asked();
  });

  test("in internal mode for what each function needs, and no more", async () => {
    const { platform } = watched(note);
    const redoxPlatform = await redox.buildRedoxPlatform(SESSION, CONFIG, platform, NOW, []);
    expect(asked()).toEqual(["fetchResourceSet", "fetchQuotas"]);
    const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
    expect(asked()).toEqual([]);
    await redox.scheduleCycleInternal(redoxPlatform, slotSets, ["default"]);
    expect(asked()).toEqual(["fetchWaitingJobs", "fetchAccounting", "fetchPriority", "saveAssignments"]);
    await redox.checkReservationJobs(redoxPlatform, slotSets, "default");
    expect(asked()).toEqual(["fetchNewReservations", "saveReservations"]);
    await redox.scheduleCycleInternal(redoxPlatform, slotSets, ["nobody"]);
    await redox.checkReservationJobs(redoxPlatform, slotSets, "nobody");
    expect(asked()).toEqual(["fetchWaitingJobs", "fetchNewReservations"]);
    slotSets.dispose();
  });

  test("with FIFO and without quotas for no sums, no weights and no quotas", async () => {
    const { platform } = watched(note);
    await redox.scheduleCycleExternal(SESSION, {}, platform, NOW, ["default"]);
    expect(asked()).toEqual(["fetchResourceSet", "fetchScheduledJobs", "fetchWaitingJobs", "saveAssignments"]);
  });

  test("never twice at the same time", async () => {
    let open = 0;
    const { platform } = watched(async () => {
      expect(++open).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 1));
      open -= 1;
    });
    await redox.scheduleCycleExternal(SESSION, CONFIG, platform, NOW, ["default"]);
    (await queueRound(platform, CONFIG)).slotSets.dispose();
  });
});

test("each group is ordered by sums of its own", async () => {
  const jobs = ["admin", "default"].flatMap((queue, at) => [
    job(2 * at + 1, { queue, user: "ann" }),
    job(2 * at + 2, { queue, user: "bob" }),
  ]);
  const first: Record<string, unknown> = {};
  const sums: Record<string, object> = { admin: { ann: 1000, bob: 1 }, default: { ann: 1, bob: 1000 } };
  const memory = new redox.MemoryPlatform({ ...SMALL, jobs });
  const platform: Platform = Object.assign(memory, {
    fetchAccounting: (_session: unknown, _round: unknown, [queue]: readonly string[]) => ({
      window: { used: 1001, asked: 1001 },
      byUser: { used: sums[queue as string] as Record<string, number> },
    }),
  });
  const config = { JOB_PRIORITY: "FAIRSHARE", MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: 1 };
  const redoxPlatform = await redox.buildRedoxPlatform(null, config, platform, NOW, []);
  const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
  for (const queue of ["admin", "default"]) {
    const { schedule } = await redox.scheduleCycleInternal(redoxPlatform, slotSets, [queue]);
    first[queue] = Object.keys(schedule.assignments).filter((id) => schedule.assignments[id]);
  }
  slotSets.dispose();
  expect(first).toEqual({ admin: ["2"], default: ["3"] });
});

describe("a method that fails", () => {
  const error = new Error("the connection is gone");
  const failing = (at: Method) =>
    watched((method) => {
      if (method === at) throw error;
    });
  const state = (memory: MemoryPlatform): Scenario => memory.scenario;

  test.each<Method>([
    "fetchResourceSet",
    "fetchQuotas",
    "fetchScheduledJobs",
    "fetchWaitingJobs",
    "fetchAccounting",
    "fetchPriority",
    "saveAssignments",
  ])("%s: an external cycle rejects with its error, and nothing is kept", async (at) => {
    const { platform, memory } = failing(at);
    await expect(redox.scheduleCycleExternal(SESSION, CONFIG, platform, NOW, ["default"])).rejects.toBe(error);
    expect(state(memory)).toEqual(SMALL);
  });

  test.each<Method>(["fetchResourceSet", "fetchQuotas"])("%s: there is no platform", async (at) => {
    const { platform } = failing(at);
    await expect(redox.buildRedoxPlatform(SESSION, CONFIG, platform, NOW, [])).rejects.toBe(error);
  });

  test.each<Method>(["fetchWaitingJobs", "fetchAccounting", "fetchPriority", "fetchNewReservations"])(
    "%s: nothing was decided, and the slot sets serve on",
    async (at) => {
      let fails = true;
      const { platform, memory } = watched((method) => {
        if (method === at && fails) throw error;
      });
      const redoxPlatform = await redox.buildRedoxPlatform(SESSION, CONFIG, platform, NOW, []);
      const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
      const step = () =>
        at === "fetchNewReservations"
          ? redox.checkReservationJobs(redoxPlatform, slotSets, "default")
          : redox.scheduleCycleInternal(redoxPlatform, slotSets, ["default"]);
      await expect(step()).rejects.toBe(error);
      expect(state(memory)).toEqual(SMALL);
      fails = false;
      expect(Object.values((await step()).schedule.assignments)).toEqual([
        expect.objectContaining({ resources: "0-1" }),
      ]);
      slotSets.dispose();
    },
  );

  test.each<Method>(["saveAssignments", "saveReservations"])("%s: the slot sets are stale", async (at) => {
    let fails = true;
    const { platform, memory } = watched((method) => {
      if (method === at && fails) throw error;
    });
    const redoxPlatform = await redox.buildRedoxPlatform(SESSION, {}, platform, NOW, []);
    const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
    const call =
      at === "saveAssignments"
        ? redox.scheduleCycleInternal(redoxPlatform, slotSets, ["default"])
        : redox.checkReservationJobs(redoxPlatform, slotSets, "default");
    await expect(call).rejects.toBe(error);
    expect(state(memory)).toEqual(SMALL);
    const stale = expect.objectContaining({ name: "HandleError", code: "stale", cause: error });
    await expect(redox.scheduleCycleInternal(redoxPlatform, slotSets, ["admin"])).rejects.toThrow(stale);
    await expect(redox.checkReservationJobs(redoxPlatform, slotSets, "admin")).rejects.toThrow(stale);
    slotSets.dispose();
    fails = false;
    // Built anew they know nothing of what was lost.
    const anew = await redox.buildRedoxSlotSets(redoxPlatform);
    const { schedule } = await redox.scheduleCycleInternal(redoxPlatform, anew, ["admin"]);
    expect(schedule.assignments[1]).toMatchObject({ begin: NOW, resources: "0-1" });
    anew.dispose();
  });
});

test("rounds on two handles, in turns, decide what each decides alone", async () => {
  const ids = (slow: number) => {
    const { platform } = watched(() => new Promise((resolve) => setTimeout(resolve, slow)));
    return queueRound(platform, {}).then(({ slotSets, placed, treated }) => {
      slotSets.dispose();
      return JSON.stringify([placed, treated]);
    });
  };
  const alone = await ids(0);
  expect(await Promise.all([ids(1), ids(2), ids(1)])).toEqual([alone, alone, alone]);
  expect(alone).toContain('"3"');
});
