/** Jobs that end in error in a round, and all that comes with it (sections 2.3, 5.5 and 5.10 of the database reference). */
import { describe, expect, test } from "vitest";
import { KINDS, openedSession } from "../opened.js";
import { database, fillWith, launches, NOW, nodes, play, sentTo, valuesOf } from "./played.js";

describe.each(KINDS)("on %s", (kind) => {
  const { session } = openedSession(kind);

  const ORDER = "SCHEDULER_PRIORITY_HIERARCHY_ORDER= network_address //resource_id/";
  const started = (job_id: number) => ({ type: "SCHEDULER_PRIORITY_UPDATED_START", job_id, date: 1, description: "" });

  test("a reservation that has expired ends with all that it has; the plan keeps it until the next round", async () => {
    const reservation = { reservation: "Scheduled", start_time: NOW - 600, notify: "[ERROR]mail:ann", stop_time: 0 };
    await fillWith(
      session,
      database(
        [
          { id: 1, row: reservation, types: ["deploy"], plan: { start: NOW - 30, resources: [1, 2] } },
          { id: 2, row: { ...reservation, stop_time: NOW }, walltime: 601, plan: { start: NOW - 600, resources: [3] } },
        ],
        nodes(4),
        {
          job_dependencies: [
            { job_id: 1, job_id_required: 99 },
            { job_id: 3, job_id_required: 1 },
          ],
          job_state_logs: [{ job_id: 1, job_state: "Waiting", date_start: 5 }],
        },
      ),
    );
    const played = await play(session);
    expect(played.exitCode).toBe(0);
    expect(played.sent).toEqual([
      { to: "almighty", message: { cmd: "ChState" } },
      { to: "bipbip", message: { job_id: 2, cmd: "OARRUN", args: [] } },
    ]);
    const text = "Reservation expired and couldn't be started.";
    expect(played.rows("jobs")).toEqual([
      [1, "Error", "Scheduled", NOW - 600, 0, text],
      [2, "toLaunch", "Scheduled", NOW, 20, "submitted"],
    ]);
    expect(played.rows("moldable_job_descriptions")).toEqual([
      [10, 600, "LOG"],
      [20, 1, "CURRENT"],
    ]);
    expect(await valuesOf(session, "SELECT stop_time FROM jobs WHERE job_id = 1")).toEqual([[NOW - 600]]);
    expect(await valuesOf(session, "SELECT types_index FROM job_types")).toEqual([["LOG"]]);
    expect(await valuesOf(session, "SELECT job_id, job_dependency_index FROM job_dependencies ORDER BY 1")).toEqual([
      [1, "LOG"],
      [3, "CURRENT"],
    ]);
    const groups = `SELECT res_group_id, res_group_index, res_job_index FROM job_resource_groups
    JOIN job_resource_descriptions ON res_job_group_id = res_group_id ORDER BY 1`;
    expect(await valuesOf(session, groups)).toEqual([
      [10, "LOG", "LOG"],
      [20, "CURRENT", "CURRENT"],
    ]);
    expect(played.rows("job_state_logs")).toEqual([
      [1, "Waiting", 5, NOW],
      [1, "Error", NOW, 0],
      [2, "toLaunch", NOW, 0],
    ]);
    for (const copy of ["", "_visu"]) {
      expect(played.rows(`gantt_jobs_predictions${copy}`)).toEqual([
        [10, NOW - 30],
        [20, NOW],
      ]);
      expect(played.rows(`gantt_jobs_resources${copy}`)).toEqual([
        [10, 1],
        [10, 2],
        [20, 3],
      ]);
    }
    const next = await play(session, { now: NOW + 10 });
    expect(next.rows("gantt_jobs_predictions")).toEqual([[20, NOW]]);
  });

  test("who waits for an expired reservation is placed in a lower queue group of the same round, in its own one later", async () => {
    const reservation = { reservation: "Scheduled", start_time: NOW - 600 };
    await fillWith(
      session,
      database(
        [
          { id: 1, row: reservation, plan: { start: NOW - 600, resources: [1] } },
          { id: 2 },
          { id: 3, row: { queue_name: "besteffort" } },
          { id: 4, row: { queue_name: "admin" } },
          { id: 5, row: { ...reservation, queue_name: "closed" }, plan: { start: NOW - 600, resources: [2] } },
          { id: 6, row: { queue_name: "besteffort" } },
        ],
        nodes(4),
        {
          queues: [{ queue_name: "closed", priority: 9, scheduler_policy: "", state: "notActive" }],
          job_dependencies: [
            { job_id: 2, job_id_required: 1 },
            { job_id: 3, job_id_required: 1 },
            { job_id: 4, job_id_required: 1 },
            { job_id: 6, job_id_required: 5 },
          ],
        },
      ),
    );
    const played = await play(session);
    expect(launches(played)).toEqual([3]);
    expect(launches(await play(session, { now: NOW + 5 }))).toEqual([2, 3, 4]);
  });

  test("the end of best-effort and time-sharing jobs lowers the priority of what they held, if they had raised it", async () => {
    const ended = { state: "toError" };
    await fillWith(
      session,
      database(
        [
          { id: 1, row: ended, types: ["besteffort"], assigned: [1] },
          { id: 2, row: ended, types: ["timesharing=*,*", "besteffort"], assigned: [3] },
          { id: 3, row: ended, types: ["timesharing=user,*"], assigned: [4] },
          { id: 4, row: ended, assigned: [4] },
          { id: 5, row: ended, types: ["besteffort"], assigned: [] },
          { id: 6, row: ended, types: ["besteffort"], assigned: [2] },
        ],
        nodes(6, { 2: { network_address: "node1" }, 4: { scheduler_priority: 100 } }),
        {
          event_logs: [1, 2, 3, 4, 5].map(started),
          assigned_resources: [{ moldable_job_id: 50, resource_id: 5, assigned_resource_index: "LOG" }],
        },
      ),
    );
    const played = await play(session, { config: ORDER });
    expect(sentTo(played, "almighty")).toHaveLength(6);
    // node: 2·1·c, resource: 2·2·c; c is 10 for best-effort jobs that share with nobody.
    expect(played.rows("resources")).toEqual([
      [1, -20 - 40, NOW],
      [2, -20, NOW],
      [3, -6, NOW],
      [4, 100 - 6, NOW],
      [5, 0, NOW],
      [6, 0, 0],
    ]);
    const stopped = (id: number) => [
      "SCHEDULER_PRIORITY_UPDATED_STOP",
      id,
      `Scheduler priority for job ${id} updated (network_address //resource_id/)`,
    ];
    const events = played.rows("event_logs").filter(([type]) => type !== "SCHEDULER_PRIORITY_UPDATED_START");
    expect(events).toEqual([stopped(1), stopped(2), stopped(3)]);
    expect(played.rows("assigned_resources").map(([, , index]) => index)).toEqual(Array(6).fill("LOG"));
  });

  test("the start of them raises it, once in their lives", async () => {
    const ask = (id: number, resource: number, types: string[]) => ({
      id,
      types,
      property: `resource_id = ${resource}`,
    });
    await fillWith(
      session,
      database(
        [
          ask(1, 1, ["besteffort"]),
          ask(2, 2, ["timesharing=*,*"]),
          ask(3, 3, ["besteffort", "timesharing=user,name"]),
          ask(4, 4, []),
          ask(5, 5, ["besteffort"]),
        ],
        nodes(5, { 2: { network_address: "node1" }, 3: { network_address: "" }, 5: { network_address: "node1" } }),
        { event_logs: [started(5)] },
      ),
    );
    const played = await play(session, { config: ORDER });
    expect(launches(played)).toEqual([1, 2, 3, 4, 5]);
    expect(played.rows("resources").map(([id, priority]) => [id, priority])).toEqual([
      [1, 22 + 40],
      [2, 22 + 4],
      [3, 6],
      [4, 0],
      [5, 22],
    ]);
    expect(played.rows("event_logs").map(([type, id]) => [type, id])).toEqual(
      [1, 2, 3, 5].map((id) => ["SCHEDULER_PRIORITY_UPDATED_START", id]),
    );
    const [[description]] = (await valuesOf(session, "SELECT description FROM event_logs WHERE job_id = 3")) as [
      [string],
    ];
    expect(description).toBe("Scheduler priority for job 3 updated (network_address //resource_id/)");
  });

  test("a job that was suspended once and ends in error: nobody is suspended any more where no Suspended job is", async () => {
    await fillWith(
      session,
      database(
        [
          { id: 1, row: { state: "toError", suspended: "YES" }, assigned: [1, 2] },
          { id: 2, row: { state: "Suspended", suspended: "YES" }, assigned: [2, 3] },
        ],
        nodes(4).map((row) => ({ ...row, suspended_jobs: "YES" })),
      ),
    );
    await play(session);
    const suspended = "SELECT resource_id FROM resources WHERE suspended_jobs = 'YES' ORDER BY 1";
    expect(await valuesOf(session, suspended)).toEqual([[2], [3]]);
  });
});
