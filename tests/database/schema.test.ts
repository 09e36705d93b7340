/** The drizzle tables against a database that the statements made, as PostgreSQL's own catalogue describes it. */
import { getTableColumns, getTableName, is } from "drizzle-orm";
import { getTableConfig, PgEnumColumn, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  checkVersion,
  createSchema,
  openSession,
  readCatalogue,
  type Session,
  tables,
} from "../../ts/database/index.js";
import { emptyDatabase, oarDatabase, withSession } from "./databases.js";

let session: Session;
beforeAll(async () => {
  session = await openSession(await oarDatabase());
});
afterAll(() => session.close());

const drizzleTables = Object.values<unknown>(tables).filter((table) => is(table, PgTable));

/** A column in words: type, NULL, default, the words it takes. */
interface Described {
  type: string;
  optional: boolean;
  otherwise: string | null;
  words: readonly string[] | null;
}

/** What drizzle believes of a table. */
function believed(table: PgTable): Record<string, Described> {
  return Object.fromEntries(
    Object.values(getTableColumns(table)).map((column) => {
      const serial = column.getSQLType() === "bigserial";
      const described: Described = {
        type: serial ? "bigint" : column.getSQLType(),
        optional: !column.notNull,
        otherwise: serial ? "serial" : column.default === undefined ? null : String(column.default),
        words: column.enumValues ?? null,
      };
      return [column.name, described];
    }),
  );
}

/** What the catalogue says of a table. */
async function found(name: string): Promise<Record<string, Described>> {
  const rows = await session.run(
    `SELECT column_name, data_type, udt_name::text, character_maximum_length AS length, is_nullable, column_default,
       (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c' AND conrelid = to_regclass($1)
         AND conkey = ARRAY[ordinal_position::int2]) AS "check",
       (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum
         WHERE enumtypid = to_regtype(udt_name::text)) AS labels
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`,
    [name],
  );
  return Object.fromEntries(
    rows.map((row) => {
      const types: Record<string, string> = {
        "character varying": `varchar(${row.length})`,
        "USER-DEFINED": `${row.udt_name}`,
      };
      const value = row.column_default === null ? null : String(row.column_default).replace(/::.*$/, "");
      const listed = row.check ?? row.labels;
      const described: Described = {
        type: types[String(row.data_type)] ?? String(row.data_type),
        optional: row.is_nullable === "YES",
        otherwise: value === null ? null : value.startsWith("nextval") ? "serial" : value.replace(/^'(.*)'$/, "$1"),
        words: listed === null ? null : [...String(listed).matchAll(/'([^']*)'/g)].map(([, word]) => word as string),
      };
      return [String(row.column_name), described];
    }),
  );
}

test("the same tables", async () => {
  const rows = await session.run("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
  expect(drizzleTables.map(getTableName).sort()).toEqual(rows.map(({ table_name }) => table_name).sort());
});

test.each(drizzleTables.map((table) => [getTableName(table), table] as const))(
  "the columns of %s",
  async (name, table) => {
    expect(believed(table)).toEqual(await found(name));
  },
);

test.each(drizzleTables.map((table) => [getTableName(table), table] as const))(
  "the keys of %s",
  async (name, table) => {
    const rows = await session.run(
      `SELECT relname AS name, indisprimary AS key, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = to_regclass($1)`,
      [name],
    );
    const columns = (definition: unknown): string => /\(([^)]*)\)/.exec(String(definition))?.[1] ?? "";
    const config = getTableConfig(table);
    const primary = config.primaryKeys[0]?.columns ?? config.columns.filter((column) => column.primary);
    const key = rows.filter((row) => row.key).map(({ definition }) => columns(definition).replaceAll('"', ""));
    expect(key.join()).toBe(primary.map((column) => column.name).join(", "));
    const indexes = config.indexes.map(({ config: { name, columns } }) => [
      name,
      columns.map((column) => (column as { name: string }).name).join(", "),
    ]);
    const others = rows.filter((row) => !row.key).map(({ name, definition }) => [name, columns(definition)]);
    expect(others.sort()).toEqual(indexes.sort());
  },
);

test("the states of a job are an enum, and drizzle knows it", async () => {
  expect(is(tables.jobs.state, PgEnumColumn)).toBe(true);
  await expect(session.run("SELECT 1 FROM jobs WHERE state = $1", ["Running "])).rejects.toMatchObject({
    code: "statement_failed",
    sqlState: "22P02",
  });
});

test("the tables are made wholly or not at all", async () => {
  await withSession(await emptyDatabase(), async (empty) => {
    await empty.run("CREATE TABLE scheduler (name text)");
    await expect(createSchema(empty)).rejects.toMatchObject({ sqlState: "42P07" });
    const rows = await empty.run("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
    expect(rows).toEqual([{ table_name: "scheduler" }]);
  });
});

test("the columns of resources are read with those of the site", async () => {
  await withSession(await oarDatabase(), async (site) => {
    const fixed = await readCatalogue(site);
    expect([...fixed.keys()]).toEqual(Object.keys(getTableColumns(tables.resources)));
    await site.run(
      'ALTER TABLE resources ADD cpu integer, ADD "Odd ""name" varchar(255), ADD speed real, ADD seen date',
    );
    await site.run("ALTER TABLE resources DROP cpuset");
    const catalogue = await readCatalogue(site);
    expect(catalogue.has("cpuset")).toBe(false);
    expect([...catalogue.values()].slice(-4)).toEqual([
      { name: "cpu", kind: "integer", type: "integer", alike: true, ordered: true },
      { name: 'Odd "name', kind: "text", type: "character varying(255)", alike: true, ordered: true },
      { name: "speed", kind: "number", type: "real", alike: true, ordered: true },
      { name: "seen", kind: "other", type: "date", alike: true, ordered: true },
    ]);
  });
});

test("the version of the tables", async () => {
  await withSession(await oarDatabase(), async (site) => {
    expect(await checkVersion(site)).toEqual({ version: "3.0.0", warning: null });
    await site.run("UPDATE schema SET version = '3.1'");
    expect((await checkVersion(site)).warning).toMatch(/3\.0\.0, found 3\.1/);
    await site.run("UPDATE schema SET version = '2.5.9'");
    await expect(checkVersion(site)).rejects.toMatchObject({
      code: "not_oar",
      message: expect.stringMatching(/3\.0\.0, found 2\.5\.9/),
    });
    await site.run("INSERT INTO schema VALUES ('3.0.0', '')");
    await expect(checkVersion(site)).rejects.toMatchObject({
      code: "not_oar",
      message: expect.stringMatching(/several/),
    });
    await site.run("DELETE FROM schema");
    await expect(checkVersion(site)).rejects.toMatchObject({
      code: "not_oar",
      message: expect.stringMatching(/no rows/),
    });
  });
  await withSession(await emptyDatabase(), async (empty) => {
    await expect(checkVersion(empty)).rejects.toMatchObject({
      code: "not_oar",
      message: expect.stringMatching(/no table schema/),
    });
    await expect(readCatalogue(empty)).rejects.toMatchObject({ code: "not_oar" });
  });
});
