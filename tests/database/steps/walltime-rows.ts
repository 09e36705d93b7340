/** Rows for tests of walltime changes. */
import type { CaseRow, Rows } from "../cases/case.js";
import { job } from "../reading/rows.js";

/** A job that asks. */
export interface Setup {
  readonly resources?: readonly number[];
  readonly request?: CaseRow;
  readonly types?: readonly string[];
  readonly walltime?: number;
  readonly row?: CaseRow;
}

/** Rows of Running jobs from 1000 to 1999, each with its own resource and moldable (its id · 10), that ask for 600 s. */
export function rowsOf(jobs: Readonly<Record<number, Setup>>, more: Rows = {}): Rows {
  const all = Object.entries(jobs).map(([id, setup]) => ({ id: Number(id), ...setup }));
  const rows: Record<string, CaseRow[]> = {
    jobs: all.map(({ id, row }) =>
      job({ job_id: id, state: "Running", start_time: 1_000, assigned_moldable_job: id * 10, ...row }),
    ),
    moldable_job_descriptions: all.map(({ id, walltime = 1_000 }) => ({
      moldable_id: id * 10,
      moldable_job_id: id,
      moldable_walltime: walltime,
    })),
    assigned_resources: all.flatMap(({ id, resources = [id] }) =>
      resources.map((resource) => ({ moldable_job_id: id * 10, resource_id: resource })),
    ),
    job_types: all.flatMap(({ id, types = [] }) => types.map((type) => ({ job_id: id, type }))),
    walltime_change: all.flatMap(({ id, request }) =>
      request === undefined ? [] : [{ job_id: id, pending: 600, ...request }],
    ),
  };
  for (const [table, list] of Object.entries(more)) rows[table] = [...(rows[table] ?? []), ...list];
  return rows;
}

/** A planned job on resources. */
export const planned = (id: number, start: number, resources: readonly number[], row: CaseRow = {}): Rows => ({
  jobs: [job({ job_id: id, ...row })],
  moldable_job_descriptions: [{ moldable_id: id * 10, moldable_job_id: id, moldable_walltime: 60 }],
  gantt_jobs_predictions: [{ moldable_job_id: id * 10, start_time: start }],
  gantt_jobs_resources: resources.map((resource) => ({ moldable_job_id: id * 10, resource_id: resource })),
});
