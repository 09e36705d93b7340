/** The tables and columns that a database has, compared with those of OAR. */
import { type Column, getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { columnsInUse, tables } from "../schema/index.js";
import type { Queries } from "../session/index.js";
import { type Finding, finding, findingIfAny } from "./finding.js";

/** A column as it is found. */
interface Found {
  /** The base type, such as `int4` or `varchar`. */
  readonly type: string;
  /** Longest text; `null`: there is no limit, or it holds no texts. */
  readonly length: number | null;
  /** A value is needed, and there is no default. */
  readonly demanded: boolean;
  /** The words of an enumeration; `null`: it is none. */
  readonly words: readonly string[] | null;
}

/** Columns of tables in use that no round reads or writes. */
export const UNTOUCHED: Readonly<Record<string, readonly string[]>> = {
  jobs: [
    ...["initial_request", "array_id", "array_index", "job_env", "scheduler_info", "job_group", "command"],
    ...["launching_directory", "file_id", "accounted", "checkpoint_signal", "stdout_file", "stderr_file"],
    "resubmit_job_id",
  ],
  resources: [
    ...["next_state", "finaud_decision", "next_finaud_decision", "state_num", "cpuset", "besteffort", "deploy"],
    ...["expiry_date", "desktop_computing", "last_available_upto", "drain"],
  ],
  schema: ["name"],
};

/** Tables that rounds add rows to. */
const GROWING: ReadonlySet<string> = new Set([
  ...["job_state_logs", "frag_jobs", "event_logs", "event_log_hostnames", "gantt_jobs_predictions"],
  ...["gantt_jobs_resources", "gantt_jobs_predictions_visu", "gantt_jobs_resources_visu", "assigned_resources"],
]);

/** Types that can stand for each other. */
const FAMILIES: readonly (readonly string[])[] = [
  ["int2", "int4", "int8"],
  ["varchar", "text", "bpchar", "name"],
  ["float4", "float8", "numeric"],
];

const ALL = Object.values<unknown>(tables).filter((table) => is(table, PgTable));

/**
 * Compares what rounds need of the tables with what there is. Columns that a site has added are no matter, unless a row
 * cannot be written without them.
 */
export async function checkTables(queries: Queries): Promise<Finding[]> {
  const found = await readColumns(queries);
  const inUse = columnsInUse();
  return ALL.flatMap((table) => {
    const name = getTableName(table);
    const columns = found.get(name);
    if (columns !== undefined) return inUse.has(name) ? checkColumnsOf(table, columns) : [];
    if (!inUse.has(name)) return [finding("note", "missing_table", `There is no table ${name}; no round needs it.`)];
    const message = `There is no table ${name}, which rounds need.`;
    const remedy =
      "Complete the database with OAR's own tools (oar-database), or make another one (oar-redox db create).";
    return [finding("error", "missing_table", message, { remedy, items: [name] })];
  });
}

async function readColumns(queries: Queries): Promise<Map<string, Map<string, Found>>> {
  const rows = await queries.run(
    `SELECT relname::text AS table, attname::text AS name, coalesce(base.typname, own.typname)::text AS type,
       CASE WHEN own.typname IN ('varchar', 'bpchar') AND atttypmod > 4 THEN atttypmod - 4 END AS length,
       attnotnull AND NOT atthasdef AND attidentity = '' AS demanded,
       (SELECT string_agg(enumlabel, E'\\n') FROM pg_enum WHERE enumtypid = own.oid) AS words
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
     JOIN pg_type AS own ON own.oid = atttypid LEFT JOIN pg_type AS base ON base.oid = own.typbasetype
     WHERE pg_class.oid IN (SELECT to_regclass(quote_ident(name)) FROM jsonb_array_elements_text($1::jsonb) AS name)`,
    [JSON.stringify(ALL.map(getTableName))],
  );
  const found = new Map<string, Map<string, Found>>();
  for (const row of rows) {
    const columns = found.get(String(row.table)) ?? new Map<string, Found>();
    columns.set(String(row.name), {
      type: String(row.type),
      length: row.length === null ? null : Number(row.length),
      demanded: row.demanded === true,
      words: row.words === null ? null : String(row.words).split("\n"),
    });
    found.set(String(row.table), columns);
  }
  return found;
}

function checkColumnsOf(table: PgTable, found: ReadonlyMap<string, Found>): Finding[] {
  const name = getTableName(table);
  const expected = Object.values(getTableColumns(table));
  const untouched = new Set(UNTOUCHED[name]);
  const missing = expected.filter((column) => !found.has(column.name)).map((column) => column.name);
  const needed = missing.filter((column) => !untouched.has(column));
  const remedy = "Bring the tables to version 3 with OAR's own tools (oar-database).";
  const lists = `The table ${name} has no column`;
  const others = missing.filter((column) => untouched.has(column));
  return [
    ...findingIfAny("error", "missing_column", needed, `${lists} ${needed.join(", ")}, which rounds need.`, remedy),
    ...findingIfAny(
      "note",
      "missing_column",
      others,
      `${lists} ${others.join(", ")}; no round needs that${name === "resources" ? ", unless property filters name it" : ""}.`,
    ),
    ...expected.flatMap((column) => {
      const own = found.get(column.name);
      return own === undefined || untouched.has(column.name) ? [] : checkColumn(name, column, own);
    }),
    ...(GROWING.has(name) ? checkDemands(name, expected, found) : []),
  ];
}

function checkColumn(table: string, column: Column, found: Found): Finding[] {
  const [type = "", length] = typeOf(column);
  const name = `${table}.${column.name}`;
  const items = [name];
  // An enumeration may be a text with a CHECK: what is written is the same.
  const wanted = type === "enum" && found.words === null ? "varchar" : type;
  if (wanted === "enum") {
    const missing = (column.enumValues ?? []).filter((word) => !found.words?.includes(word));
    if (missing.length === 0) return [];
    const message = `The type of ${name} does not know the words ${missing.join(", ")}: a statement that names them fails.`;
    const remedy = `Add them: ALTER TYPE ... ADD VALUE '${missing[0]}'.`;
    return [finding("error", "missing_word", message, { remedy, items: missing })];
  }
  if (!sameFamily(wanted, found.words === null ? found.type : "enum")) {
    const message = `The column ${name} has the type ${found.type}, where ${wanted} is expected.`;
    return [finding("error", "wrong_type", message, { remedy: `Change its type to ${wanted}.`, items })];
  }
  if (length === null || length === undefined || found.length === null || found.length >= length) return [];
  const message = `The column ${name} holds ${found.length} characters, where ${length} are expected: longer texts fail.`;
  return [
    finding("warning", "short_column", message, {
      remedy: `ALTER TABLE ${table} ALTER ${column.name} TYPE varchar(${length}).`,
      items,
    }),
  ];
}

/** Type and length that a column has with OAR. */
function typeOf(column: Column): [type: string, length: number | null] {
  const text = column.getSQLType();
  if (column.columnType === "PgEnumColumn") return ["enum", null];
  const [, base = text, length] = /^(\w+)(?:\((\d+)\))?$/.exec(text) ?? [];
  const names: Readonly<Record<string, string>> = {
    integer: "int4",
    bigint: "int8",
    bigserial: "int8",
    real: "float4",
  };
  return [names[base] ?? base, length === undefined ? null : Number(length)];
}

function sameFamily(one: string, other: string): boolean {
  return one === other || FAMILIES.some((family) => family.includes(one) && family.includes(other));
}

/** Columns without which no row can be written, and which rounds do not know. */
function checkDemands(table: string, expected: readonly Column[], found: ReadonlyMap<string, Found>): Finding[] {
  const known = new Set(expected.map((column) => column.name));
  const demanded = [...found].filter(([name, column]) => column.demanded && !known.has(name)).map(([name]) => name);
  return findingIfAny(
    "error",
    "demanded_column",
    demanded,
    `The table ${table} has the column ${demanded.join(", ")}, which must have a value and has no default: rounds cannot add rows.`,
    "Give it a default.",
  );
}
