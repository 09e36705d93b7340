/**
 * The least privileges that rounds need: the one place that knows. What is granted, and what is looked for in a
 * database, is made of it; a test takes each of them away, and something must fail.
 */
import { type Column, getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { quoteName } from "../filter/index.js";
import * as tables from "./tables.js";

/** The columns of all tables of OAR, by their names. */
const COLUMNS: ReadonlyMap<string, Readonly<Record<string, Column>>> = new Map(
  Object.values<unknown>(tables).flatMap((table) =>
    is(table, PgTable) ? [[getTableName(table), getTableColumns(table)]] : [],
  ),
);

/** What a round does with a table. */
interface Uses {
  /** It inserts rows, and takes numbers of its sequence, if there is one. */
  readonly insert?: true;
  readonly delete?: true;
  /** Columns that it changes. */
  readonly update?: readonly string[];
}

/** Every table in use can be read. */
const USES: Readonly<Record<string, Uses>> = {
  schema: {},
  queues: { update: ["state"] },
  accounting: {},
  resources: { update: ["scheduler_priority", "suspended_jobs", "last_job_date"] },
  jobs: {
    update: [...["state", "reservation", "message", "start_time", "stop_time", "assigned_moldable_job", "last_karma"]],
  },
  moldable_job_descriptions: { update: ["moldable_walltime", "moldable_index"] },
  job_resource_groups: { update: ["res_group_index"] },
  job_resource_descriptions: { update: ["res_job_index"] },
  job_types: { update: ["types_index"] },
  job_dependencies: { update: ["job_dependency_index"] },
  job_state_logs: { insert: true, update: ["date_stop"] },
  frag_jobs: { insert: true },
  walltime_change: {
    update: [
      ...["pending", "force", "delay_next_jobs", "granted", "granted_with_force", "granted_with_delay_next_jobs"],
    ],
  },
  event_logs: { insert: true },
  event_log_hostnames: { insert: true },
  gantt_jobs_predictions: { insert: true, delete: true, update: ["start_time"] },
  gantt_jobs_resources: { insert: true, delete: true },
  gantt_jobs_predictions_visu: { insert: true, delete: true },
  gantt_jobs_resources_visu: { insert: true, delete: true },
  assigned_resources: { insert: true, delete: true, update: ["assigned_resource_index"] },
};

/** One privilege. */
export type Privilege =
  | { readonly kind: "SELECT" | "INSERT" | "DELETE"; readonly table: string }
  | { readonly kind: "UPDATE"; readonly table: string; readonly column: string }
  /** On the sequence that deals the numbers of the table. */
  | { readonly kind: "USAGE"; readonly table: string; readonly column: string };

/** All that a round needs, table by table. */
export const PRIVILEGES: readonly Privilege[] = Object.entries(USES).flatMap(([table, uses]) => {
  const column = serialColumn(table);
  return [
    { kind: "SELECT", table } as const,
    ...(uses.insert ? [{ kind: "INSERT", table } as const] : []),
    ...(uses.insert && column !== null ? [{ kind: "USAGE", table, column } as const] : []),
    ...(uses.delete ? [{ kind: "DELETE", table } as const] : []),
    ...(uses.update ?? []).map((updated) => ({ kind: "UPDATE", table, column: updated }) as const),
  ];
});

/** The column whose numbers a sequence deals, `TABLE_COLUMN_seq`; `null`: there is none. */
function serialColumn(table: string): string | null {
  const columns = Object.entries(COLUMNS.get(table) ?? {});
  return columns.find(([, { columnType }]) => columnType.startsWith("PgBigSerial"))?.[0] ?? null;
}

/** The columns of each table in use, as OAR has them. */
export function columnsInUse(): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.keys(USES).map((table) => [table, Object.keys(COLUMNS.get(table) ?? {})]));
}

/** The statement that grants privileges of one kind on one table to a role. */
function grantStatement(privileges: readonly [Privilege, ...Privilege[]], role: string): string {
  return `GRANT ${objectOf(privileges)} TO ${quoteName(role)}`;
}

/** The statement that takes one privilege away from a role. */
export function revokeStatement(privilege: Privilege, role: string): string {
  return `REVOKE ${objectOf([privilege])} FROM ${quoteName(role)}`;
}

/** `SELECT ON TABLE jobs` and the like. */
function objectOf(privileges: readonly [Privilege, ...Privilege[]]): string {
  const [{ kind, table, ...first }] = privileges;
  if (kind === "USAGE") return `USAGE ON SEQUENCE ${table}_${"column" in first ? first.column : ""}_seq`;
  const columns = privileges.flatMap((one) => (one.kind === "UPDATE" ? [one.column] : []));
  return `${kind}${columns.length === 0 ? "" : ` (${columns.join(", ")})`} ON TABLE ${table}`;
}

/**
 * The statements that grant a role all that rounds need, and nothing else. Beside them it must be able to connect and
 * to use the schema of the tables; a rehearsal also makes temporary tables, which everybody may unless it was forbidden.
 */
export function grantStatements(role: string): string[] {
  const groups = new Map<string, [Privilege, ...Privilege[]]>();
  for (const privilege of PRIVILEGES) {
    const key = `${privilege.kind} ${privilege.table}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [privilege]);
    else group.push(privilege);
  }
  return [...groups.values()].map((group) => grantStatement(group, role));
}
