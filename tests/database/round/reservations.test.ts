/** Accepted reservations: rows, the step, and what it leaves behind. */
import { describe, expect, test } from "vitest";
import { readInventory } from "../../../ts/database/index.js";
import { treatAcceptedReservations } from "../../../ts/metascheduler/round/accepted-reservations.js";
import type { CaseRow } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { fill, settings } from "../reading/rows.js";
import { type JobRows, NOW, OvertakenWriter, observed, resources, rowsOf, valuesOf } from "./support.js";

/** An accepted reservation, planned on some resources. */
function reservation(id: number, start: number, planned: readonly number[], row: CaseRow = {}): JobRows {
  const message = `R=${planned.length},W=2060,J=P,Q=default,N=R=7`;
  return {
    id,
    row: { reservation: "Scheduled", start_time: start, message, ...row },
    walltime: 2_000,
    plan: { start, resources: planned },
  };
}

/** Node 3 is gone, node 4 sleeps, node 5 sleeps for ever. */
const CLUSTER = resources(6, {
  3: { state: "Suspected" },
  4: { state: "Absent" },
  5: { state: "Absent", available_upto: 0 },
});

describe.each(KINDS)("on %s", (kind) => {
  const counted = openedSession(kind);
  const { session } = counted;

  async function run(jobs: readonly JobRows[], queues = ["default"], more: Record<string, CaseRow[]> = {}) {
    const rows = rowsOf(jobs, CLUSTER);
    const visu = {
      gantt_jobs_predictions_visu: rows.gantt_jobs_predictions ?? [],
      gantt_jobs_resources_visu: rows.gantt_jobs_resources ?? [],
    };
    const all: Record<string, CaseRow[]> = { ...rows, ...visu };
    for (const [table, list] of Object.entries(more)) all[table] = [...(all[table] ?? []), ...list];
    await fill(session, all);
    const seen = observed(session);
    const inventory = await session.snapshot((queries) => readInventory(queries, settings()));
    const before = counted.statements();
    const treated = await treatAcceptedReservations(seen.round, inventory, queues);
    return { ...seen, treated, statements: counted.statements() - before };
  }

  const plan = (copy = "") =>
    valuesOf(
      session,
      `SELECT moldable_job_id, start_time, (SELECT string_agg(resource_id::text, ' ' ORDER BY resource_id)
         FROM gantt_jobs_resources${copy} AS r WHERE r.moldable_job_id = p.moldable_job_id)
       FROM gantt_jobs_predictions${copy} AS p ORDER BY 1`,
    );
  const jobRows = () => valuesOf(session, "SELECT job_id, state::text, start_time, message FROM jobs ORDER BY 1");

  test("pushed, cut down, expired, or left as they are", async () => {
    const { told, warnings, treated } = await run([
      reservation(1, NOW - 2_000, [1], { notify: "mail:a@b" }),
      reservation(2, NOW - 10, [1, 3]),
      reservation(3, NOW - 300, [2, 3, 4, 5]),
      reservation(4, NOW - 500, [3, 77]),
      reservation(5, NOW - 500, [1, 4]),
      reservation(6, NOW + 1, [3]),
    ]);
    expect(treated).toEqual({ expired: [1], pushed: [2, 4], reduced: [3] });
    expect(warnings).toEqual([]);
    expect(told).toEqual(["almighty ChState", "owner 1 ERROR Job stopped abnormally or an OAR error occured."]);
    const expected = [
      [10, NOW - 2_000, "1"],
      [20, NOW + 1, "1 3"],
      [30, NOW - 300, "2 4"],
      [40, NOW + 1, "3 77"],
      [50, NOW - 500, "1 4"],
      [60, NOW + 1, "3"],
    ];
    expect(await plan()).toEqual(expected);
    expect(await plan("_visu")).toEqual(expected);
    const waiting = (id: number, start: number, count: number) => [
      id,
      "Waiting",
      start,
      `R=${count},W=2060,J=P,Q=default,N=R=7`,
    ];
    expect(await jobRows()).toEqual([
      [1, "Error", NOW - 2_000, "Reservation expired and couldn't be started."],
      waiting(2, NOW - 10, 2),
      waiting(3, NOW - 300, 2),
      waiting(4, NOW - 500, 2),
      waiting(5, NOW - 500, 2),
      waiting(6, NOW + 1, 1),
    ]);
    expect(await valuesOf(session, "SELECT type, job_id, date, description, to_check FROM event_logs")).toEqual([
      [
        "SCHEDULER_REDUCE_NB_RESSOURCES_FOR_RESERVATION",
        3,
        NOW,
        "[MetaSched] Reduce the number of resources for the job 3",
        "YES",
      ],
    ]);
    expect(await valuesOf(session, "SELECT job_id, job_state, date_start FROM job_state_logs")).toEqual([
      [1, "Error", NOW],
    ]);
    expect(
      await valuesOf(session, "SELECT moldable_id FROM moldable_job_descriptions WHERE moldable_index = 'LOG'"),
    ).toEqual([[10]]);
  });

  test("only those of the queues that are given, accepted, waiting, and in both tables of the plan", async () => {
    const late = NOW - 5_000;
    const { treated, told, warnings } = await run(
      [
        reservation(1, late, [1], { queue_name: "other" }),
        reservation(2, late, [1], { queue_name: 'it\'s "odd"' }),
        reservation(3, late, [1], { reservation: "toSchedule" }),
        reservation(4, late, [1], { reservation: "None" }),
        reservation(5, late, [1], { state: "Hold" }),
        { ...reservation(6, late, []), plan: undefined } as unknown as JobRows,
        reservation(7, late, []),
      ],
      ["default", 'it\'s "odd"'],
    );
    expect(treated).toEqual({ expired: [2], pushed: [], reduced: [] });
    expect(told).toHaveLength(2);
    expect(warnings).toEqual([expect.stringContaining('"job":7,"why":"it has a start in the plan, but no resources"')]);
  });

  test("rows that make no sense are told and left out, the others are treated", async () => {
    const { treated, warnings } = await run(
      [
        reservation(1, NOW - 5_000, [1]),
        { ...reservation(2, NOW - 5_000, [2]), walltime: 2_147_483_647 },
        { ...reservation(3, NOW - 5, [1]), walltime: -2_147_483_648 },
        reservation(4, NOW - 5_000, [2]),
        reservation(5, -2_147_483_648, [2], { message: "no count" }),
        { ...reservation(6, NOW - 400, [1, 3], { message: "no count" }) },
      ],
      ["default"],
      {
        moldable_job_descriptions: [{ moldable_id: 11, moldable_job_id: 1, moldable_walltime: 5 }],
        gantt_jobs_predictions: [
          { moldable_job_id: 0, start_time: 0 },
          { moldable_job_id: 11, start_time: NOW },
          { moldable_job_id: 999, start_time: NOW },
        ],
        gantt_jobs_resources: [{ moldable_job_id: 0, resource_id: 0 }],
      },
    );
    expect(treated).toEqual({ expired: [3, 4, 5], pushed: [], reduced: [6] });
    expect(warnings).toEqual([expect.stringContaining('"job":1,"why":"several of its moldables are in the plan"')]);
    expect((await jobRows())[5]).toEqual([6, "Waiting", NOW - 400, "no count"]);
    expect(await run([])).toMatchObject({ told: [], warnings: [] });
  });

  test("a job that somebody else changes before the writes is left as it is", async () => {
    const jobs = [reservation(1, NOW - 5_000, [1]), reservation(2, NOW - 5_000, [2]), reservation(3, NOW, [1, 3])];
    await fill(session, rowsOf(jobs, CLUSTER));
    const { round, told } = observed(session);
    const inventory = await session.snapshot((queries) => readInventory(queries, settings()));
    const writer = new OvertakenWriter(session, "UPDATE jobs SET state = 'Hold' WHERE job_id <> 2");
    const treated = await treatAcceptedReservations({ ...round, writer }, inventory, ["default"]);
    expect(treated).toEqual({ expired: [2], pushed: [], reduced: [] });
    expect(told).toHaveLength(2);
    expect(await plan()).toEqual([
      [10, NOW - 5_000, "1"],
      [20, NOW - 5_000, "2"],
      [30, NOW, "1 3"],
    ]);
  });

  test("the number of statements does not grow with the number of jobs", async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => {
        const start = [NOW - 5_000, NOW - 10, NOW - 500][index % 3] as number;
        return reservation(index + 1, start, [1, 3]);
      });
    const few = await run(many(3));
    const more = await run(many(60));
    expect(more.treated.reduced).toHaveLength(20);
    // What the notifier of these tests asks the database is not counted.
    expect(more.statements - more.told.length).toBe(few.statements - few.told.length);
  });
});
