/** What hooks see: everything that is theirs to see, in frozen copies with every default filled in. */
import { expect, test } from "vitest";
import type * as Package from "../../dist/engine/node.js";
import type { Scenario } from "../../ts/model/index.js";
import { LIMITS } from "../../ts/model/limits.js";
import { decide, NOW, running } from "./site.js";

/** Fields of a job that hooks see and that has nothing but an id. */
const BARE = { user: "", project: "", name: "", types: [], dependencies: [], submissionTime: 0, qos: 0, nice: 1 };

function site(): Scenario {
  const requests = [
    { filter: "9 0-3  4", levels: [["host", 1] as [string, number], ["toString", -2] as [string, number]] },
  ];
  return {
    scenario: 1,
    now: NOW,
    resources: {
      default: "0-9",
      usable: "1-7 12",
      hierarchy: { host: ["0-1", "0", "2-3 12"], "": [], toString: ["6"] },
    },
    queues: [["other"], ["default", "short"]],
    jobs: [
      running(1, "1-4", NOW - 50, NOW + 99),
      {
        id: 2,
        queue: "short",
        state: "Waiting",
        user: "ann",
        project: "red",
        name: "big",
        types: ["assign=put:7:on=host", "deploy"],
        moldables: [
          { id: 21, walltime: 100, requests },
          { id: 22, walltime: 0, requests: [] },
        ],
        dependencies: [
          { job: 7, state: "Terminated", exitCode: 0 },
          { job: 8, state: "Error" },
        ],
        submissionTime: 5.5,
        qos: 2,
        nice: 3,
      },
      { id: 3, queue: "default", moldables: [{ id: 31, walltime: 40, requests }], types: ["find=look"] },
    ],
    config: { JOB_PRIORITY: "CUSTOM", SITE: "north", FLAG: true, LIST: [1], SCHEDULER_JOB_SECURITY_TIME: 10 },
    accounting: { window: { used: 5 }, byUser: { asked: { ann: 7, constructor: 8 } } },
    priority: { age_weight: 2, queue_coefs: { default: 4 } },
  };
}

const resources = {
  default: "1-7",
  usable: "1-7 12",
  hierarchy: { host: ["1", "2-3 12"], "": [], toString: ["6"] },
};
const requests = [
  {
    filter: "0-4 9",
    levels: [
      ["host", 1],
      ["toString", -2],
    ],
  },
];
const second = {
  id: 2,
  queue: "short",
  user: "ann",
  project: "red",
  name: "big",
  types: ["assign=put:7:on=host", "deploy"],
  moldables: [
    { id: 21, walltime: 100, requests },
    { id: 22, walltime: 0, requests: [] },
  ],
  dependencies: [
    { job: 7, state: "Terminated", exitCode: 0 },
    { job: 8, state: "Error", exitCode: 0 },
  ],
  submissionTime: 5.5,
  qos: 2,
  nice: 3,
};
const third = {
  ...BARE,
  id: 3,
  queue: "default",
  types: ["find=look"],
  moldables: [{ id: 31, walltime: 40, requests }],
};

interface Seen {
  sort: Package.SortInput;
  assign: Package.AssignInput;
  find: Package.FindInput[];
}

async function look(given: Scenario = site()): Promise<Seen> {
  const seen = { find: [] as Package.FindInput[] } as Seen;
  const schedule = await decide(given, {
    sort: (input) => {
      seen.sort = input;
      return input.jobs.map(({ id }) => id);
    },
    assign: {
      put: (input) => {
        seen.assign = input;
        return { moldable: 21, begin: NOW + 100, resources: "1" };
      },
    },
    find: {
      look: (input) => {
        seen.find.push(input);
        return input.first ? null : "12";
      },
    },
  });
  expect(schedule.hookErrors).toEqual([]);
  return seen;
}

