/** What is made of the plan and of what was consumed. */
import { describe, expect, test } from "vitest";
import { readAccounting, readInventory, readPlannedJobs } from "../../../ts/database/index.js";
import type { CaseRow } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { fill, job, settings } from "./rows.js";

const NOW = 1_000_000;

describe.each(KINDS)("on %s", (kind) => {
  const { session } = openedSession(kind);

  test("planned jobs hold usable resources, with the pad and the time they were suspended", async () => {
    await fill(session, {
      resources: [
        { resource_id: 1 },
        { resource_id: 2, state: "Dead" },
        { resource_id: 3, type: "licence" },
        { resource_id: 4, state: "Suspected" },
      ],
      jobs: [
        job({ job_id: 1, state: "Running", start_time: 990_000, suspended: "YES", job_user: "u" }),
        job({ job_id: 2, state: "Suspended", start_time: 980_000, suspended: "YES" }),
        job({ job_id: 3, state: "Waiting", reservation: "Scheduled", start_time: 5 }),
        job({ job_id: 4, state: "Running", start_time: 970_000 }),
      ],
      moldable_job_descriptions: [1, 2, 3, 4].map((id) => ({
        moldable_id: 10 + id,
        moldable_job_id: id,
        moldable_walltime: 100,
      })),
      job_types: [{ job_id: 1, type: "container" }],
      job_state_logs: [
        { job_id: 1, job_state: "Suspended", date_start: 991_000, date_stop: 991_010 },
        { job_id: 1, job_state: "Resuming", date_start: 991_010, date_stop: 991_015 },
        { job_id: 1, job_state: "Running", date_start: 991_015 },
        { job_id: 2, job_state: "Suspended", date_start: NOW - 7 },
        { job_id: 2, job_state: "Suspended", date_start: 50, date_stop: 40 },
        { job_id: 4, job_state: "Suspended", date_start: 1, date_stop: 900 },
      ],
      gantt_jobs_predictions: [
        { moldable_job_id: 0, start_time: 1 },
        { moldable_job_id: 99, start_time: 1 },
        { moldable_job_id: 11, start_time: 990_000 },
        { moldable_job_id: 12, start_time: 980_000 },
        { moldable_job_id: 13, start_time: 1_100_000 },
        { moldable_job_id: 14, start_time: 970_000 },
      ],
      gantt_jobs_resources: [
        { moldable_job_id: 0, resource_id: 0 },
        ...[1, 2, 3].map((resource_id) => ({ moldable_job_id: 11, resource_id })),
        ...[1, 3].map((resource_id) => ({ moldable_job_id: 12, resource_id })),
        ...[1, 77].map((resource_id) => ({ moldable_job_id: 13, resource_id })),
      ],
    });
    const planned = await session.snapshot(async (queries) =>
      readPlannedJobs(queries, settings(), await readInventory(queries, settings()), NOW),
    );
    expect(planned.map(({ job: { id, assignment } }) => [id, assignment])).toEqual([
      [4, { begin: 970_000, end: 970_159, resources: "" }],
      [2, { begin: 980_000, end: 980_166, resources: "2" }],
      [1, { begin: 990_000, end: 990_174, resources: "0 2" }],
      [3, { begin: 1_100_000, end: 1_100_159, resources: "0" }],
    ]);
    expect(planned[2]).toMatchObject({ moldable: 11, walltime: 100, startTime: 990_000, resources: [1, 2, 3] });
    expect(planned[2]?.job).toMatchObject({ types: ["container"], user: "u", name: "", state: "Running" });
    expect(planned[3]).toMatchObject({ reservation: "Scheduled", startTime: 5, resources: [1, 77] });
  });

  test("sums of consumption, each within its bounds", async () => {
    const row = (
      window_start: number,
      window_stop: number,
      type: string,
      user: string,
      more: CaseRow = {},
    ): CaseRow => ({
      window_start,
      window_stop,
      accounting_user: user,
      accounting_project: "p",
      queue_name: "default",
      consumption_type: type,
      consumption: 10,
      ...more,
    });
    await fill(session, {
      accounting: [
        row(900, 950, "USED", "a"),
        row(900, 950, "ASKED", "a", { consumption: 3 }),
        row(900, 1_000, "USED", "a", { consumption: 100 }),
        row(900, 1_001, "USED", "a", { consumption: 1_000 }),
        row(899, 950, "USED", "a", { consumption: 1_000 }),
        row(900, 950, "USED", "a", { queue_name: "other", consumption: 1_000 }),
        row(900, 950, "USED", "__proto__", { accounting_project: "q", consumption: 5 }),
      ],
    });
    const sums = await session.snapshot((queries) => readAccounting(queries, ["default", "x"], 1_000, 100));
    expect(sums.window).toEqual({ asked: 3, used: 15 });
    expect(sums.byProject).toEqual({ used: { p: 10, q: 5 } });
    expect(Object.entries(sums.byUser?.used ?? {}).sort()).toEqual([
      ["__proto__", 5],
      ["a", 110],
    ]);
    expect(sums.byUser?.asked).toEqual({ a: 3 });
    const none = await session.snapshot((queries) => readAccounting(queries, [], 1_000, 100));
    expect(none.window).toEqual({ asked: 0, used: 0 });
  });
});
