/** The karma of jobs (R4.5): who has one, how much it is, and who is told. */
import { describe, expect, test } from "vitest";
import type { PlacedJob, Platform, SchedulerConfig } from "../../dist/engine/node.js";
import type { Accounting, Job, Scenario } from "../../ts/model/index.js";
import { readSite } from "../reference/site.js";
import { karma as referenceKarma } from "../reference/sorting.js";
import { redox } from "../support/engine.js";
import { loadVectors } from "../vectors/load.js";
import { job, NOW, SMALL } from "./small.js";

/** Of 8 used and 16 asked for. */
const ACCOUNTING: Accounting = {
  window: { used: 8, asked: 16 },
  byProject: { used: { sun: 6, moon: 1 } },
  byUser: { used: { ann: 4, bob: 1 }, asked: { ann: 12, bob: 4 } },
};
const FAIRSHARING = {
  SCHEDULER_FAIRSHARING_COEF_PROJECT: 2,
  SCHEDULER_FAIRSHARING_COEF_USER_ASK: 0.5,
  SCHEDULER_FAIRSHARING_PROJECT_TARGETS: "{sun => 50}",
  SCHEDULER_FAIRSHARING_USER_TARGETS: "{ann => 25}",
};
const HELD = { begin: NOW - 60, end: NOW + 59, resources: "0" };
const JOBS: readonly Job[] = [
  job(1, { user: "ann", project: "sun" }),
  job(2, { user: "bob", project: "moon" }),
  job(3, { user: "bob", project: "sun" }),
  job(4, { user: "cid" }),
  job(5, { user: "ann", project: "sun", reservation: NOW + 3600 }),
  job(6, { user: "ann", project: "sun", assignment: HELD }),
];
/**
 * By hand, 2 (project used / 8 - target) + (used / 8 - target) + 0.5 (asked / 16 - target): of ann in sun
 * 0.5 + 0.25 + 0.25, of bob in moon 0.25 + 0.125 + 0.125, of bob in sun 0.5 + 0.125 + 0.125, of cid nothing.
 */
const KARMAS = { 1: 1, 2: 0.5, 3: 0.75, 4: 0 };

const scenario = (config: SchedulerConfig, jobs: readonly Job[] = JOBS): Scenario => ({
  ...SMALL,
  config: { ...FAIRSHARING, ...config },
  accounting: ACCOUNTING,
  jobs: [...jobs],
});

/** The karma of each waiting job. */
async function karmas(given: Scenario): Promise<Record<string, number | null>> {
  const schedule = await redox.scheduleScenario(given);
  return Object.fromEntries(Object.keys(schedule.assignments).map((id) => [id, schedule.karma(Number(id))]));
}

/** What the reference scheduler says of them. */
function referenceKarmas(given: Scenario): Record<string, number | null> {
  const site = readSite(given);
  const ordered = /^(FAIRSHARE|MULTIFACTOR)$/.test(String(site.config.JOB_PRIORITY));
  const waiting = site.jobs.filter((job) => job.given.assignment === undefined);
  return Object.fromEntries(
    waiting.map((job) => {
      const has = ordered && job.given.reservation === undefined && site.queueGroups.flat().includes(job.queue);
      return [job.id, has ? referenceKarma(job, site, given.accounting) : null];
    }),
  );
}

/** A platform over a scenario, and the karma of each job that it was told to save. */
function saving(given: Scenario) {
  const saved: Record<string, number | null> = {};
  const memory = new redox.MemoryPlatform(given);
  const saveAssignments: Platform["saveAssignments"] = (_session, _round, placed: readonly PlacedJob[]) => {
    for (const { job, karma } of placed) saved[job.id] = karma;
  };
  return { platform: Object.assign(memory, { saveAssignments }), saved };
}

