/** What is wrong: with a job, which is left out and reported, or with anything else, which is an error. */
import { describe, expect, test } from "vitest";
import type { Platform, SchedulerConfig } from "../../dist/engine/node.js";
import { redox } from "../support/engine.js";
import { job, NOW, SMALL } from "./small.js";

/** A memory platform with other answers. */
const answering = (answers: Partial<Record<keyof Platform, unknown>>): Platform => {
  const memory = new redox.MemoryPlatform(SMALL);
  for (const [method, answer] of Object.entries(answers)) Object.assign(memory, { [method]: () => answer });
  return memory;
};

const moldable = (change: object) => [{ id: 1, walltime: 60, requests: [], ...change }];
const held = { begin: NOW, end: NOW + 60, resources: "0" };

/** A throwing getter stands for objects with a will of their own. */
const hostile = Object.defineProperty({ ...job(1) }, "moldables", {
  enumerable: true,
  get: () => {
    throw new Error("no");
  },
});

const BAD_WAITING: [what: string, bad: unknown, id: number | null, code: string, field: string][] = [
  ["no object", null, null, "wrong_type", ""],
  ["no id", { queue: "default" }, null, "missing", ".id"],
  ["a field that is unknown", { ...job(6), karma: 1 }, null, "unknown_field", ".karma"],
  [
    "a walltime that is none",
    job(6, { moldables: moldable({ walltime: "1h" }) }),
    6,
    "wrong_type",
    ".moldables[0].walltime",
  ],
  [
    "a set that is none",
    job(6, { types: ["a"], moldables: moldable({ requests: [{ filter: "x", levels: [] }] }) }),
    6,
    "malformed",
    ".moldables[0].requests[0].filter",
  ],
  ["a type that is none", job(6, { types: ["container", 5 as never] }), 6, "wrong_type", ".types[1]"],
  [
    "a dependency that is none",
    job(6, { dependencies: [{ job: 1, state: "Waiting" }, {} as never] }),
    6,
    "missing",
    ".dependencies[1].job",
  ],
  ["another queue", job(6, { queue: "admin" }), 6, "inconsistent", ".queue"],
  ["an assignment", job(6, { assignment: held }), 6, "inconsistent", ".assignment"],
  ["a requested start", job(6, { reservation: NOW }), 6, "inconsistent", ".reservation"],
  ["the id of a scheduled job", job(5), 5, "duplicate", ".id"],
  ["the id of the job before", job(3), 3, "duplicate", ".id"],
  ["a getter that throws", hostile, null, "wrong_type", ".moldables"],
];

describe("a waiting job is left out and reported, and those beside it are scheduled as if it were not there:", () => {
  test.each(BAD_WAITING)("%s", async (_, bad, id, code, field) => {
    const good = [job(3), job(4), job(7, { types: ["timesharing=*,*"] })];
    const fetchWaitingJobs = [good[0], bad, good[1], good[2]];
    const { schedule, rejected } = await redox.scheduleCycleExternal(null, {}, answering({ fetchWaitingJobs }), NOW, [
      "default",
    ]);
    expect(rejected).toEqual([{ job: id, error: expect.objectContaining({ name: "InputError", code }) }]);
    expect(rejected[0]?.error.field).toBe(`waitingJobs[1]${field}`);
    const without = answering({ fetchWaitingJobs: good });
    const expected = await redox.scheduleCycleExternal(null, {}, without, NOW, ["default"]);
    expect(JSON.stringify(schedule)).toBe(JSON.stringify(expected.schedule));
    expect(Object.keys(schedule.assignments)).toEqual(["3", "4", "7"]);
  });
});

test("the id of a job that is left out is free for another", async () => {
  const fetchWaitingJobs = [job(3, { queue: "admin" }), job(3)];
  const platform = answering({ fetchWaitingJobs });
  const { schedule, rejected } = await redox.scheduleCycleExternal(null, {}, platform, NOW, ["default"]);
  expect([rejected.length, schedule.assignments[3]?.begin]).toEqual([1, NOW]);
});

test("a reservation without a requested start is left out, and one that is none", async () => {
  const fetchNewReservations = [job(3), job(4, { reservation: NOW + 10 }), job(6, { reservation: "soon" as never })];
  const platform = answering({ fetchNewReservations });
  const redoxPlatform = await redox.buildRedoxPlatform(null, {}, platform, NOW, []);
  const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
  const { schedule, rejected } = await redox.checkReservationJobs(redoxPlatform, slotSets, "default");
  expect(schedule.reservations).toEqual({ 4: { state: "toAckReservation", message: "" } });
  expect(rejected.map(({ job, error }) => [job, error.field])).toEqual([
    [3, "newReservations[0].reservation"],
    [6, "newReservations[2].reservation"],
  ]);
  slotSets.dispose();
});

test("a job that was placed before is left out, also when the platform says it is waiting", async () => {
  const platform = new redox.MemoryPlatform(SMALL, { dryRun: true });
  const redoxPlatform = await redox.buildRedoxPlatform(null, {}, platform, NOW, []);
  const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
  const step = () => redox.scheduleCycleInternal(redoxPlatform, slotSets, ["default"]);
  expect((await step()).rejected).toEqual([]);
  expect(await step()).toMatchObject({
    schedule: { assignments: {} },
    rejected: [{ job: 3, error: { code: "duplicate" } }],
  });
  slotSets.dispose();
});

