/** Rows that make no sense: for each kind of job and each of its columns, jobs of which that one cell is absurd. */
import { getTableColumns } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { tables } from "../../../ts/database/index.js";
import type { CaseRow, Cell, Rows } from "../cases/case.js";
import { job } from "../reading/rows.js";

/** The date of all rounds here. */
export const NOW = 1_700_000_000;

/** A cell of a job's rows, and what stands in it. */
export interface Poison {
  readonly kind: Kind;
  readonly table: keyof typeof OF_JOB;
  readonly column: string;
  readonly value: Cell;
}

/** What jobs are made absurd. */
const KINDS = {
  ordinary: {},
  interactive: { job_type: "INTERACTIVE" },
  "new reservation": { reservation: "toSchedule", start_time: NOW + 5000 },
  "accepted reservation": { reservation: "Scheduled", start_time: NOW + 100 },
  "due reservation": { reservation: "Scheduled", start_time: NOW - 10 },
  running: { state: "Running", start_time: NOW - 100 },
  suspended: { state: "Suspended", start_time: NOW - 100, suspended: "YES" },
  resuming: { state: "Resuming", start_time: NOW - 100, suspended: "YES" },
  toLaunch: { state: "toLaunch", start_time: NOW - 1 },
  toAckReservation: { state: "toAckReservation", reservation: "Scheduled", start_time: NOW + 5000 },
  toError: { state: "toError", job_type: "INTERACTIVE" },
} as const satisfies Readonly<Record<string, CaseRow>>;
export type Kind = keyof typeof KINDS;
const CURRENT: ReadonlySet<Kind> = new Set<Kind>(["running", "suspended", "resuming", "toLaunch"]);
const PLANNED: ReadonlySet<Kind> = new Set<Kind>(["accepted reservation", "due reservation", "toAckReservation"]);

/** The tables that a job has rows in, and the column by which its rows are found. */
const OF_JOB = {
  jobs: "job_id",
  moldable_job_descriptions: "moldable_id",
  job_resource_groups: "res_group_id",
  job_resource_descriptions: "res_job_group_id",
  job_types: "job_id",
  job_dependencies: "job_id",
  job_state_logs: "job_id",
  walltime_change: "job_id",
  gantt_jobs_predictions: "moldable_job_id",
  gantt_jobs_resources: "moldable_job_id",
  assigned_resources: "moldable_job_id",
  frag_jobs: "frag_id_job",
  event_logs: "job_id",
} as const;

/** Columns that say what kind of job it is, or whose; those that take a few words only, which the database
 * checks; and numbers that must be different. */
const FIXED: ReadonlySet<string> = new Set([
  ...["state", "reservation", "queue_name", "job_type", "suspended", "accounted", "job_state", "frag_state"],
  ...["moldable_index", "res_group_index", "res_job_index", "types_index", "job_dependency_index"],
  ...["force", "delay_next_jobs", "assigned_resource_index", "to_check"],
  ...["job_type_id", "job_state_log_id", "event_id"],
  ...Object.values(OF_JOB),
]);

const INTEGERS = [2_147_483_647, -2_147_483_648, 0, -1];
const TEXTS = ["", " ", "x".repeat(90), "é'; -- \n\t\u{1f680}", "=", "a=b=c"];
/** Of columns without a limit. */
const LONG = "x".repeat(70_000);

/** The values that a column takes, but for those that its CHECK refuses. */
export function valuesOf(column: PgColumn): Cell[] {
  const type = column.getSQLType();
  const none: Cell[] = column.notNull ? [] : [null];
  if (/^(int|bigserial|bigint|real)/.test(type)) return [...none, ...INTEGERS];
  if (type === "text") return [...none, ...TEXTS, LONG];
  const limit = /^varchar\((\d+)\)/.exec(type);
  if (limit === null) return none;
  const longest = Number(limit[1]);
  return [...none, ...TEXTS.filter((text) => text.length <= longest), "y".repeat(longest)];
}

/** All of them. */
export function allPoisons(): Poison[] {
  return ofAllColumns((column, definition) => (FIXED.has(column) ? [] : valuesOf(definition)));
}

/** What only a database lets in that has lost its checks: no value at all, and words that OAR does not know. */
export function relaxedPoisons(): Poison[] {
  return ofAllColumns((column, { primary, enumValues, columnType }) => {
    if (primary || IN_KEY.has(column)) return [];
    const known = enumValues === undefined || columnType === "PgEnumColumn";
    return known ? [null] : [null, "odd", ""];
  });
}

/** The tables of jobs. */
export const JOB_TABLES = Object.keys(OF_JOB);

/** Columns of keys of several columns. */
const IN_KEY: ReadonlySet<string> = new Set([
  ...["res_job_group_id", "res_job_resource_type", "res_job_order", "job_id_required", "resource_id"],
  ...Object.values(OF_JOB),
]);

