/** A whole database that is only there to try things on: it says so itself, and is filled anew at will. */
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { addShippedQueues, createDatabase, tables } from "../schema/index.js";
import { DatabaseError, type Session } from "../session/index.js";
import { seedSite } from "./seed.js";
import type { SampleSite } from "./site.js";

/** What stands in `schema.name` of such a database. */
const MARK = "sample of oar-redox";

/**
 * Makes a sample of an empty database, or of one that is a sample already: whatever is in it goes.
 *
 * @throws DatabaseError `not_empty`: it holds something, and is no sample
 */
export async function renewSample(session: Session, site: SampleSite): Promise<void> {
  const [found] = await session.run("SELECT to_regclass('schema') IS NOT NULL AS there");
  if (found?.there === true) await emptySample(session);
  else await createDatabase(session, MARK);
  await seedSite(session, site);
}

async function emptySample(session: Session): Promise<void> {
  const names = Object.values<unknown>(tables).flatMap((table) =>
    is(table, PgTable) && table !== tables.schema ? [getTableConfig(table).name] : [],
  );
  await session.transaction(async (queries) => {
    const rows = await queries.run("SELECT name FROM schema");
    if (rows.length !== 1 || rows[0]?.name !== MARK) {
      throw new DatabaseError("not_empty", "expected an empty database, or the sample, found another one");
    }
    await queries.run(`TRUNCATE ${names.join(", ")} RESTART IDENTITY`);
    await addShippedQueues(queries);
  });
}
