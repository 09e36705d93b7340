/** Features together, each outcome worked out by hand from the rules; in both modes, on one database. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCaseRound } from "../cases/run.js";
import { openedPair, openedSession } from "../opened.js";
import { externalSchedulers, type Schedulers } from "./external.js";
import { begin, NOW, play, type StoryRound, type World } from "./world.js";

const [{ session: server }, { session: other }] = openedPair();
const { session: embedded } = openedSession("pglite");
let schedulers: Schedulers;
beforeAll(async () => {
  schedulers = await externalSchedulers(other);
});
afterAll(() => schedulers.close());

describe.each([
  ["internal", server],
  ["external", server],
  ["internal", embedded],
] as const)("%s mode on $1.kind", (mode, session) => {
  const round = (world: World, given?: StoryRound) =>
    play(session, world, given, mode === "internal" ? runCaseRound : schedulers.run);

  test("a suspended job is prolonged by the time suspended and gives up what may be used under it", async () => {
    const times = [
      { job_id: 1, job_state: "Suspended", date_start: NOW - 900, date_stop: NOW - 850 },
      { job_id: 1, job_state: "Resuming", date_start: NOW - 850, date_stop: NOW - 800 },
      { job_id: 1, job_state: "Suspended", date_start: NOW - 500 },
      // Not counted: its `suspended` is NO.
      { job_id: 2, job_state: "Suspended", date_start: NOW - 500, date_stop: NOW - 400 },
    ];
    const world: World = {
      config: { SCHEDULER_AVAILABLE_SUSPENDED_RESOURCE_TYPE: "default fpga" },
      cores: 10,
      resources: { 9: { type: "licence" }, 10: { type: "fpga" } },
      jobs: {
        1: { running: NOW - 1_000, walltime: 2_000, on: [1, 2, 9, 10], row: { state: "Suspended", suspended: "YES" } },
        2: { running: NOW - 1_000, walltime: 1_500, on: [3] },
        3: { moldables: ["{type = 'licence'}/resource_id=1"] },
        4: { moldables: ["{core = 1 or core = 3}/core=2"] },
        5: { moldables: ["{type = 'fpga'}/resource_id=1+core=1"], walltime: 100 },
      },
      rows: { job_state_logs: times },
    };
    await begin(session, world);
    // Job 1: -1000 + 2000 + 60 + 100 + 500; job 2: -1000 + 1500 + 60.
    expect(await round(world)).toMatchObject({
      exitCode: 0,
      sent: ["bipbip OARRUN 5"],
      plan: { 10: "-1000: 1 2 9 10", 20: "-1000: 3", 30: "1660: 9", 40: "560: 1 3", 50: "0: 1 10" },
    });
  });

  test("nodes that sleep, go, or have no place: who is used, and in which order", async () => {
    const world: World = {
      config: { SCHEDULER_RESOURCE_ORDER: "mem DESC NULLS LAST, scheduler_priority, resource_id DESC" },
      resources: {
        1: { mem: null, available_upto: 0 },
        2: { mem: 4, state: "Absent", available_upto: 1 },
        3: { mem: 4, state: "Absent", available_upto: NOW + 1_000 },
        4: { mem: 9, host: null, available_upto: NOW + 360 },
        5: { mem: 2, scheduler_priority: 5 },
        6: { mem: 2 },
        7: { mem: 2, available_upto: 2_147_483_646 },
        8: { mem: 2, available_upto: NOW - 1 },
      },
      jobs: {
        1: { moldables: ["host=1"] },
        2: { walltime: 301 },
        3: { moldables: ["host=2/core=1"], walltime: 1_000 },
        4: { moldables: ["core=-1"] },
        5: { moldables: ["{mem >= 4}/core=1"], walltime: 200 },
      },
    };
    await begin(session, world);
    // In order: 4 until 359, 3 asleep, 2 out, 8 withdrawn, 7, 6, 5, 1. The blocks of host: 3; 8 and 7; 6 and 5; 1.
    // Job 2 needs second 360, too; all cores, 8 among them, are never there.
    expect(await round(world)).toMatchObject({
      exitCode: 0,
      sent: ["bipbip OARRUN 2", "bipbip OARRUN 3", "bipbip OARRUN 5"],
      jobs: { 4: "Waiting 0 submitted" },
      plan: { 10: "0: 3", 20: "0: 7", 30: "0: 1 6", 50: "0: 4" },
    });
  });

  test("the calendar of quotas follows the clock of the site, and its rules hold in each part of a window", async () => {
    const world: World = {
      timeZone: "Europe/Paris",
      config: { QUOTAS: "yes" },
      quotas: {
        periodical: [
          ["* * * *", "day", ""],
          ["0-8 * * *", "night", ""],
        ],
        day: { "*,*,*,*": [1, -1, -1] },
        night: { "*,*,*,*": [4, -1, -1] },
      },
      jobs: {
        1: { walltime: 600 },
        2: { walltime: 600 },
        3: { walltime: 600, moldables: ["core=3"] },
        4: { walltime: 2_000 },
        5: {},
      },
    };
    await begin(session, world);
    // It is 23:13:20 in Paris: the night begins after 2800 s.
    expect(await round(world)).toMatchObject({
      plan: { 10: "0: 1", 20: "660: 1", 30: "2800: 1 2 3", 40: "1320: 4", 50: "3380: 4" },
    });
  });

  test("each queue has the karma of its own sums, over the windows that lie wholly in the time that counts", async () => {
    const used = (user: string, queue: string, consumption: number, more = {}) => ({
      window_start: NOW - 86_400,
      window_stop: NOW - 1,
      accounting_user: user,
      accounting_project: "default",
      queue_name: queue,
      consumption_type: "USED",
      consumption,
      ...more,
    });
    const world: World = {
      config: { JOB_PRIORITY: "FAIRSHARE" },
      jobs: {
        1: { moldables: ["core=8"], row: { job_user: "bob" } },
        2: { moldables: ["core=8"] },
        3: { queue: "admin", row: { job_name: "first" } },
      },
      rows: {
        accounting: [
          used("alice", "default", 30),
          used("bob", "default", 70),
          used("alice", "default", 50, { consumption_type: "ASKED" }),
          used("bob", "default", 150, { consumption_type: "ASKED" }),
          // Until now: for the user, not for the sum.
          used("alice", "default", 10, { window_start: NOW - 80_000, window_stop: NOW }),
          used("alice", "default", 5_000, { window_start: NOW - 2_592_001 }),
          used("alice", "default", 5_000, { window_start: NOW - 70_000, window_stop: NOW + 1 }),
          used("alice", "admin", 900),
        ],
      },
    };
    await begin(session, world);
    expect(await round(world)).toMatchObject({
      jobs: {
        1: "Waiting 720 R=8,W=360,J=P,Q=default (Karma=1.45)",
        2: "Waiting 360 R=8,W=360,J=P,Q=default (Karma=0.65)",
        3: "toLaunch 0 R=1,W=360,J=P,Q=admin,N=first (Karma=1.0)",
      },
    });
    const karmas = await session.run("SELECT last_karma FROM jobs ORDER BY job_id");
    expect(karmas.map((row) => Number(row.last_karma).toFixed(3))).toEqual(["1.450", "0.650", "1.000"]);
  });

  test("walltimes change by the plan of before, and the plan follows in the same round", async () => {
    const running = { running: NOW - 100, walltime: 200 };
    const sharing = ["timesharing=*,*"];
    const world: World = {
      config: { WALLTIME_CHANGE_ENABLED: "yes" },
      jobs: {
        1: { ...running, on: [1], types: sharing },
        2: { moldables: ["{core = 1}/core=1"], types: sharing },
        3: { moldables: ["{core = 2}/core=1"] },
        4: { ...running, on: [2] },
        5: { ...running, on: [3] },
        6: { moldables: ["{core = 3}/core=1"] },
        7: { ...running, on: [4, 5], types: ["container"] },
        8: { ...running, walltime: 100, on: [4], types: ["inner=7"], row: { start_time: NOW - 50 } },
        9: { moldables: ["core=1"], types: ["inner=7"], walltime: 600 },
      },
      rows: {
        walltime_change: [...[1, 4, 7, 8].map((job_id) => ({ job_id, pending: 500 })), { job_id: 5, pending: -50 }],
        gantt_jobs_predictions: [
          { moldable_job_id: 20, start_time: NOW + 160 },
          { moldable_job_id: 30, start_time: NOW + 400 },
        ],
        gantt_jobs_resources: [
          { moldable_job_id: 20, resource_id: 1 },
          { moldable_job_id: 30, resource_id: 2 },
        ],
      },
    };
    await begin(session, world);
    expect(await round(world)).toMatchObject({
      exitCode: 0,
      sent: ["bipbip OARRUN 2"],
      // Job 9 needs 660 s; the container is open until 599, although it has been prolonged before.
      jobs: { 9: "Waiting 0 submitted" },
      plan: { 20: "0: 1", 30: "400: 2", 60: "110: 3" },
    });
    const walltimes = await session.run(
      "SELECT moldable_id, moldable_walltime FROM moldable_job_descriptions WHERE moldable_id IN (10, 40, 50, 70, 80) ORDER BY 1",
    );
    // Job 8 ends, with its pad, when the container does: -50 + 590 + 60 = 600.
    expect(walltimes.map((row) => row.moldable_walltime)).toEqual([700, 440, 150, 700, 590]);
  });

  test("an accepted placeholder lets in who allows it, one on each resource", async () => {
    const world: World = {
      jobs: {
        1: { accepted: NOW, on: [1, 2, 3, 4], walltime: 1_000, types: ["placeholder=p"] },
        2: { moldables: ["core=6"], walltime: 100, types: ["allow=p"] },
        3: { moldables: ["core=2"] },
        4: { types: ["allowed=p"] },
        5: { types: ["placeholder=p"] },
        6: { moldables: ["core=5"], types: ["allow=q"], walltime: 100 },
      },
    };
    await begin(session, world);
    expect(await round(world)).toMatchObject({
      exitCode: 0,
      sent: ["bipbip OARRUN 1", "bipbip OARRUN 2", "bipbip OARRUN 3"],
      plan: { 20: "0: 1 2 3 4 5 6", 30: "0: 7 8", 40: "160: 1", 50: "160: 5", 60: "1060: 1 2 3 4 5" },
    });
  });
});

test("best-effort jobs stay unseen where besteffort shares its priority, and are not launched on one another", async () => {
  const whole = { moldables: ["core=8"] };
  const world: World = {
    queues: { default: 2, besteffort: 0, night: 0 },
    jobs: {
      1: {
        queue: "besteffort",
        types: ["besteffort"],
        running: NOW - 100,
        on: [1, 2, 3, 4, 5, 6, 7, 8],
        walltime: 500,
      },
      2: { ...whole, queue: "besteffort", types: ["besteffort"] },
      3: { ...whole, queue: "night" },
    },
  };
  await begin(server, world);
  expect(await play(server, world)).toMatchObject({
    exitCode: 0,
    sent: [],
    jobs: { 1: "Running -100 submitted", 2: "Waiting 0 R=8,W=360,J=P,Q=besteffort" },
    plan: { 20: "0: 1 2 3 4 5 6 7 8", 30: "360: 1 2 3 4 5 6 7 8" },
  });
});