function ofAllColumns(valuesIn: (column: string, definition: PgColumn) => readonly Cell[]): Poison[] {
  const found: Poison[] = [];
  for (const kind of Object.keys(KINDS) as Kind[]) {
    for (const table of Object.keys(OF_JOB) as Poison["table"][]) {
      for (const [column, definition] of Object.entries(getTableColumns(tables[table]))) {
        for (const value of valuesIn(column, definition as PgColumn)) found.push({ kind, table, column, value });
      }
    }
  }
  return found;
}

/** Rows of a job of this kind, which holds or wants the given resource. */
export function rowsOfJob(kind: Kind, id: number, resource: number): Record<string, CaseRow[]> {
  const moldable_job_id = id * 10;
  const start = Number("start_time" in KINDS[kind] ? KINDS[kind].start_time : 0);
  const planned = PLANNED.has(kind) || CURRENT.has(kind);
  return {
    jobs: [
      job({
        job_id: id,
        job_user: "mallory",
        queue_name: "default",
        properties: `resource_id = ${resource}`,
        assigned_moldable_job: CURRENT.has(kind) ? moldable_job_id : 0,
        ...KINDS[kind],
      }),
    ],
    moldable_job_descriptions: [{ moldable_id: id * 10, moldable_job_id: id, moldable_walltime: 600 }],
    job_resource_groups: [{ res_group_id: id * 10, res_group_moldable_id: id * 10, res_group_property: "" }],
    job_resource_descriptions: [
      { res_job_group_id: id * 10, res_job_resource_type: "resource_id", res_job_value: 1, res_job_order: 0 },
    ],
    job_types: [{ job_id: id, type: kind === "resuming" ? "noop" : "nonsense" }],
    job_dependencies: [{ job_id: id, job_id_required: 1 }],
    job_state_logs: [{ job_id: id, job_state: "Suspended", date_start: NOW - 50, date_stop: NOW - 40 }],
    walltime_change: [{ job_id: id, pending: 60, granted: 0 }],
    gantt_jobs_predictions: planned ? [{ moldable_job_id, start_time: start }] : [],
    gantt_jobs_resources: planned ? [{ moldable_job_id, resource_id: resource }] : [],
    assigned_resources: CURRENT.has(kind) ? [{ moldable_job_id, resource_id: resource }] : [],
    event_logs: [{ type: "CHECKPOINT", job_id: id, date: NOW - 5, description: "" }],
  };
}

/** A job that waits for a resource, and for nothing else. */
export function wantingJob(id: number, resource: number, row: CaseRow = {}): Record<string, CaseRow[]> {
  const rows = rowsOfJob("ordinary", id, resource);
  const jobs = (rows.jobs ?? []).map((one) => ({ ...one, ...row }));
  return { ...rows, jobs, job_dependencies: [], walltime_change: [] };
}

/** Rows with their poison in them. */
export function poisoned({ kind, table, column, value }: Poison, id: number, resource: number): Rows {
  const rows = rowsOfJob(kind, id, resource);
  const frag = table === "frag_jobs" ? [{ frag_id_job: id, frag_date: NOW }] : [];
  const all: Record<string, CaseRow[]> = { ...rows, frag_jobs: frag };
  all[table] = (all[table] ?? []).map((row) => ({ ...row, [column]: value }));
  return all;
}

/** Tables of several jobs. */
export function together(list: readonly Rows[]): Rows {
  const all: Record<string, CaseRow[]> = {};
  for (const rows of list) {
    for (const [table, some] of Object.entries(rows)) {
      const others = all[table] ?? [];
      for (const row of some) others.push(row);
      all[table] = others;
    }
  }
  return all;
}

/** Sound jobs, in a queue that is planned first, on the resources 1 to 10; the others have resource `11` and beyond. */
export function soundRows(resources: number): Rows {
  return {
    queues: [
      { queue_name: "admin", priority: 10, scheduler_policy: "kamelot" },
      { queue_name: "default", priority: 2, scheduler_policy: "kamelot" },
    ],
    resources: Array.from({ length: resources }, (_, index) => ({
      resource_id: index + 1,
      network_address: `node${index + 1}`,
    })),
    ...together(
      [1, 2, 3, 4].map((id) => {
        const rows = rowsOfJob("ordinary", id, id);
        const wanted = id === 4 ? 10 : 2;
        return {
          ...rows,
          jobs: (rows.jobs ?? []).map((row) => ({
            ...row,
            job_user: "alice",
            queue_name: "admin",
            properties: "resource_id <= 10",
          })),
          job_resource_descriptions: (rows.job_resource_descriptions ?? []).map((row) => ({
            ...row,
            res_job_value: wanted,
          })),
          job_dependencies: [],
          walltime_change: [],
        };
      }),
    ),
  };
}
