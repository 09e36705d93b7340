/** The rows of a database, kept beside it, to begin from them again and again. */
import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { type Session, tables } from "../../../ts/database/index.js";
import { setSequences } from "../cases/prepare.js";

/** The names of OAR's tables. */
export const TABLE_NAMES = Object.values<unknown>(tables)
  .filter((table): table is PgTable => is(table, PgTable))
  .map((table) => getTableName(table));

/** Keeps all rows of OAR's tables. */
export async function keep(session: Session): Promise<void> {
  await session.run("DROP SCHEMA IF EXISTS kept CASCADE");
  await session.run("CREATE SCHEMA kept");
  for (const name of TABLE_NAMES) await session.run(`CREATE TABLE kept.${name} AS TABLE public.${name}`);
}

/** Makes the rows those that were kept. */
export async function restore(session: Session): Promise<void> {
  await session.transaction(async (queries) => {
    const gone = TABLE_NAMES.map((name, index) => `gone${index} AS (DELETE FROM public.${name})`);
    await queries.run(`WITH ${gone.join(", ")} SELECT`);
    const back = TABLE_NAMES.map(
      (name, index) => `back${index} AS (INSERT INTO public.${name} SELECT * FROM kept.${name})`,
    );
    await queries.run(`WITH ${back.join(", ")} SELECT`);
    await setSequences(queries);
  });
}

/** A digest of all rows. */
export async function digest(session: Session): Promise<string> {
  const each = TABLE_NAMES.map(
    (name) => `(SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM public.${name} AS t)`,
  );
  const [row] = await session.run(`SELECT concat_ws(' ', ${each.join(", ")}) AS digest`);
  return String(row?.digest);
}