test("a scheduled job is left out and reported by the platform, by an external cycle and by the logger", async () => {
  const told: unknown[] = [];
  const engine = await redox.createEngine({ logger: { warn: (message, details) => told.push([message, details]) } });
  const jobs = [job(5, { assignment: held }), job(6), job(7, { assignment: { ...held, end: NOW - 1 } })];
  const fields = ["scheduledJobs[1].assignment", "scheduledJobs[2].assignment.end"];
  const { rejected } = await engine.buildRedoxPlatform(null, {}, new redox.MemoryPlatform(SMALL), NOW, jobs);
  expect(rejected.map(({ error }) => error.field)).toEqual(fields);
  expect(told).toEqual(rejected.map((each) => ["a job is left out", each]));
  const external = await engine.scheduleCycleExternal(null, {}, answering({ fetchScheduledJobs: jobs }), NOW, [
    "default",
  ]);
  expect(external.rejected.map(({ error }) => error.field)).toEqual(fields);
  expect(external.schedule.assignments[3]?.resources).toBe("1-2");
});

describe("anything else is an InputError, and nothing is saved:", () => {
  test.each<[field: string, code: string, answers: object, config?: SchedulerConfig, methods?: object]>([
    ["resources", "missing", { fetchResourceSet: undefined }],
    [
      "resources.hierarchy.core[1]",
      "malformed",
      { fetchResourceSet: { default: "0", hierarchy: { core: ["0", "x"] } } },
    ],
    ["scheduledJobs", "wrong_type", { fetchScheduledJobs: {} }],
    ["waitingJobs", "missing", { fetchWaitingJobs: undefined }],
    [
      "accounting.window.used",
      "wrong_type",
      { fetchAccounting: { window: { used: "1" } } },
      { JOB_PRIORITY: "FAIRSHARE" },
    ],
    ["priority.age_weight", "wrong_type", { fetchPriority: { age_weight: "1" } }, { JOB_PRIORITY: "MULTIFACTOR" }],
    ["quotas", "malformed", { fetchQuotas: { document: { quotas: { no: [1, 1, 1] } } } }, { QUOTAS: "yes" }],
    [
      "timeZone",
      "malformed",
      { fetchQuotas: { document: { periodical: [["* mon * *", "day"]], day: {} }, timeZone: "Moon" } },
      { QUOTAS: "yes" },
    ],
    ["config.SCHEDULER_JOB_SECURITY_TIME", "out_of_range", {}, { SCHEDULER_JOB_SECURITY_TIME: -1 }],
    ["config.SCHEDULER_FAIRSHARING_USER_TARGETS", "malformed", {}, { SCHEDULER_FAIRSHARING_USER_TARGETS: "x" }],
    ["platform.fetchWaitingJobs", "missing", {}, {}, { fetchWaitingJobs: undefined }],
    ["platform.saveAssignments", "wrong_type", {}, {}, { saveAssignments: true }],
  ])("%s", async (field, code, answers, config = {}, methods = {}) => {
    let saved = false;
    const saveAssignments = () => {
      saved = true;
    };
    const platform = Object.assign(answering(answers), { saveAssignments, ...methods });
    const call = redox.scheduleCycleExternal(null, config, platform, NOW, ["default"]);
    await expect(call).rejects.toMatchObject({ name: "InputError", code, field });
    expect(saved).toBe(false);
  });

  test("arguments of the functions", async () => {
    const platform = new redox.MemoryPlatform(SMALL);
    const redoxPlatform = await redox.buildRedoxPlatform(null, {}, platform, NOW, []);
    const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
    const wrong: [call: Promise<unknown>, field: string][] = [
      [redox.scheduleCycleExternal(null, {}, platform, NOW, "default" as never), "queues"],
      [redox.scheduleCycleExternal(null, {}, platform, NOW, ["default", "default"]), "queues[1]"],
      [redox.scheduleCycleExternal(null, {}, platform, -1, ["default"]), "now"],
      [redox.scheduleCycleExternal(null, null as never, platform, NOW, ["default"]), "config"],
      [redox.scheduleCycleExternal(null, {}, null as never, NOW, ["default"]), "platform"],
      [redox.scheduleCycleExternal(null, {}, {} as never, NOW, ["default"]), "platform.fetchResourceSet"],
      [redox.buildRedoxPlatform(null, {}, platform, NOW, {} as never), "scheduledJobs"],
      [redox.buildRedoxPlatform(null, {}, platform, Number.NaN, []), "now"],
      [redox.checkReservationJobs(redoxPlatform, slotSets, 5 as never), "queue"],
    ];
    for (const [call, field] of wrong) await expect(call).rejects.toMatchObject({ name: "InputError", field });
    await expect(redox.scheduleCycleInternal(redoxPlatform, slotSets, [["default"]] as never)).rejects.toMatchObject({
      name: "InputError",
      field: "activeQueues[0]",
    });
    slotSets.dispose();
  });

  test("a site whose blocks overlap too much has no slot sets", async () => {
    const hierarchy = { core: Array.from({ length: 65 }, () => "0") };
    const platform = answering({ fetchResourceSet: { default: "0", hierarchy } });
    const redoxPlatform = await redox.buildRedoxPlatform(null, {}, platform, NOW, []);
    await expect(redox.buildRedoxSlotSets(redoxPlatform)).rejects.toMatchObject({ field: "resources.hierarchy.core" });
  });
});
