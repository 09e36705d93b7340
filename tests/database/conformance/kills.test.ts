/** Best-effort jobs that are in the way, in whole rounds (sections 5.7, 10.4 and 10.5 of the database reference). */
import { describe, expect, test } from "vitest";
import type { Rows } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { database, fillWith, launches, NOW, nodes, type PlayedJob, type PlayOptions, play, sentTo } from "./played.js";

describe.each(KINDS)("on %s", (kind) => {
  const { session } = openedSession(kind);

  /** A round on nodes, some of which are odd. */
  async function round(
    jobs: readonly PlayedJob[],
    cluster: Parameters<typeof nodes>,
    options: PlayOptions = {},
    more: Rows = {},
  ) {
    await fillWith(session, database(jobs, nodes(...cluster), more));
    return play(session, options);
  }

  /** A job that asks for one certain resource. */
  const on = (id: number, resource: number, other: Partial<PlayedJob> = {}): PlayedJob => ({
    id,
    property: `resource_id = ${resource}`,
    ...other,
  });
  /** An accepted reservation. */
  const reserved = (id: number, start: number, resources: readonly number[], other: Partial<PlayedJob> = {}) => ({
    id,
    plan: { start, resources },
    ...other,
    row: { reservation: "Scheduled", start_time: start, ...other.row },
  });
  const besteffort = (id: number, assigned: readonly number[], other: Partial<PlayedJob> = {}): PlayedJob => ({
    id,
    assigned,
    walltime: 7_200,
    ...other,
    types: ["besteffort", ...(other.types ?? [])],
  });
  const killed = (id: number) => ["BESTEFFORT_KILL", id, `kill the besteffort job ${id}`];
  const asked = (id: number) => ["FRAG_JOB_REQUEST", id, `User oar requested to frag the job ${id}`];
  const states = (played: Awaited<ReturnType<typeof play>>) => played.rows("jobs").map(([id, state]) => [id, state]);

  test("a reservation within the look-ahead and a job of now want the same best-effort job: it is killed once", async () => {
    const played = await round(
      [
        on(1, 1),
        reserved(2, NOW + 300, [2, 3]),
        reserved(3, NOW + 301, [4]),
        on(4, 5),
        besteffort(5, [1, 2]),
        besteffort(6, [4]),
      ],
      [5],
      { config: "SCHEDULER_BESTEFFORT_KILL_DURATION_BEFORE_RESERVATION=300" },
    );
    expect(played.exitCode).toBe(2);
    expect(played.sent).toEqual([{ to: "almighty", message: { cmd: "ChState" } }]);
    expect(played.rows("event_logs")).toEqual([killed(5), asked(5)]);
    expect(played.rows("frag_jobs")).toEqual([[5, NOW, "LEON"]]);
    expect(states(played)).toEqual([
      [1, "Waiting"],
      [2, "Waiting"],
      [3, "Waiting"],
      [4, "Waiting"],
      [5, "Running"],
      [6, "Running"],
    ]);
  });

  test("what a best-effort job holds is what it has in the plan", async () => {
    const played = await round(
      [
        // Its resources are history already, but it has not ended.
        on(1, 1),
        besteffort(5, [], { row: { state: "Finishing", assigned_moldable_job: 50 } }),
        // Suspended: the default resource is given up, the licence is not.
        on(2, 2),
        besteffort(6, [2], { row: { state: "Suspended", suspended: "YES" } }),
        on(3, 3, { property: "type = 'licence'" }),
        besteffort(7, [3], { row: { state: "Suspended", suspended: "YES" } }),
        // A resource that cannot be used is in nobody's plan.
        reserved(4, NOW - 10, [4, 5]),
        besteffort(8, [4]),
      ],
      [5, { 3: { type: "licence" }, 4: { state: "Suspected" } }],
      {},
      { assigned_resources: [{ moldable_job_id: 50, resource_id: 1, assigned_resource_index: "LOG" }] },
    );
    expect(played.exitCode).toBe(2);
    expect(played.rows("event_logs")).toEqual([killed(5), asked(5), killed(7), asked(7)]);
  });

  test("on a resource that cannot be used nobody is killed, and the others are launched", async () => {
    const jobs = [reserved(4, NOW - 10, [4, 5]), besteffort(8, [4]), on(1, 1)];
    const played = await round(jobs, [5, { 4: { state: "Suspected" } }]);
    expect([played.exitCode, launches(played)]).toEqual([0, [1]]);
    expect(played.rows("gantt_jobs_predictions")).toEqual([
      [10, NOW],
      [40, NOW + 1],
      [80, NOW - 100],
    ]);
    expect(played.rows("event_logs")).toEqual([]);
  });

  test.each(["LEON", "TIMER_ARMED", "LEON_EXTERMINATE"])(
    "a candidate with a frag row %s is planned, and no more",
    async (state) => {
      const played = await round(
        [on(1, 1), on(2, 2), besteffort(5, [1])],
        [2],
        {},
        {
          frag_jobs: [{ frag_id_job: 1, frag_date: 3, frag_state: state }],
        },
      );
      expect([played.exitCode, launches(played)]).toEqual([0, [2]]);
      expect(played.rows("event_logs")).toEqual([]);
      expect(played.rows("gantt_jobs_predictions")).toContainEqual([10, NOW]);
      expect(played.rows("frag_jobs")).toEqual([[1, 3, state]]);
    },
  );

  test("a candidate whose end was asked for and refused to come is one again; a victim is asked only once", async () => {
    const played = await round(
      [on(1, 1), besteffort(5, [1])],
      [2],
      {},
      {
        frag_jobs: [
          { frag_id_job: 1, frag_date: 3, frag_state: "FRAGGED" },
          { frag_id_job: 5, frag_date: 4, frag_state: "FRAGGED" },
        ],
      },
    );
    expect(played.exitCode).toBe(2);
    expect(played.rows("event_logs")).toEqual([killed(5)]);
    expect(played.rows("frag_jobs")).toEqual([
      [1, 3, "FRAGGED"],
      [5, 4, "FRAGGED"],
    ]);
  });

  test("who may share its time, its placeholder or its container stays, and the newcomer is launched", async () => {
    const played = await round(
      [
        on(1, 1, { types: ["timesharing=user,*"] }),
        besteffort(11, [1], { types: ["timesharing=*,*"] }),
        on(2, 2, { types: ["allow=p"] }),
        besteffort(12, [2], { types: ["placeholder=p"] }),
        on(3, 3, { types: ["inner=13"], walltime: 60 }),
        besteffort(13, [3], { types: ["container"] }),
      ],
      [3],
    );
    // Nobody sees the best-effort container but in the queue besteffort: its set does not exist for the others.
    expect([played.exitCode, launches(played)]).toEqual([0, [1, 2]]);
    expect(played.rows("event_logs")).toEqual([]);
    const strangers = await round(
      [
        on(1, 1, { types: ["timesharing=user,*"] }),
        besteffort(11, [1], { row: { job_user: "bob" }, types: ["timesharing=*,*"] }),
      ],
      [1],
    );
    expect(strangers.rows("event_logs")).toEqual([killed(11), asked(11)]);
  });

  test("a best-effort candidate kills nobody, and is launched only where nobody is in its way", async () => {
    const played = await round(
      [
        on(1, 1, { types: ["besteffort"] }),
        besteffort(11, [1]),
        reserved(2, NOW, [2], { types: ["besteffort"] }),
        on(3, 3, { types: ["besteffort"], row: { queue_name: "besteffort" } }),
        besteffort(13, [4]),
      ],
      [4],
    );
    expect([played.exitCode, launches(played)]).toEqual([0, [2, 3]]);
    expect(played.rows("jobs")[0]?.slice(0, 4)).toEqual([1, "Waiting", "None", NOW]);
    expect(played.rows("event_logs")).toEqual([]);
  });

  test("a reservation of a queue that is not active kills and is launched until it has expired", async () => {
    const queues = [{ queue_name: "closed", priority: 3, scheduler_policy: "", state: "notActive" }];
    const row = { queue_name: "closed" };
    const late = reserved(2, NOW - 10, [2], { row, walltime: 700 });
    const expired = reserved(3, NOW - 700, [3], { row, walltime: 700 });
    const played = await round([late, expired, besteffort(13, [3])], [3], {}, { queues });
    expect([played.exitCode, launches(played)]).toEqual([0, [2]]);
    expect(played.rows("moldable_job_descriptions")[0]).toEqual([20, 690, "CURRENT"]);
    const again = await round([late, besteffort(12, [2])], [2], {}, { queues });
    expect([again.exitCode, again.rows("event_logs")]).toEqual([2, [killed(12), asked(12)]]);
  });

  test("a job that may checkpoint itself: the first event since its start counts, whoever wrote it", async () => {
    const able = (id: number, resource: number, row = {}) =>
      besteffort(id, [resource], { row: { checkpoint: 60, ...row } });
    const event = (job_id: number, date: number) => ({ type: "CHECKPOINT", job_id, date, description: "Sarko's" });
    const jobs = [1, 2, 3, 4, 5, 6].map((id) => on(id, id));
    const config = "OPENSSH_CMD=/bin/true";
    const victims = [
      able(11, 1),
      able(12, 2),
      able(13, 3),
      able(14, 4, { job_type: "INTERACTIVE" }),
      able(15, 5, { state: "Launching" }),
      able(16, 6, { checkpoint: 0 }),
    ];
    const played = await round(
      [...jobs, ...victims],
      [7],
      { config },
      {
        event_logs: [event(11, NOW - 101), event(12, NOW - 60), event(13, NOW - 61), event(13, NOW - 1)],
      },
    );
    expect(played.exitCode).toBe(2);
    expect(sentTo(played, "almighty")).toEqual([{ cmd: "ChState" }]);
    const kills = [13, 14, 15, 16].flatMap((id) => [killed(id), asked(id)]);
    expect(played.rows("event_logs")).toEqual(kills);
    const own = await session.run(
      "SELECT job_id, type FROM event_logs WHERE job_id = 11 AND date = $1 ORDER BY event_id",
      [NOW],
    );
    expect(own).toEqual([
      { job_id: 11, type: "CHECKPOINT" },
      { job_id: 11, type: "CHECKPOINT_SUCCESSFULL" },
    ]);
  });
});
