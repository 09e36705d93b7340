/** The sort hook: what it decides, and everything that it can do wrong. */
import { describe, expect, test } from "vitest";
import type * as Package from "../../dist/engine/node.js";
import type { Scenario } from "../../ts/model/index.js";
import { LIMITS } from "../../ts/model/limits.js";
import { redox } from "../support/engine.js";
import { decide, job, loose, NOW, scenario } from "./site.js";

const CUSTOM = { JOB_PRIORITY: "CUSTOM" };
/** Each takes all cores: they start in the order in which they are placed. */
const full = (ids: number[], more: Partial<Scenario> = {}) => {
  const jobs = ids.map((id) => job(id, 8, 90));
  return scenario(jobs, { ...more, config: { ...CUSTOM, ...more.config } });
};
const startOrder = ({ assignments }: Package.Schedule) =>
  Object.entries(assignments)
    .filter(([, assignment]) => assignment !== null)
    .sort(([, a], [, b]) => (a?.begin ?? 0) - (b?.begin ?? 0))
    .map(([id]) => Number(id));

const given = full([3, 1, 2]);
const FIFO = [1, 2, 3];

test("says the order, given the jobs by ascending id", async () => {
  const seen: number[][] = [];
  const sort: Package.SortHook = ({ jobs }) => {
    seen.push(jobs.map(({ id }) => id));
    return [2, 3, 1];
  };
  const schedule = await decide(given, { sort });
  expect(startOrder(schedule)).toEqual([2, 3, 1]);
  expect(seen).toEqual([FIFO]);
  expect(schedule.hookErrors).toEqual([]);
});

test("is not asked for another order, nor for a group without jobs", async () => {
  const sort = () => expect.unreachable() as never;
  for (const JOB_PRIORITY of ["FIFO", "FAIRSHARE", "MULTIFACTOR", "LUCK"]) {
    const schedule = await decide(full([2, 1], { config: { JOB_PRIORITY } }), { sort });
    expect(schedule.hookErrors).toEqual([]);
    expect(startOrder(schedule)).toEqual([1, 2]);
  }
  const empty = await decide(full([]), { sort });
  expect([empty.assignments, empty.hookErrors]).toEqual([{}, []]);
});

test("is asked for each queue group, by descending priority", async () => {
  const asked: unknown[] = [];
  const sort: Package.SortHook = ({ queues, jobs }) => {
    asked.push([queues, jobs.map(({ id }) => id)]);
    return jobs.map(({ id }) => id).reverse();
  };
  const jobs = [
    job(1, 8, 90),
    job(2, 8, 90, { queue: "admin" }),
    job(3, 8, 90, { queue: "short" }),
    job(4, 1, 90, { queue: "short", reservation: NOW + 500_000 }),
    { ...job(5, 1, 90), assignment: { begin: NOW, end: NOW, resources: "0" } },
  ];
  const queues = [["admin"], ["idle"], ["default", "short"]];
  const schedule = await decide(scenario(jobs, { queues, config: CUSTOM }), { sort });
  expect(asked).toEqual([
    [["admin"], [2]],
    [
      ["default", "short"],
      [1, 3],
    ],
  ]);
  expect(startOrder(schedule)).toEqual([2, 3, 1, 4]);
});

test("comes before the limit of the round", async () => {
  const limit = { MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: 1 };
  const schedule = await decide(full([1, 2, 3], { config: limit }), { sort: () => [3, 1] });
  expect(schedule.reasons).toEqual({ 1: "round_limit", 2: "hook_failed" });
  expect(startOrder(schedule)).toEqual([3]);
});

test("without one the order is FIFO, with a warning and no error", async () => {
  const warnings: unknown[] = [];
  const logger = { warn: (...told: unknown[]) => warnings.push(told) };
  const schedule = await redox.scheduleScenario(given, { logger, hooks: { find: { x: () => null } } });
  expect(startOrder(schedule)).toEqual(FIFO);
  expect(schedule.hookErrors).toEqual([]);
  expect(warnings).toEqual([["JOB_PRIORITY is CUSTOM and there is no sort hook: the order is FIFO", {}]]);
});

