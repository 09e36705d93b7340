/** Makes the database of a case, and does to it what others do between the rounds. */
import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { quoteName, readCatalogue, type Session, type Transaction, tables } from "../../../ts/database/index.js";
import type { Case, CaseRound, CaseRow, Cell, Rows } from "./case.js";

/** The keys that deal their own numbers, by table. */
const SERIALS: Readonly<Record<string, string>> = {
  jobs: "job_id",
  moldable_job_descriptions: "moldable_id",
  job_resource_groups: "res_group_id",
  job_types: "job_type_id",
  job_state_logs: "job_state_log_id",
  event_logs: "event_id",
  resources: "resource_id",
};

/** Makes a database that has OAR's tables that of the case, whatever rows and columns another case has left in it. */
export async function prepare(
  session: Session,
  { resourceColumns, before }: Pick<Case, "resourceColumns" | "before">,
): Promise<void> {
  await session.transaction(async (queries) => {
    await clear(queries);
    for (const { name, type } of resourceColumns) {
      await queries.run(`ALTER TABLE resources ADD ${quoteName(name)} ${type}`);
    }
    await insertRows(queries, before);
    await setSequences(queries);
  });
}

/** Does what a round finds changed. */
export async function change(session: Session, { change: changes = [] }: CaseRound): Promise<void> {
  await session.transaction(async (queries) => {
    for (const change of changes) {
      if ("insert" in change) await insertRows(queries, { [change.table]: [change.insert] });
      else await update(queries, change.table, change.set, change.where);
    }
    await setSequences(queries);
  });
}

/** Deletes all rows: in small tables that is much quicker than TRUNCATE, which makes new files. */
async function clear(queries: Transaction): Promise<void> {
  const names = Object.values<unknown>(tables).filter((table) => is(table, PgTable) && table !== tables.schema);
  const deletes = names.map((table, index) => `gone${index} AS (DELETE FROM ${getTableName(table as PgTable)})`);
  await queries.run(`WITH ${deletes.join(", ")} SELECT`);
  for (const column of (await readCatalogue(queries)).keys()) {
    if (!(column in getTableColumns(tables.resources))) {
      await queries.run(`ALTER TABLE resources DROP ${quoteName(column)}`);
    }
  }
  await renumber(queries);
}

/** A table has 1,600 columns at most, and those that were dropped count: thousands of sites need another table. */
const MOST_COLUMNS = 1_000;

async function renumber(queries: Transaction): Promise<void> {
  const [row] = await queries.run(
    "SELECT max(attnum)::int AS last FROM pg_attribute WHERE attrelid = 'resources'::regclass",
  );
  if (Number(row?.last) < MOST_COLUMNS) return;
  await queries.run("CREATE TABLE renumbered (LIKE resources INCLUDING ALL)");
  await queries.run("ALTER SEQUENCE resources_resource_id_seq OWNED BY renumbered.resource_id");
  await queries.run("DROP TABLE resources");
  await queries.run("ALTER TABLE renumbered RENAME TO resources");
}

/** The rows of a case have numbers of their own: the next ones come after them. */
export async function setSequences(queries: Transaction): Promise<void> {
  const each = Object.entries(SERIALS).map(
    ([table, key]) =>
      `setval(pg_get_serial_sequence('${table}', '${key}'), (SELECT coalesce(max(${key}), 0) + 1 FROM ${table}), false)`,
  );
  await queries.run(`SELECT ${each.map((call, index) => `${call}::text AS s${index}`).join(", ")}`);
}

/** Adds rows: in one statement those of a table that follow each other and name the same columns. */
export async function insertRows(queries: Transaction, rows: Rows): Promise<void> {
  for (const [table, list] of Object.entries(rows)) {
    // In their order: the numbers that are dealt tell it.
    const runs: { columns: string; some: CaseRow[] }[] = [];
    for (const row of list) {
      const columns = Object.keys(row).map(quoteName).join(", ");
      const last = runs.at(-1);
      if (last?.columns === columns) last.some.push(row);
      else runs.push({ columns, some: [row] });
    }
    for (const { columns, some } of runs) {
      await queries.run(
        `INSERT INTO ${quoteName(table)} (${columns})
         SELECT ${columns} FROM jsonb_populate_recordset(NULL::${quoteName(table)}, $1::jsonb)`,
        [JSON.stringify(some)],
      );
    }
  }
}

/** Sets columns of the rows, none perhaps, whose other columns have these values. */
async function update(queries: Transaction, table: string, set: CaseRow, where: CaseRow): Promise<void> {
  const parameters: Cell[] = [];
  const each = (row: CaseRow, separator: string): string =>
    Object.entries(row)
      .map(([name, value]) => {
        parameters.push(value);
        return `${quoteName(name)} = $${parameters.length}`;
      })
      .join(separator);
  const text = `UPDATE ${quoteName(table)} SET ${each(set, ", ")} WHERE ${each(where, " AND ")}`;
  await queries.run(text, parameters);
}
