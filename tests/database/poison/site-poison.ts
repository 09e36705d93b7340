/** Rows that make no sense in the tables of the site: for each column of each of them, rows of which that one cell is absurd. */
import { getTableColumns } from "drizzle-orm";
import { quoteName, type Session, tables } from "../../../ts/database/index.js";
import type { CaseRow, Cell, Rows } from "../cases/case.js";
import { NOW, rowsOfJob, together, valuesOf, wantingJob } from "./poison.js";

/** Tables whose rows belong to the site, or to several jobs. */
const OF_SITE = [
  ...["resources", "queues", "accounting", "resource_logs", "event_logs", "event_log_hostnames", "job_dependencies"],
  ...["walltime_change", "admission_rules", "gantt_jobs_predictions_visu", "gantt_jobs_resources_visu"],
] as const;

/** A cell, and what stands in it. */
export interface SitePoison {
  readonly table: string;
  readonly column: string;
  readonly value: Cell;
}

/** Keys: a row must have one, and which one is not a matter of the row. */
const KEYS: ReadonlySet<string> = new Set([
  ...["resources.resource_id", "queues.queue_name", "event_logs.event_id", "event_log_hostnames.event_id"],
  ...["resource_logs.resource_log_id", "walltime_change.job_id", "admission_rules.id", "job_dependencies.job_id"],
  ...["gantt_jobs_predictions_visu.moldable_job_id", "gantt_jobs_resources_visu.moldable_job_id"],
]);

/** Columns that cannot be NULL whatever is relaxed: they are part of a key. */
const IN_KEY: ReadonlySet<string> = new Set([
  ...["window_start", "window_stop", "accounting_user", "accounting_project", "queue_name", "consumption_type"].map(
    (column) => `accounting.${column}`,
  ),
  ...["event_log_hostnames.hostname", "job_dependencies.job_id_required", "gantt_jobs_resources_visu.resource_id"],
]);

/** Sums of two of them are beyond what a column of their kind holds. */
const HUGE = ["9223372036854775807", "-9223372036854775808"];

/** All of them. */
export function allSitePoisons(): SitePoison[] {
  return OF_SITE.flatMap((name) => {
    const columns = Object.entries(getTableColumns(tables[name as "queues"]));
    return columns.flatMap(([column, definition]) => {
      const cell = `${name}.${column}`;
      if (KEYS.has(cell)) return [];
      const wide = definition.getSQLType() === "bigint" ? HUGE : [];
      const none = IN_KEY.has(cell) ? [] : [null];
      const known = valuesOf(definition).filter((value) => value !== null);
      return [...none, ...known, ...wide].map((value) => ({ table: name, column, value }));
    });
  });
}

/** Takes away what keeps absurd values out of tables: checks, and that a value is needed. Default: those of the site. */
export async function relax(session: Session, names: readonly string[] = OF_SITE): Promise<void> {
  const keys = await session.run(
    `SELECT relname || '.' || attname AS cell FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
     JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey) WHERE indisprimary`,
  );
  const inKey = new Set(keys.map(({ cell }) => cell));
  for (const name of names) {
    const checks = await session.run(
      "SELECT conname::text AS name FROM pg_constraint WHERE conrelid = to_regclass($1) AND contype = 'c'",
      [name],
    );
    for (const check of checks)
      await session.run(`ALTER TABLE ${name} DROP CONSTRAINT ${quoteName(String(check.name))}`);
    for (const column of Object.keys(getTableColumns(tables[name as "queues"]))) {
      if (inKey.has(`${name}.${column}`)) continue;
      await session.run(`ALTER TABLE ${name} ALTER ${quoteName(column)} DROP NOT NULL`);
    }
  }
}

/**
 * Rows with their poison in them: a resource of its own with what is told of it, a queue of its own, and three jobs,
 * one that runs, one that waits in that queue and one that waits in another.
 *
 * @param id the jobs have this id and the next two
 */
export function sitePoisoned({ table, column, value }: SitePoison, id: number, resource: number): Rows {
  const [running, own, other] = [id, id + 1, id + 2];
  const queue = `queue${id}`;
  const rows: Record<string, CaseRow[]> = {
    ...(together([
      rowsOfJob("running", running, resource),
      wantingJob(own, resource),
      wantingJob(other, resource),
    ]) as Record<string, CaseRow[]>),
    resources: [{ resource_id: resource, network_address: `node${resource}` }],
    queues: [{ queue_name: queue, priority: 5, scheduler_policy: "kamelot" }],
    // One row: the poison may be in its key.
    accounting: [
      {
        ...{ window_start: NOW - 900, window_stop: NOW - 800, accounting_user: "mallory", accounting_project: queue },
        ...{ queue_name: queue, consumption_type: "USED", consumption: 1000 },
      },
    ],
    resource_logs: [
      { resource_log_id: id, resource_id: resource, attribute: "state", value: "Alive", date_start: NOW - 900 },
    ],
    event_logs: ["WAKEUP_NODE", "HALT_NODE"].map((type, index) => ({
      ...{ event_id: id * 10 + index, type, job_id: 0, date: NOW - 5, description: "" },
    })),
    event_log_hostnames: [0, 1].map((index) => ({ event_id: id * 10 + index, hostname: `node${resource}` })),
    admission_rules: [{ id, priority: 1, enabled: "YES", rule: "die" }],
    gantt_jobs_predictions_visu: [{ moldable_job_id: running * 10, start_time: NOW - 100 }],
    gantt_jobs_resources_visu: [{ moldable_job_id: running * 10, resource_id: resource }],
  };
  rows.jobs = (rows.jobs ?? []).map((row) => (row.job_id === own ? { ...row, queue_name: queue } : row));
  rows[table] = (rows[table] ?? []).map((row) => ({ ...row, [column]: value }));
  return rows;
}
