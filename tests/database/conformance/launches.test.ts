/** Launches, energy and resuming in whole rounds (sections 5.7, 5.8, 10.2 and 10.3 of the database reference). */
import { describe, expect, test } from "vitest";
import type { CaseRow } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { database, fillWith, launches, NOW, nodes, type PlayedJob, play, sentTo, valuesOf } from "./played.js";

describe.each(KINDS)("on %s", (kind) => {
  const { session } = openedSession(kind);

  const reserved = (
    id: number,
    start: number,
    resources: readonly number[],
    other: Partial<PlayedJob> = {},
  ): PlayedJob => ({
    id,
    walltime: 1_200,
    plan: { start, resources },
    ...other,
    row: { reservation: "Scheduled", start_time: start, message: "R=4,W=0:20:0,J=R,N=x,Q=q", ...other.row },
  });

  test("late reservations: shortened, waiting for Absent resources, cut down to what there is", async () => {
    const cluster = nodes(12, {
      3: { state: "Absent" },
      4: { state: "Absent", available_upto: 0 },
      6: { state: "Dead" },
      8: { state: "Suspected" },
      10: { state: "Absent", available_upto: 1 },
    });
    const jobs = [
      reserved(1, NOW - 10, [1, 2]),
      reserved(2, NOW - 400, [3]),
      // A resource that cannot wake up is a missing one.
      reserved(3, NOW - 299, [4, 5]),
      reserved(4, NOW - 300, [6, 7]),
      reserved(5, NOW - 400, [8]),
      reserved(6, NOW - 1_199, [9, 10], { row: { queue_name: "admin" } }),
      reserved(7, NOW, [11]),
      reserved(8, NOW - 5, [12], { plan: { start: NOW + 1, resources: [12] } }),
    ];
    await fillWith(
      session,
      database(jobs, cluster, {
        assigned_resources: [
          { moldable_job_id: 10, resource_id: 5 },
          { moldable_job_id: 70, resource_id: 11, assigned_resource_index: "LOG" },
        ],
      }),
    );
    const played = await play(session);
    expect([played.exitCode, launches(played)]).toEqual([0, [1, 4, 6, 7]]);
    expect(played.rows("jobs").map(([id, state, , start, , message]) => [id, state, start, message])).toEqual([
      [1, "toLaunch", NOW, "R=4,W=0:19:50,J=R,N=x,Q=q"],
      [2, "Waiting", NOW - 400, "R=4,W=0:20:0,J=R,N=x,Q=q"],
      [3, "Waiting", NOW - 299, "R=4,W=0:20:0,J=R,N=x,Q=q"],
      [4, "toLaunch", NOW, "R=1,W=0:15:0,J=R,N=x,Q=q"],
      [5, "Waiting", NOW - 400, "R=4,W=0:20:0,J=R,N=x,Q=q"],
      [6, "toLaunch", NOW, "R=1,W=0:0:1,J=R,N=x,Q=q"],
      [7, "toLaunch", NOW, "R=4,W=0:20:0,J=R,N=x,Q=q"],
      [8, "Waiting", NOW - 5, "R=4,W=0:20:0,J=R,N=x,Q=q"],
    ]);
    expect(played.rows("moldable_job_descriptions").map(([, walltime]) => walltime)).toEqual([
      1_190, 1_200, 1_200, 900, 1_200, 1, 1_200, 1_200,
    ]);
    for (const copy of ["", "_visu"]) {
      expect(played.rows(`gantt_jobs_predictions${copy}`).map(([, start]) => Number(start) - NOW)).toEqual([
        0, -400, 1, 0, 1, 0, 0, 1,
      ]);
      expect(played.rows(`gantt_jobs_resources${copy}`)).toEqual([
        [10, 1],
        [10, 2],
        [20, 3],
        [30, 4],
        [30, 5],
        [40, 7],
        [50, 8],
        [60, 9],
        [70, 11],
        [80, 12],
      ]);
    }
    expect(played.rows("assigned_resources")).toEqual([
      [10, 1, "CURRENT"],
      [10, 2, "CURRENT"],
      [40, 7, "CURRENT"],
      [60, 9, "CURRENT"],
      [70, 11, "CURRENT"],
    ]);
    const reduced = (id: number) => [
      "SCHEDULER_REDUCE_NB_RESSOURCES_FOR_RESERVATION",
      id,
      `[MetaSched] Reduce the number of resources for the job ${id}`,
    ];
    const shortened = (id: number, left: number) => [
      "REDUCE_RESERVATION_WALLTIME",
      id,
      `Change walltime from 1200 to ${left}`,
    ];
    expect(played.rows("event_logs")).toEqual([
      shortened(1, 1_190),
      shortened(4, 900),
      reduced(4),
      shortened(6, 1),
      reduced(6),
    ]);
  });

  test("every test that keeps a node from being halted or woken, with Greta", async () => {
    const idle: CaseRow = { available_upto: 2_147_483_646 };
    const row = (resource_id: number, network_address: string, other: CaseRow = {}): CaseRow => ({
      resource_id,
      network_address,
      ...idle,
      ...other,
    });
    const absent = { state: "Absent" };
    const cluster = [
      row(1, "a-idle"),
      row(2, "b-upto-1", { available_upto: 1 }),
      row(3, "c-upto-max", { available_upto: 2_147_483_647 }),
      row(4, "d-upto-0", { available_upto: 0 }),
      row(5, "e-licence", { type: "licence" }),
      row(6, ""),
      row(7, "f-half-dead"),
      row(8, "f-half-dead", { state: "Dead" }),
      row(9, "g-one-forever"),
      row(10, "g-one-forever", { available_upto: 2_147_483_647 }),
      row(11, "h-last-job", { last_job_date: NOW - 600 }),
      row(12, "i-last-job", { last_job_date: NOW - 601 }),
      row(13, "j-other-last-job", { type: "disk", last_job_date: NOW - 5 }),
      row(14, "j-other-last-job"),
      row(15, "k-runs"),
      row(16, "k-runs"),
      row(17, "l-licence-runs"),
      row(18, "l-licence-runs", { type: "licence" }),
      row(19, "m-soon"),
      row(20, "n-late"),
      row(21, "o-woken"),
      row(22, "p-woken-before"),
      row(23, "q-suspected-runs", { state: "Suspected" }),
      row(24, "q-suspected-runs"),
      row(30, "w-now", absent),
      row(31, "w-soon", absent),
      row(32, "w-too-late", absent),
      row(33, "w-ends-in-time", { ...absent, available_upto: NOW + 600 }),
      row(34, "w-ends-late", { ...absent, available_upto: NOW + 599 }),
      row(35, "w-licence", { ...absent, type: "licence" }),
      row(36, "w-both", absent),
      row(37, "w-both"),
    ];
    const event = (event_id: number, date: number) => ({ event_id, type: "WAKEUP_NODE", date, description: "" });
    const jobs = [
      { id: 1, assigned: [15], walltime: 9_000 },
      { id: 2, assigned: [18], walltime: 9_000 },
      reserved(3, NOW + 300, [19], { walltime: 600 }),
      reserved(4, NOW + 301, [20], { walltime: 600 }),
      { id: 5, assigned: [23], walltime: 9_000 },
      reserved(6, NOW, [30, 33, 34, 35, 36], { walltime: 600 }),
      reserved(7, NOW + 60, [31], { walltime: 600 }),
      reserved(8, NOW + 61, [32], { walltime: 600 }),
    ];
    await fillWith(
      session,
      database(jobs, cluster, {
        event_logs: [event(1, NOW - 600), event(2, NOW - 601)],
        event_log_hostnames: [
          { event_id: 1, hostname: "o-woken" },
          { event_id: 2, hostname: "p-woken-before" },
        ],
      }),
    );
    const config = `ENERGY_SAVING_MODE=metascheduler_decision_making
ENERGY_SAVING_INTERNAL=yes
ENERGY_SAVING_NODE_MANAGER_SLEEP_CMD=unused
ENERGY_SAVING_NODE_MANAGER_WAKE_UP_CMD=unused
SCHEDULER_NODE_MANAGER_IDLE_TIME=600
SCHEDULER_NODE_MANAGER_SLEEP_TIME=300
SCHEDULER_NODE_MANAGER_WAKEUP_TIME=60
`;
    const played = await play(session, { config });
    const halt = ["a-idle", "b-upto-1", "f-half-dead", "i-last-job", "n-late", "p-woken-before"];
    expect(sentTo(played, "greta")).toEqual([
      { cmd: "HALT", nodes: halt },
      { cmd: "WAKEUP", nodes: ["w-both", "w-ends-in-time", "w-now", "w-soon"] },
    ]);
    const noSleep = await play(session, { config: `${config}ENERGY_SAVING_NODE_MANAGER_SLEEP_CMD=` });
    expect(sentTo(noSleep, "greta").map((message) => (message as { cmd: string }).cmd)).toEqual(["WAKEUP"]);
    const noWake = await play(session, { config: `${config}ENERGY_SAVING_NODE_MANAGER_WAKE_UP_CMD=` });
    expect(sentTo(noWake, "greta")).toEqual([{ cmd: "HALT", nodes: halt }]);
    const others = config.replaceAll("ENERGY_SAVING_NODE_MANAGER", "SCHEDULER_NODE_MANAGER");
    expect(sentTo(await play(session, { config: others }), "greta")).toEqual([{ cmd: "CHECK" }]);
  });

  test("Resuming jobs run again after the launches of the round, where nobody is", async () => {
    const resuming = (id: number, assigned: readonly number[], types: readonly string[] = ["noop"]): PlayedJob => ({
      id,
      assigned,
      types,
      walltime: 7_200,
      row: { state: "Resuming", suspended: "YES" },
    });
    await fillWith(
      session,
      database(
        [
          resuming(1, [1]),
          resuming(2, [1, 2]),
          resuming(3, [3], ["noop", "timesharing=*,*"]),
          { id: 4, property: "resource_id = 3", types: ["timesharing=*,*"] },
          resuming(5, [4], []),
          { id: 6, assigned: [5], walltime: 7_200, row: { state: "Suspended", suspended: "YES" } },
          resuming(7, [5]),
          // On top of a Suspended job's resource another one was launched in between.
          { id: 8, assigned: [6], walltime: 7_200, row: { state: "Finishing" } },
          resuming(9, [6]),
        ],
        nodes(7).map((node) => ({ ...node, suspended_jobs: "YES" })),
      ),
    );
    const played = await play(session);
    expect([played.exitCode, launches(played)]).toEqual([0, [4]]);
    expect(played.rows("jobs").map(([id, state]) => `${id} ${state}`)).toEqual([
      "1 Running",
      "2 Resuming",
      "3 Running",
      "4 toLaunch",
      "5 Resuming",
      "6 Suspended",
      "7 Running",
      "8 Finishing",
      "9 Resuming",
    ]);
    expect(await valuesOf(session, "SELECT resource_id FROM resources WHERE suspended_jobs = 'NO' ORDER BY 1")).toEqual(
      [[1], [3]],
    );
    expect(await valuesOf(session, "SELECT DISTINCT suspended FROM jobs WHERE state = 'Running'")).toEqual([["YES"]]);
    expect(played.lines.filter((line) => line.includes("noop"))).toHaveLength(1);
    expect(played.rows("event_logs")).toEqual([]);
  });
});
