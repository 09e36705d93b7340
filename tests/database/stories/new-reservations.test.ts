/** New reservations: what they see, in which order, and what becomes of them (sections 5.4 and 5.6; R15). */
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

const CANNOT = "This advance reservation cannot run";
const QUOTAS = `${CANNOT} due to quotas`;
const client = (id: number, text: string) => `oarsub front:${41_000 + id}: ${text}`;
const refused = (id: number, text = CANNOT) => [client(id, text), client(id, "BAD JOB"), "almighty ChState"];
const accepted = (id: number) => [client(id, "GOOD RESERVATION")];
const told = (...lines: string[][]) => lines.flat().sort();

describe.each([
  ["internal", server],
  ["external", server],
  ["internal", embedded],
] as const)("%s mode on $1.kind", (mode, session) => {
  const round = (world: World, given?: StoryRound) =>
    play(session, world, given, mode === "internal" ? runCaseRound : schedulers.run);

  test("after the batch jobs of their group come the queues by name, and in each the ids", async () => {
    const whole = { moldables: ["core=8"], walltime: 100 };
    const world: World = {
      queues: { high: 9, beta: 5, alpha: 5, low: 1 },
      jobs: {
        1: { ...whole, queue: "low" },
        2: { ...whole, queue: "beta", reserve: NOW + 370 },
        3: { ...whole, queue: "alpha", reserve: NOW + 370 },
        4: { ...whole, queue: "alpha" },
        5: { ...whole, queue: "high", reserve: NOW + 50 },
        6: { ...whole, queue: "low", reserve: NOW + 689 },
        7: { ...whole, queue: "low", reserve: NOW + 690 },
        8: { ...whole, queue: "low", reserve: NOW + 690 },
      },
    };
    await begin(session, world);
    const message = "R=8,W=160,J=P,Q=";
    const whom = "1 2 3 4 5 6 7 8";
    expect(await round(world)).toEqual({
      exitCode: 0,
      sent: told(accepted(3), accepted(5), accepted(7), refused(2), refused(6), refused(8)),
      jobs: {
        1: `Waiting 530 ${message}low`,
        2: `Error Scheduled 370 ${CANNOT}`,
        3: `Waiting Scheduled 370 ${message}alpha`,
        4: `Waiting 210 ${message}alpha`,
        5: `Waiting Scheduled 50 ${message}high`,
        6: `Error Scheduled 689 ${CANNOT}`,
        7: `Waiting Scheduled 690 ${message}low`,
        8: `Error Scheduled 690 ${CANNOT}`,
      },
      plan: { 10: `530: ${whom}`, 30: `370: ${whom}`, 40: `210: ${whom}`, 50: `50: ${whom}`, 70: `690: ${whom}` },
      assigned: {},
      events: [],
    });
  });

  test("late, it has its whole walltime from now on, and is launched with what is left in the next round", async () => {
    const world: World = {
      jobs: {
        1: { reserve: NOW - 50, walltime: 100 },
        2: { reserve: NOW - 159, walltime: 100 },
        3: { reserve: NOW - 160, walltime: 100 },
      },
    };
    await begin(session, world);
    const message = "R=1,W=160,J=P,Q=default";
    expect(await round(world)).toMatchObject({
      exitCode: 1,
      sent: told(accepted(1), accepted(2), refused(3, "Reservation too old")),
      jobs: {
        1: `Waiting Scheduled 0 ${message}`,
        2: `Waiting Scheduled 0 ${message}`,
        3: "Error Scheduled -160 Reservation too old",
      },
      plan: { 10: "0: 1", 20: "0: 2" },
    });
    expect(await round(world, { now: NOW + 7 })).toMatchObject({
      exitCode: 0,
      sent: ["bipbip OARRUN 1", "bipbip OARRUN 2"],
      jobs: { 1: `toLaunch Scheduled 7 ${message}` },
      plan: { 10: "7: 1", 20: "7: 2" },
    });
    const [row] = await session.run(
      "SELECT moldable_walltime AS seconds FROM moldable_job_descriptions WHERE moldable_id = 10",
    );
    expect(row).toEqual({ seconds: 93 });
  });

  test("quotas count it with the others; no_quotas is only counted, a container is not even that", async () => {
    const at = { reserve: NOW + 10, walltime: 100 };
    const world: World = {
      config: { QUOTAS: "yes" },
      quotas: { quotas: { "*,*,*,*": [4, -1, -1] } },
      jobs: {
        1: { running: NOW - 100, on: [1, 2, 3], walltime: 1_000 },
        2: { ...at, moldables: ["core=2"] },
        3: { ...at, moldables: ["core=2"], types: ["no_quotas"] },
        4: { ...at, moldables: ["core=2"], types: ["container"] },
        5: { ...at, moldables: ["core=1"] },
        6: { ...at, moldables: ["core=2"] },
        7: { reserve: NOW + 960, walltime: 100, moldables: ["core=4"] },
      },
    };
    await begin(session, world);
    expect(await round(world)).toMatchObject({
      exitCode: 0,
      sent: told(accepted(3), accepted(4), accepted(7), refused(2, QUOTAS), refused(5, QUOTAS), refused(6)),
      jobs: { 2: `Error Scheduled 10 ${QUOTAS}`, 5: `Error Scheduled 10 ${QUOTAS}`, 6: `Error Scheduled 10 ${CANNOT}` },
      plan: { 30: "10: 4 5", 40: "10: 6 7", 70: "960: 1 2 3 4" },
    });
  });

  test("a container is open to the inner jobs of a lower group in the same round", async () => {
    const inner = (walltime: number) => ({ walltime, types: ["inner=1"], moldables: ["core=1"] });
    const world: World = {
      jobs: {
        1: { queue: "admin", reserve: NOW + 100, walltime: 1_000, moldables: ["host=1"], types: ["container"] },
        // The container's window is [100, 1099]; an inner job has a pad of its own.
        2: inner(940),
        3: inner(941),
        4: { ...inner(200), reserve: NOW + 300 },
      },
    };
    await begin(session, world);
    expect(await round(world)).toMatchObject({
      sent: told(accepted(1), refused(4)),
      jobs: { 2: "Waiting 100 R=1,W=1000,J=P,Q=default", 3: "Waiting 0 submitted", 4: `Error Scheduled 300 ${CANNOT}` },
      plan: { 10: "100: 1 2", 20: "100: 1" },
    });
  });

  test("best-effort jobs are in the way of the queue besteffort alone; a queue that is not active is left alone", async () => {
    const at = (queue: string) => ({ queue, reserve: NOW + 10, walltime: 100, moldables: ["host=4"] });
    const world: World = {
      queues: { default: 2, stopped: 1, besteffort: 0 },
      stopped: ["stopped"],
      jobs: {
        1: { running: NOW - 100, on: [1], walltime: 200, types: ["besteffort"], queue: "besteffort" },
        2: at("default"),
        3: at("stopped"),
        4: at("besteffort"),
        5: { ...at("besteffort"), moldables: ["core=1"], reserve: NOW + 170 },
        6: { ...at("besteffort"), moldables: ["host=4"], reserve: NOW + 330, types: ["besteffort"] },
      },
    };
    await begin(session, world);
    expect(await round(world)).toMatchObject({
      exitCode: 0,
      sent: told(accepted(2), accepted(5), accepted(6), refused(4)),
      jobs: { 3: "Waiting toSchedule 10 submitted" },
      plan: { 10: "-100: 1", 20: "10: 1 2 3 4 5 6 7 8", 50: "170: 1", 60: "330: 1 2 3 4 5 6 7 8" },
    });
  });

  test("it may lie on those with whom it shares", async () => {
    const shared = (scope: string) => ({ types: [`timesharing=${scope}`], moldables: ["core=8"], walltime: 100 });
    const world: World = {
      jobs: {
        1: { running: NOW - 100, on: [1, 2, 3, 4], walltime: 1_000, types: ["timesharing=user,*"] },
        2: { ...shared("*,*"), reserve: NOW + 10 },
        3: { ...shared("user,*"), reserve: NOW + 10, row: { job_user: "bob" } },
        4: { ...shared("user,name"), reserve: NOW + 10 },
        5: { ...shared("*,*"), reserve: NOW + 960, row: { job_user: "bob" } },
      },
    };
    await begin(session, world);
    expect(await round(world)).toMatchObject({
      sent: told(accepted(2), accepted(4), accepted(5), refused(3)),
    });
  });
});

test("it is examined also when the program of its queue has failed, or is not there", async () => {
  const world: World = {
    queues: { admin: 10, default: 2 },
    jobs: {
      1: { queue: "admin" },
      2: { queue: "admin", reserve: NOW + 10 },
      3: { queue: "default", reserve: NOW + 10 },
      4: { queue: "admin", accepted: NOW - 400, on: [8], walltime: 400 },
    },
  };
  await begin(server, world);
  await server.run("UPDATE queues SET scheduler_policy = CASE queue_name WHEN 'admin' THEN 'fails' ELSE 'absent' END");
  expect(await play(server, world, {}, schedulers.run)).toMatchObject({
    exitCode: 0,
    sent: told(accepted(2), accepted(3), ["almighty ChState"]),
    jobs: { 1: "Waiting 0 submitted", 4: "Error Scheduled -400 Reservation expired and couldn't be started." },
    plan: { 20: "10: 1", 30: "10: 2", 40: "-400: 8" },
  });
  expect(await server.run("SELECT DISTINCT state FROM queues")).toEqual([{ state: "notActive" }]);
});