describe("when it fails the order is FIFO", () => {
  const endless = (): number[] => [...endless(), 1];
  const hostile = new Proxy([1], {
    get: (list, key) => {
      if (key === "0") throw new Error("no");
      return Reflect.get(list, key);
    },
  });
  test.each<[string, string, () => unknown]>([
    ["throws", "hook_threw", () => given.jobs.map((gone) => (gone as never as { x: { y: 1 } }).x.y)],
    ["overflows the stack", "hook_threw", endless],
    ["is async", "hook_async", async () => FIFO],
    ["returns nothing", "hook_bad_result", () => undefined],
    ["returns null", "hook_bad_result", () => null],
    ["returns a set", "hook_bad_result", () => new Set([3, 2, 1])],
    ["returns typed numbers", "hook_bad_result", () => Uint32Array.of(3, 2, 1)],
    ["returns what is like a list", "hook_bad_result", () => ({ length: 3, 0: 3, 1: 2, 2: 1 })],
    ["returns a list that cannot be read", "hook_bad_result", () => hostile],
    ["returns a list without end", "hook_bad_result", () => new Array(LIMITS.jobs + 1)],
  ])("%s", async (_, code, sort) => {
    const schedule = await decide(given, { sort: loose(sort) });
    expect(startOrder(schedule)).toEqual(FIFO);
    expect(schedule.hookErrors).toMatchObject([{ code, hook: "sort", hookName: null, job: null }]);
    expect(schedule.hookErrors[0]?.message).toMatch(/^the sort hook /);
  });
});

describe("what it returns too little or too much", () => {
  test("a lost job is left out, with an error of its own", async () => {
    const schedule = await decide(given, { sort: () => [3] });
    expect(schedule.reasons).toEqual({ 1: "hook_failed", 2: "hook_failed" });
    expect(startOrder(schedule)).toEqual([3]);
    const lost = { code: "hook_lost_job", hook: "sort", hookName: null };
    expect(schedule.hookErrors).toMatchObject([
      { ...lost, job: 1, message: "job 1: the sort hook lost the job" },
      { ...lost, job: 2 },
    ]);
  });

  test("of no list at all all are lost", async () => {
    const schedule = await decide(given, { sort: () => [] });
    expect(schedule.reasons).toEqual({ 1: "hook_failed", 2: "hook_failed", 3: "hook_failed" });
    expect(schedule.hookErrors).toHaveLength(3);
  });

  test("ids of no job of the group are passed over, and reported together", async () => {
    const two = full([1, 2], { queues: [["default"], ["short"]] });
    two.jobs.push(job(3, 8, 90, { queue: "short" }));
    const odd = [9, 2, 3, "1", Number.NaN, -1, null, 1];
    const schedule = await decide(two, { sort: loose(({ queues }) => (queues[0] === "short" ? [3] : odd)) });
    expect(startOrder(schedule)).toEqual([2, 1, 3]);
    expect(schedule.hookErrors.map(({ code, message }) => [code, message])).toEqual([
      [
        "hook_unknown_job",
        'the sort hook returned ids that are no jobs of the queue group: 9, 3, "1", NaN, -1 and 1 more',
      ],
    ]);
  });

  test("ids that are there twice count where they are first", async () => {
    const schedule = await decide(given, { sort: () => [2, 2, 1, 2, 3, 1] });
    expect(startOrder(schedule)).toEqual([2, 1, 3]);
    expect(schedule.hookErrors).toMatchObject([
      { code: "hook_repeated_job", job: null, message: "the sort hook returned ids more than once: 2, 2, 1" },
    ]);
  });

  test("a job may be lost in one group and found in the next", async () => {
    const jobs = [job(1, 8, 90, { queue: "admin" }), job(2, 8, 90)];
    const apart = scenario(jobs, { queues: [["admin"], ["default"]], config: CUSTOM });
    const schedule = await decide(apart, { sort: () => [2] });
    expect(schedule.reasons).toEqual({ 1: "hook_failed" });
    expect(schedule.hookErrors.map(({ code, job }) => [code, job])).toEqual([
      ["hook_unknown_job", null],
      ["hook_lost_job", 1],
    ]);
  });
});