describe("the karma of a job", () => {
  test.each(["FAIRSHARE", "MULTIFACTOR"])(
    "%s: is that of the rule, and of reservations there is none",
    async (order) => {
      expect(await karmas(scenario({ JOB_PRIORITY: order }))).toEqual({ ...KARMAS, 5: null });
    },
  );

  test.each(["FIFO", "CUSTOM", "FAIRSHARING"])("%s: is not computed", async (order) => {
    expect(await karmas(scenario({ JOB_PRIORITY: order }))).toEqual({ 1: null, 2: null, 3: null, 4: null, 5: null });
  });

  test("is known of jobs that the limit of the round cuts off", async () => {
    const limited = scenario({ JOB_PRIORITY: "FAIRSHARE", MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: 1 });
    const { reasons } = await redox.scheduleScenario(limited);
    expect(reasons).toEqual({ 1: "round_limit", 2: "round_limit", 3: "round_limit" });
    expect(await karmas(limited)).toEqual({ ...KARMAS, 5: null });
  });

  test("is that of the database case fairshare", async () => {
    const jobs = ["alice", "carol", "bob", "dave"].map((user, at) => job(at + 1, { user, project: "mars" }));
    const accounting = {
      window: { used: 8000, asked: 10_000 },
      byUser: {
        used: { alice: 4000, bob: 1000, carol: 3000 },
        asked: { alice: 5000, bob: 3000, carol: 2000 },
      },
    };
    const given = { ...SMALL, config: { JOB_PRIORITY: "FAIRSHARE" }, accounting, jobs };
    const found = await karmas(given);
    for (const [id, karma] of Object.entries({ 1: 1, 2: 0.575, 3: 0.425, 4: 0 }))
      expect(found[id]).toBeCloseTo(karma, 12);
  });

  test("is null where sums are so large that it is no number", async () => {
    const config = { SCHEDULER_FAIRSHARING_COEF_PROJECT: 1e308, SCHEDULER_FAIRSHARING_COEF_USER: -1e308 };
    const used = { sun: 1e9, ann: 1e9 };
    const accounting = { byProject: { used }, byUser: { used } };
    const given = { ...scenario({ JOB_PRIORITY: "FAIRSHARE", ...config }), accounting };
    expect(await karmas(given)).toMatchObject({ 1: null, 4: 0 });
  });

  test("is no part of the data, and none is known of jobs that were not waiting", async () => {
    const [fair, first] = await Promise.all(
      ["FAIRSHARE", "FIFO"].map((order) => redox.scheduleScenario(scenario({ JOB_PRIORITY: order }, JOBS.slice(-3)))),
    );
    expect(JSON.stringify(fair)).toBe(JSON.stringify(first));
    for (const schedule of [fair, first]) {
      expect(() => schedule?.karma(6)).toThrow(new RangeError("job 6 was scheduled before this round"));
      expect(() => schedule?.karma(7)).toThrow(new RangeError("this round has no job 7"));
    }
  });

  test.each(["fairshare", "multifactor"])(
    "is that of the reference scheduler in the vectors of %s",
    async (category) => {
      let computed = 0;
      for (const vector of loadVectors(category)) {
        const found = await karmas(vector);
        expect(found, vector.name).toEqual(referenceKarmas(vector));
        computed += Object.values(found).filter((karma) => karma !== null).length;
      }
      expect(computed).toBeGreaterThan(20);
    },
  );
});

describe("what is saved has the karma", () => {
  test.each([
    ["FAIRSHARE", KARMAS],
    ["MULTIFACTOR", KARMAS],
    ["FIFO", { 1: null, 2: null, 3: null, 4: null }],
  ])("%s: in both modes, and so has the schedule", async (order, expected) => {
    const given = scenario({ JOB_PRIORITY: order });
    const config = given.config as SchedulerConfig;

    const external = saving(given);
    const alone = await redox.scheduleCycleExternal(null, config, external.platform, NOW, ["default"]);
    expect(external.saved).toEqual(expected);

    const internal = saving(given);
    const redoxPlatform = await redox.buildRedoxPlatform(null, config, internal.platform, NOW, []);
    const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
    const step = await redox.scheduleCycleInternal(redoxPlatform, slotSets, ["default"]);
    expect(internal.saved).toEqual(expected);
    for (const [id, karma] of Object.entries(expected)) {
      expect([alone.schedule.karma(Number(id)), step.schedule.karma(Number(id))]).toEqual([karma, karma]);
    }

    const { schedule } = await redox.checkReservationJobs(redoxPlatform, slotSets, "default");
    expect(schedule.karma(5)).toBeNull();
    slotSets.dispose();
  });

  test("by the sums of each group in internal mode", async () => {
    const jobs = ["admin", "default"].map((queue, at) => job(at + 1, { queue, user: "ann" }));
    const { platform, saved } = saving({ ...SMALL, jobs });
    const fetchAccounting: Platform["fetchAccounting"] = (_session, _round, [queue]) => ({
      byUser: { used: { ann: queue === "admin" ? 3 : 5 } },
    });
    const asked = Object.assign(platform, { fetchAccounting });
    const redoxPlatform = await redox.buildRedoxPlatform(null, { JOB_PRIORITY: "FAIRSHARE" }, asked, NOW, []);
    const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
    for (const queue of ["admin", "default"]) await redox.scheduleCycleInternal(redoxPlatform, slotSets, [queue]);
    slotSets.dispose();
    expect(saved).toEqual({ 1: 3, 2: 5 });
  });
});