test("a sort hook", async () => {
  expect((await look()).sort).toEqual({
    now: NOW,
    pad: 10,
    resources,
    queues: ["default", "short"],
    jobs: [second, third],
    config: { JOB_PRIORITY: "CUSTOM", SITE: "north", FLAG: true, SCHEDULER_JOB_SECURITY_TIME: 10 },
    accounting: {
      window: { asked: 0, used: 5 },
      byProject: { asked: {}, used: {} },
      byUser: { asked: { ann: 7, constructor: 8 }, used: {} },
    },
    priority: {
      age_weight: 2,
      age_coef: 1.65e-6,
      queue_weight: 0,
      queue_coefs: { default: 4 },
      work_weight: 0,
      work_mode: 0,
      size_weight: 0,
      size_mode: 0,
      karma_weight: 0,
      qos_weight: 0,
      nice_weight: 0,
    },
  });
});

test("an assign hook", async () => {
  const { free, ...data } = (await look()).assign;
  expect(data).toEqual({
    now: NOW,
    pad: 10,
    resources,
    job: second,
    args: { name: "put", positional: ["7"], named: { on: "host" } },
    earliest: NOW,
    slots: [
      { begin: NOW, end: NOW + 99, free: "5-7 12" },
      { begin: NOW + 100, end: LIMITS.horizon, free: "1-7 12" },
    ],
  });
  expect([free(NOW, NOW + 99), free(NOW + 99, NOW + 100), free(NOW + 100, LIMITS.horizon)]).toEqual([
    "5-7 12",
    "5-7 12",
    "1-7 12",
  ]);
  const outside = [
    [NOW - 1, NOW + 5],
    [NOW, LIMITS.horizon + 1],
    [NOW + 9, NOW + 8],
    [Number.NaN, NOW],
    [NOW, Number.NaN],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ] as const;
  for (const [begin, end] of outside) expect(free(begin, end)).toBe("");
});

test("a find hook, window by window", async () => {
  const asked = { now: NOW, pad: 10, resources, job: third, args: { name: "look", positional: [], named: {} } };
  const window = (begin: number) => ({ begin, end: begin + 49 });
  const [moldable] = third.moldables;
  expect((await look()).find).toEqual([
    { ...asked, moldable, window: window(NOW), first: true, offered: "5-7 12" },
    { ...asked, moldable, window: window(NOW + 100), first: false, offered: "2-7 12" },
  ]);
});

test("everything is frozen, and nothing is the caller's", async () => {
  const given = site();
  const theirs = new Set<unknown>();
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    theirs.add(value);
    for (const part of Object.values(value)) collect(part);
  };
  collect(given);
  const seen = await look(given);
  let parts = 0;
  const check = (value: unknown, place: string): void => {
    if (typeof value !== "object" || value === null) return;
    parts++;
    expect(Object.isFrozen(value), place).toBe(true);
    expect(theirs.has(value), place).toBe(false);
    expect(ArrayBuffer.isView(value), place).toBe(false);
    for (const key of Reflect.ownKeys(value)) check(Reflect.get(value, key), `${place}.${String(key)}`);
  };
  check(seen.sort, "sort");
  check(seen.assign, "assign");
  check(seen.find[0], "find");
  check(seen.find[1], "find");
  expect(parts).toBeGreaterThan(60);
});

test("names mean nothing but themselves", async () => {
  const { sort, assign } = await look();
  const tables = [sort.config, sort.accounting.byUser.asked, sort.priority.queue_coefs, assign.args.named];
  for (const table of [...tables, sort.resources.hierarchy]) expect(Object.getPrototypeOf(table)).toBeNull();
  expect(sort.accounting.byUser.used.toString).toBeUndefined();
});

test("what is the same is made once: jobs, requests and resources", async () => {
  const { sort, assign, find } = await look();
  expect(assign.job).toBe(sort.jobs[0]);
  expect(find[1]?.job).toBe(sort.jobs[1]);
  expect(find[0]?.resources).toBe(sort.resources);
  expect(assign.job.moldables[0]?.requests).toBe(find[0]?.moldable.requests);
  expect(assign.slots).toBe(assign.slots);
});

test("what a hook keeps stays as it was when the round is over", async () => {
  const { assign, find } = await look();
  const texts = () => JSON.stringify([assign, find, assign.free(NOW, NOW)]);
  const before = texts();
  await look({ ...site(), jobs: [] as Scenario["jobs"] }).catch(() => undefined);
  await look();
  expect(texts()).toBe(before);
});
