/** The platform in memory: what it answers, and what it makes of what is saved. */
import { expect, test } from "vitest";
import { redox } from "../support/engine.js";
import { beginRound } from "./modes.js";
import { job, NOW, SMALL } from "./small.js";

const round = { config: {}, now: NOW };

test("it answers from its scenario", () => {
  const platform = new redox.MemoryPlatform({
    ...SMALL,
    timeZone: "Europe/Paris",
    quotas: {},
    accounting: {},
    priority: {},
  });
  const ids = (jobs: readonly { id: number }[]) => jobs.map(({ id }) => id);
  expect(platform.fetchResourceSet()).toBe(SMALL.resources);
  expect(ids(platform.fetchScheduledJobs())).toEqual([5]);
  expect(ids(platform.fetchWaitingJobs(null, round, ["default", "admin"]))).toEqual([1, 3]);
  expect(ids(platform.fetchWaitingJobs(null, round, []))).toEqual([]);
  expect(ids(platform.fetchNewReservations(null, round, "default"))).toEqual([4]);
  expect(platform.fetchQuotas()).toEqual({ document: {}, timeZone: "Europe/Paris" });
  expect([platform.fetchAccounting(), platform.fetchPriority()]).toEqual([{}, {}]);
  expect(new redox.MemoryPlatform(SMALL).fetchQuotas()).toEqual({});
});

test("what is placed is scheduled from then on, an accepted reservation too, and a refused one is gone", async () => {
  const platform = new redox.MemoryPlatform({ ...SMALL, jobs: [...SMALL.jobs, job(6, { reservation: NOW - 9000 })] });
  const { redoxPlatform, slotSets } = await beginRound(platform);
  const placed = await redox.scheduleCycleInternal(redoxPlatform, slotSets, ["default"]);
  const treated = await redox.checkReservationJobs(redoxPlatform, slotSets, "default");
  slotSets.dispose();
  expect(treated.schedule.reservations).toMatchObject({ 4: { state: "toAckReservation" }, 6: { state: "toError" } });
  const { moldable: _, ...held } = placed.schedule.assignments[3] ?? { moldable: 0 };
  const { moldable: __, ...reserved } = treated.schedule.assignments[4] ?? { moldable: 0 };
  const [one, two, three, four, five] = SMALL.jobs;
  expect(platform.scenario.jobs).toEqual([
    one,
    two,
    { ...three, assignment: held },
    { ...four, assignment: reserved, state: "toAckReservation" },
    five,
  ]);
  // The next round finds nothing to do there, and goes round what is scheduled.
  const later = { ...platform.scenario, now: NOW + 300 };
  const { assignments } = await redox.scheduleScenario(later);
  expect(Object.keys(assignments)).toEqual(["1", "2"]);
});

test("a dry run keeps nothing, and no run changes what was given", async () => {
  const before = structuredClone(SMALL);
  for (const dryRun of [true, false]) {
    const platform = new redox.MemoryPlatform(SMALL, { dryRun });
    await redox.scheduleCycleExternal(null, {}, platform, NOW, ["default"]);
    expect(platform.fetchWaitingJobs(null, round, ["default"])).toHaveLength(dryRun ? 1 : 0);
    expect(SMALL).toEqual(before);
  }
});
