/** Launches: rows, the step, and what it leaves behind. */
import { describe, expect, test } from "vitest";
import { killOrLaunch } from "../../../ts/metascheduler/round/kill-or-launch.js";
import type { CaseRow } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { fill } from "../reading/rows.js";
import { type JobRows, NOW, OvertakenWriter, observed, resources, rowsOf, valuesOf } from "./support.js";

/** A job that is to start now. */
const due = (id: number, planned: readonly number[], other: Partial<JobRows> = {}): JobRows => ({
  id,
  plan: { start: NOW, resources: planned },
  ...other,
});

describe.each(KINDS)("on %s", (kind) => {
  const counted = openedSession(kind);
  const { session } = counted;

  async function run(jobs: readonly JobRows[], cluster: CaseRow[], more: Record<string, CaseRow[]> = {}, content = "") {
    const all: Record<string, CaseRow[]> = { ...rowsOf(jobs, cluster) };
    for (const [table, list] of Object.entries(more)) all[table] = [...(all[table] ?? []), ...list];
    await fill(session, all);
    const seen = observed(session, content);
    const before = counted.statements();
    const outcome = await killOrLaunch(seen.round);
    return { ...seen, outcome, statements: counted.statements() - before };
  }

  const jobRows = () =>
    valuesOf(session, "SELECT job_id, state::text, start_time, assigned_moldable_job, message FROM jobs ORDER BY 1");
  const assigned = () =>
    valuesOf(
      session,
      "SELECT moldable_job_id, resource_id, assigned_resource_index::text FROM assigned_resources ORDER BY 1, 2",
    );

  test("what is due and Alive is launched, by ascending id", async () => {
    const { outcome, told, warnings } = await run(
      [
        due(4, [1, 2]),
        due(2, [3], { plan: { start: NOW - 20, resources: [3] } }),
        due(3, [4], { plan: { start: NOW + 1, resources: [4] } }),
        due(5, [5]),
        due(6, [99]),
        due(7, [6], { row: { queue_name: "nobody's" } }),
      ],
      resources(6, { 5: { state: "Absent" } }),
      { job_state_logs: [{ job_id: 4, job_state: "Waiting", date_start: 5 }] },
    );
    expect(outcome).toEqual({ exitCode: 0, launched: [2, 4, 7], killed: [], signalled: [] });
    expect(told).toEqual(["launch 2", "launch 4", "launch 7"]);
    expect(warnings).toEqual([]);
    expect(await jobRows()).toEqual([
      [2, "toLaunch", NOW, 20, "submitted"],
      [3, "Waiting", 0, 0, "submitted"],
      [4, "toLaunch", NOW, 40, "submitted"],
      [5, "Waiting", 0, 0, "submitted"],
      [6, "Waiting", 0, 0, "submitted"],
      [7, "toLaunch", NOW, 70, "submitted"],
    ]);
    expect(await assigned()).toEqual([20, 40, 40, 70].map((moldable, at) => [moldable, [3, 1, 2, 6][at], "CURRENT"]));
    const logs = "SELECT job_id, job_state, date_start, date_stop FROM job_state_logs ORDER BY 1, 3";
    expect(await valuesOf(session, logs)).toEqual([
      [2, "toLaunch", NOW, 0],
      [4, "Waiting", 5, NOW],
      [4, "toLaunch", NOW, 0],
      [7, "toLaunch", NOW, 0],
    ]);
    expect(await valuesOf(session, "SELECT start_time FROM gantt_jobs_predictions WHERE moldable_job_id = 20")).toEqual(
      [[NOW - 20]],
    );
  });

  test("a late reservation ends when it was to end", async () => {
    const reserved = (id: number, start: number, message: string): JobRows => ({
      ...due(id, [id], { plan: { start, resources: [id] } }),
      row: { reservation: "Scheduled", start_time: start, message },
      walltime: 7_200,
    });
    const { outcome } = await run(
      [
        reserved(1, NOW - 10, "R=1,W=2:0:0,J=R,N=W=1:2:3"),
        reserved(2, NOW, "R=1,W=2:0:0,J=R"),
        reserved(3, NOW - 7_199, "R=1,W=7260,J=P,Q=default"),
        reserved(4, NOW - 7_200, "R=1,W=7260,J=P,Q=default"),
      ],
      resources(4),
      {
        gantt_jobs_predictions_visu: [{ moldable_job_id: 10, start_time: NOW - 10 }],
        gantt_jobs_resources_visu: [{ moldable_job_id: 10, resource_id: 1 }],
        moldable_job_descriptions: [{ moldable_id: 11, moldable_job_id: 1, moldable_walltime: 7_200 }],
      },
    );
    expect(outcome.launched).toEqual([1, 2, 3]);
    expect((await jobRows()).map((row) => row.at(-1))).toEqual([
      "R=1,W=1:59:50,J=R,N=W=1:2:3",
      "R=1,W=2:0:0,J=R",
      "R=1,W=7260,J=P,Q=default",
      "R=1,W=7260,J=P,Q=default",
    ]);
    const walltimes = "SELECT moldable_id, moldable_walltime FROM moldable_job_descriptions ORDER BY 1";
    expect(await valuesOf(session, walltimes)).toEqual([
      [10, 7_190],
      [11, 7_200],
      [20, 7_200],
      [30, 1],
      [40, 7_200],
    ]);
    for (const copy of ["", "_visu"]) {
      const starts = `SELECT moldable_job_id, start_time FROM gantt_jobs_predictions${copy} WHERE moldable_job_id = 10`;
      expect(await valuesOf(session, starts)).toEqual([[10, NOW]]);
    }
    expect(await valuesOf(session, "SELECT type, job_id, description FROM event_logs ORDER BY 2")).toEqual([
      ["REDUCE_RESERVATION_WALLTIME", 1, "Change walltime from 7200 to 7190"],
      ["REDUCE_RESERVATION_WALLTIME", 3, "Change walltime from 7200 to 1"],
    ]);
  });

  test("what an earlier launch has left goes away, of all moldables of the job and of no other job", async () => {
    const { outcome } = await run(
      [due(1, [1, 2]), { id: 2, row: { state: "Terminated" }, plan: { start: NOW, resources: [3] } }],
      resources(4),
      {
        moldable_job_descriptions: [{ moldable_id: 11, moldable_job_id: 1, moldable_walltime: 5 }],
        assigned_resources: [
          { moldable_job_id: 10, resource_id: 2 },
          { moldable_job_id: 10, resource_id: 4 },
          { moldable_job_id: 11, resource_id: 3, assigned_resource_index: "LOG" },
          { moldable_job_id: 20, resource_id: 3, assigned_resource_index: "LOG" },
        ],
      },
    );
    expect(outcome.launched).toEqual([1]);
    expect(await assigned()).toEqual([
      [10, 1, "CURRENT"],
      [10, 2, "CURRENT"],
      [20, 3, "LOG"],
    ]);
  });

  test("the scheduler priority is raised by what is assigned now", async () => {
    const content = "SCHEDULER_PRIORITY_HIERARCHY_ORDER=network_address//resource_id";
    await run([due(1, [2], { types: ["besteffort"] }), due(2, [1])], resources(2), {}, content);
    expect(await valuesOf(session, "SELECT resource_id, scheduler_priority FROM resources ORDER BY 1")).toEqual([
      [1, 0],
      [2, 60],
    ]);
    const text = "Scheduler priority for job 1 updated (network_address//resource_id)";
    expect(await valuesOf(session, "SELECT type, job_id, description FROM event_logs")).toEqual([
      ["SCHEDULER_PRIORITY_UPDATED_START", 1, text],
    ]);
  });

  test("a job whose end is asked for is not launched; one that survived that is", async () => {
    const { outcome } = await run([due(1, [1]), due(2, [2])], resources(2), {
      frag_jobs: [
        { frag_id_job: 1, frag_state: "TIMER_ARMED" },
        { frag_id_job: 2, frag_state: "FRAGGED" },
      ],
    });
    expect(outcome.launched).toEqual([2]);
  });

  test("a best-effort job is not launched on what somebody else still holds", async () => {
    const types = ["besteffort"];
    const share = ["timesharing=*,*"];
    const { outcome } = await run(
      [
        due(1, [1], { types }),
        due(2, [2], { types: [...types, ...share] }),
        due(3, [3], { types }),
        due(4, [4], { types }),
        due(5, [5], { types: [...types, "inner=9"] }),
        { id: 6, assigned: [1], row: { state: "Finishing" } },
        { id: 7, assigned: [2], types: share },
        { id: 8, assigned: [3, 6], row: { state: "Suspended" } },
        { id: 9, assigned: [5], types: ["container"] },
      ],
      resources(6),
      // The launcher may have made it history: it is held until the job has ended.
      { assigned_resources: [{ moldable_job_id: 90, resource_id: 4, assigned_resource_index: "LOG" }] },
    );
    expect(outcome).toEqual({ exitCode: 0, launched: [2, 3, 5], killed: [], signalled: [] });
  });

  test("what a Suspended job does not give up it holds", async () => {
    const types = ["besteffort"];
    const jobs = [due(1, [1], { types }), due(2, [2], { types })];
    const cluster = resources(2, { 2: { type: "gpu" } });
    const suspended = { id: 3, assigned: [1, 2], row: { state: "Suspended" } };
    expect((await run([...jobs, suspended], cluster)).outcome.launched).toEqual([1]);
    const content = 'SCHEDULER_AVAILABLE_SUSPENDED_RESOURCE_TYPE="gpu core"';
    expect((await run([...jobs, suspended], cluster, {}, content)).outcome.launched).toEqual([2]);
  });

  test("rows that make no sense are told and left out, the others are launched", async () => {
    const { outcome, warnings } = await run(
      [
        due(1, [1]),
        due(2, [2], { walltime: -2_147_483_648 }),
        due(3, [3]),
        due(4, []),
        due(5, [5], { row: { start_time: -2_147_483_648, reservation: "Scheduled" }, walltime: 2_147_483_647 }),
        due(6, [6], { row: { job_name: null, info_type: null, assigned_moldable_job: null } }),
        due(7, [7], { types: ["timesharing", "", "="] }),
        { id: 8, assigned: [7], row: { assigned_moldable_job: 4_711, job_name: null } },
        { id: 9, assigned: [7], row: { assigned_moldable_job: null } },
        due(10, [8, 2_147_483_647]),
      ],
      resources(8),
      {
        moldable_job_descriptions: [
          { moldable_id: 11, moldable_job_id: 1, moldable_walltime: 5 },
          { moldable_id: 999, moldable_job_id: 4_711, moldable_walltime: 5 },
        ],
        gantt_jobs_predictions: [
          { moldable_job_id: 0, start_time: 0 },
          { moldable_job_id: 11, start_time: NOW + 5_000 },
          { moldable_job_id: 888, start_time: NOW },
          { moldable_job_id: 999, start_time: -5 },
        ],
        gantt_jobs_resources: [0, 11, 888, 999].map((moldable_job_id) => ({ moldable_job_id, resource_id: 4 })),
      },
      "SCHEDULER_BESTEFFORT_KILL_DURATION_BEFORE_RESERVATION=2147483647",
    );
    expect(outcome).toEqual({ exitCode: 0, launched: [3, 6, 7], killed: [], signalled: [] });
    expect(warnings).toEqual(
      [
        [1, "several of its moldables are in the plan"],
        [4, "it has a start in the plan, but no resources"],
        [2, "its walltime is -2147483648"],
      ].map(([job, why]) => `a job of the plan is left out ${JSON.stringify({ job, why })}`),
    );
  });

  test("a moldable that is history is not launched", async () => {
    const all = rowsOf([due(1, [1]), due(2, [2])], resources(2));
    const [first, ...others] = all.moldable_job_descriptions as CaseRow[];
    await fill(session, { ...all, moldable_job_descriptions: [{ ...first, moldable_index: "LOG" }, ...others] });
    const { round, warnings } = observed(session);
    expect((await killOrLaunch(round)).launched).toEqual([2]);
    expect(warnings).toEqual([expect.stringContaining('"job":1,"why":"its planned moldable is history"')]);
  });

  test.each([
    ["its state", "UPDATE jobs SET state = 'Hold' WHERE job_id = 1"],
    ["a wish to end it", "INSERT INTO frag_jobs (frag_id_job) VALUES (1)"],
    ["a resource", "UPDATE resources SET state = 'Suspected' WHERE resource_id = 1"],
  ])("a job is left as it is if somebody else changes %s before the writes", async (_, statement) => {
    await fill(session, rowsOf([due(1, [1, 2]), due(2, [3])], resources(3)));
    const { round, told } = observed(session);
    const outcome = await killOrLaunch({ ...round, writer: new OvertakenWriter(session, statement) });
    expect([outcome.launched, told]).toEqual([[2], ["launch 2"]]);
    expect(await assigned()).toEqual([[20, 3, "CURRENT"]]);
    expect((await jobRows())[0]?.slice(2)).toEqual([0, 0, "submitted"]);
  });

  test("the number of statements does not grow with the number of jobs", async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => {
        const row = { reservation: "Scheduled", start_time: NOW - 5 };
        return due(index + 1, [index + 1], index % 2 === 0 ? { row } : {});
      });
    const few = await run(many(2), resources(2));
    const more = await run(many(80), resources(80));
    expect(more.outcome.launched).toHaveLength(80);
    // What the notifier of these tests asks the database is not counted.
    expect(more.statements - more.told.length).toBe(few.statements - few.told.length);
  });
});
