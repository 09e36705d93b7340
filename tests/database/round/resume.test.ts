/** Resuming jobs: rows, the step, and what it leaves behind. */
import { describe, expect, test } from "vitest";
import { resumeJobs } from "../../../ts/metascheduler/round/resume.js";
import { KINDS, openedSession } from "../opened.js";
import { fill } from "../reading/rows.js";
import { NOW, observed, resources, rowsOf, valuesOf } from "./support.js";

describe.each(KINDS)("on %s", (kind) => {
  const { session } = openedSession(kind);

  test("jobs of type noop run again where nobody else does", async () => {
    const resuming = { state: "Resuming", suspended: "YES" };
    const rows = rowsOf(
      [
        { id: 1, row: resuming, types: ["noop"], assigned: [1, 2] },
        { id: 2, row: { state: "Suspended", suspended: "YES" }, types: ["noop"], assigned: [2, 3] },
        { id: 3, row: resuming, types: ["noop"], assigned: [4] },
        { id: 4, row: { state: "toLaunch" }, assigned: [4] },
        { id: 5, row: resuming, assigned: [5] },
        { id: 6, row: { ...resuming, assigned_moldable_job: null }, types: ["noop"], assigned: [6] },
        { id: 7, row: resuming, assigned: [7] },
      ],
      resources(7).map((row) => ({ ...row, suspended_jobs: "YES" })),
    );
    // What is history holds nothing.
    const assigned = [...(rows.assigned_resources ?? [])];
    assigned.push({ moldable_job_id: 40, resource_id: 1, assigned_resource_index: "LOG" });
    await fill(session, { ...rows, assigned_resources: assigned });
    const { round, told, warnings } = observed(session);
    expect(await resumeJobs(round)).toEqual([1, 6]);
    expect(told).toEqual(["owner 1 RUNNING Job is running.", "owner 6 RUNNING Job is running."]);
    expect(warnings).toEqual(['Resuming jobs that are not of type noop are left alone {"jobs":[5,7]}']);
    expect(await valuesOf(session, "SELECT job_id, state::text, suspended FROM jobs ORDER BY 1")).toEqual([
      [1, "Running", "YES"],
      [2, "Suspended", "YES"],
      [3, "Resuming", "YES"],
      [4, "toLaunch", "NO"],
      [5, "Resuming", "YES"],
      [6, "Running", "YES"],
      [7, "Resuming", "YES"],
    ]);
    const freed = "SELECT resource_id FROM resources WHERE suspended_jobs = 'NO'";
    expect(await valuesOf(session, freed)).toEqual([[1]]);
    expect(await valuesOf(session, "SELECT job_id, job_state, date_start FROM job_state_logs ORDER BY 1")).toEqual([
      [1, "Running", NOW],
      [6, "Running", NOW],
    ]);
  });

  test("without Resuming jobs nothing is written or told", async () => {
    await fill(session, rowsOf([{ id: 1, types: ["noop"], assigned: [1] }], resources(1)));
    const { round, told, warnings } = observed(session);
    expect(await resumeJobs(round)).toEqual([]);
    expect([told, warnings]).toEqual([[], []]);
    expect(await valuesOf(session, "SELECT job_id FROM job_state_logs")).toEqual([]);
  });
});
