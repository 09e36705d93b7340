/** Accepted reservations through several rounds, among other jobs (sections 4.4, 5.5 and 5.7 of the database reference). */
import { describe, expect, test } from "vitest";
import { KINDS, openedSession } from "../opened.js";
import { begin, NOW, play, type StoryJob, type World } from "./world.js";

describe.each(KINDS)("on %s", (kind) => {
  const { session } = openedSession(kind);

  const MESSAGE = "R=2,W=1060,J=P,Q=default";
  /** A reservation of 1000 s on the first node. */
  const reserved = (accepted: number, row: StoryJob["row"] = {}): StoryJob => ({
    accepted,
    on: [1, 2],
    walltime: 1_000,
    moldables: ["host=1"],
    row: { message: MESSAGE, ...row },
  });
  const goes = (id: number, state: string) => ({
    table: "resources",
    where: { resource_id: id },
    set: { state },
  });

  test("pushed, round after round, then cut down and launched late; the others follow its plan of the round before", async () => {
    const world: World = {
      config: { RESERVATION_WAITING_RESOURCES_TIMEOUT: "100" },
      resources: { 2: { state: "Suspected" } },
      jobs: { 1: reserved(NOW), 2: { moldables: ["{core = 1}/core=1"], walltime: 100 } },
    };
    await begin(session, world);
    const waiting = `Waiting Scheduled 0 ${MESSAGE}`;
    // The second job is planned around what the plan says when the round begins: [0, 1059].
    expect(await play(session, world, { now: NOW + 10 })).toEqual({
      exitCode: 0,
      sent: [],
      jobs: { 1: waiting, 2: "Waiting 1060 R=1,W=160,J=P,Q=default" },
      plan: { 10: "11: 1 2", 20: "1060: 1" },
      assigned: {},
      events: [],
    });
    expect(await play(session, world, { now: NOW + 99 })).toMatchObject({
      jobs: { 1: waiting, 2: "Waiting 1071 R=1,W=160,J=P,Q=default" },
      plan: { 10: "100: 1 2", 20: "1071: 1" },
    });
    // s + timeout <= now: the missing resource is left, and what remains is launched at once.
    expect(await play(session, world, { now: NOW + 100 })).toEqual({
      exitCode: 0,
      sent: ["bipbip OARRUN 1"],
      jobs: { 1: "toLaunch Scheduled 100 R=1,W=1060,J=P,Q=default", 2: "Waiting 1160 R=1,W=160,J=P,Q=default" },
      plan: { 10: "100: 1", 20: "1160: 1" },
      assigned: { 10: "1" },
      events: ["REDUCE_RESERVATION_WALLTIME 1", "SCHEDULER_REDUCE_NB_RESSOURCES_FOR_RESERVATION 1"],
    });
    // It ends when it was to end: 100 + 900 + 60.
    expect(await play(session, world, { now: NOW + 101 })).toMatchObject({
      sent: ["bipbip OARRUN 1"],
      plan: { 10: "100: 1", 20: "1060: 1" },
    });
    const [row] = await session.run("SELECT moldable_walltime FROM moldable_job_descriptions WHERE moldable_id = 10");
    expect(row).toEqual({ moldable_walltime: 900 });
  });

  test("nothing of it is left: pushed past the timeout, then expired; its plan stays until the next round", async () => {
    const world: World = {
      config: { RESERVATION_WAITING_RESOURCES_TIMEOUT: "100" },
      resources: { 1: { state: "Dead" }, 2: { state: "Absent", available_upto: 1 } },
      jobs: { 1: reserved(NOW), 2: { accepted: NOW - 200, on: [3], walltime: 200 }, 3: { moldables: ["core=6"] } },
    };
    await begin(session, world);
    const late = { sent: ["almighty ChState"], events: [] };
    expect(await play(session, world)).toMatchObject({
      ...late,
      exitCode: 0,
      jobs: {
        1: `Waiting Scheduled 0 ${MESSAGE}`,
        2: "Error Scheduled -200 Reservation expired and couldn't be started.",
        // The place of what expires is free only when the plan has been made anew: -200 + 200 + 60.
        3: "Waiting 60 R=6,W=360,J=P,Q=default",
      },
      plan: { 10: "1: 1 2", 20: "-200: 3" },
    });
    expect(await play(session, world, { now: NOW + 999 })).toMatchObject({
      sent: ["bipbip OARRUN 3"],
      jobs: { 1: `Waiting Scheduled 0 ${MESSAGE}`, 3: "toLaunch 999 R=6,W=360,J=P,Q=default" },
      plan: { 10: "1000: 1 2", 30: "999: 3 4 5 6 7 8" },
    });
    const expired = "Error Scheduled 0 Reservation expired and couldn't be started.";
    expect(await play(session, world, { now: NOW + 1_000 })).toMatchObject({
      sent: ["almighty ChState", "bipbip OARRUN 3"],
      jobs: { 1: expired },
      plan: { 10: "1000: 1 2" },
    });
    const { sent, plan } = await play(session, world, { now: NOW + 1_001 });
    expect({ sent, plan: Object.keys(plan) }).toEqual({ sent: ["bipbip OARRUN 3"], plan: ["30"] });
  });

  test("Absent resources are waited for, past the timeout too, and never taken away", async () => {
    const world: World = {
      resources: { 2: { state: "Absent", available_upto: NOW + 50_000 } },
      jobs: { 1: reserved(NOW) },
    };
    await begin(session, world);
    for (const now of [NOW + 10, NOW + 400, NOW + 999]) {
      expect(await play(session, world, { now })).toEqual({
        exitCode: 0,
        sent: [],
        jobs: { 1: `Waiting Scheduled 0 ${MESSAGE}` },
        plan: { 10: "0: 1 2" },
        assigned: {},
        events: [],
      });
    }
  });

  test("awake again in time, it starts late with what is left of its walltime", async () => {
    const world: World = {
      resources: { 2: { state: "Absent" } },
      jobs: { 1: reserved(NOW, { message: "W=0:16:40" }) },
    };
    await begin(session, world);
    await play(session, world, { now: NOW + 10 });
    expect(await play(session, world, { now: NOW + 940, change: [goes(2, "Alive")] })).toMatchObject({
      sent: ["bipbip OARRUN 1"],
      jobs: { 1: "toLaunch Scheduled 940 W=0:1:0" },
      plan: { 10: "940: 1 2" },
      events: ["REDUCE_RESERVATION_WALLTIME 1"],
    });
  });

  test("put on hold it loses its plan, and gets none again", async () => {
    const world: World = {
      jobs: { 1: reserved(NOW + 100), 2: { moldables: ["{host = 'node1'}/host=1"], walltime: 100 } },
    };
    await begin(session, world);
    const hold = (state: string) => [{ table: "jobs", where: { job_id: 1 }, set: { state } }];
    expect(await play(session, world)).toMatchObject({ plan: { 10: "100: 1 2", 20: "1160: 1 2" } });
    expect(await play(session, world, { change: hold("Hold") })).toMatchObject({
      sent: ["bipbip OARRUN 2"],
      plan: { 20: "0: 1 2" },
    });
    const after = await play(session, world, { now: NOW + 1_200, change: hold("Waiting") });
    expect(after.jobs["1"]).toBe(`Waiting Scheduled 100 ${MESSAGE}`);
    expect(Object.keys(after.plan)).toEqual(["20"]);
  });

  test("being killed before it is acknowledged it keeps its place, and nobody is told", async () => {
    const killed = (id: number, frag_state: string) => ({ frag_id_job: id, frag_date: NOW - 5, frag_state });
    const jobs = {
      1: reserved(NOW + 100, { state: "toAckReservation" }),
      2: { ...reserved(NOW + 100, { state: "toAckReservation" }), on: [3, 4] },
      3: { ...reserved(NOW), on: [5, 6] },
      4: { moldables: ["core=3"], walltime: 2_000 },
    };
    const world: World = { jobs, rows: { frag_jobs: [killed(1, "LEON"), killed(3, "TIMER_ARMED")] } };
    await begin(session, world);
    expect(await play(session, world)).toEqual({
      exitCode: 0,
      sent: ["oarsub front:41002: GOOD RESERVATION"],
      jobs: {
        1: `toAckReservation Scheduled 100 ${MESSAGE}`,
        2: `Waiting Scheduled 100 ${MESSAGE}`,
        3: `Waiting Scheduled 0 ${MESSAGE}`,
        4: "Waiting 1060 R=3,W=2060,J=P,Q=default",
      },
      plan: { 10: "100: 1 2", 20: "100: 3 4", 30: "0: 5 6", 40: "1060: 5 6 7" },
      assigned: {},
      events: [],
    });
  });

  test("in a queue that is not active it is launched, or passed over when it has expired, but never pushed or cut down", async () => {
    const stopped = (accepted: number, on: readonly number[]): StoryJob => ({
      ...reserved(accepted),
      queue: "admin",
      on,
    });
    const world: World = {
      stopped: ["admin"],
      resources: { 4: { state: "Suspected" } },
      jobs: { 1: stopped(NOW - 10, [1, 2]), 2: stopped(NOW - 400, [3, 4]), 3: stopped(NOW - 1_000, [5, 6]) },
    };
    await begin(session, world);
    expect(await play(session, world)).toMatchObject({
      exitCode: 0,
      sent: ["bipbip OARRUN 1"],
      jobs: {
        1: `toLaunch Scheduled 0 ${MESSAGE}`,
        2: `Waiting Scheduled -400 ${MESSAGE}`,
        3: `Waiting Scheduled -1000 ${MESSAGE}`,
      },
      plan: { 10: "0: 1 2", 20: "-400: 3 4", 30: "-1000: 5 6" },
      events: ["REDUCE_RESERVATION_WALLTIME 1"],
    });
  });
});
