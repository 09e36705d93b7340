/** Makes the tables of an OAR database, and says whether a database has them. */
import { DatabaseError, type Queries, type Session } from "../session/index.js";
import { SCHEMA_VERSION, schemaStatements } from "./ddl.js";

/**
 * Makes OAR's tables, all or nothing. There are no queues and no admission rules in them.
 *
 * @throws DatabaseError `statement_failed` with SQLSTATE 42P07 or 42710: there is something of the same name
 */
export async function createSchema(session: Session): Promise<void> {
  await session.transaction(async (queries) => {
    for (const statement of schemaStatements()) await queries.run(statement);
  });
}

/** What {@link checkVersion} found. */
export interface SchemaVersion {
  readonly version: string;
  /** `null`: it is the very version that was tested. */
  readonly warning: string | null;
}

/**
 * Reads the version of the tables: 3.x is accepted (section 10.9 of the database reference).
 *
 * @throws DatabaseError `not_oar`: no table `schema`, not exactly one row, or another version
 */
export async function checkVersion(queries: Queries): Promise<SchemaVersion> {
  const wanted = `expected an OAR database of version ${SCHEMA_VERSION}`;
  const [table] = await queries.run("SELECT to_regclass('schema') IS NOT NULL AS there");
  if (table?.there !== true) throw new DatabaseError("not_oar", `${wanted}, found no table schema`);
  const rows = await queries.run("SELECT version FROM schema LIMIT 2");
  const version = String(rows[0]?.version);
  if (rows.length !== 1)
    throw new DatabaseError("not_oar", `${wanted}, found ${rows.length === 0 ? "no" : "several"} rows`);
  if (!version.startsWith("3.")) throw new DatabaseError("not_oar", `${wanted}, found ${version}`);
  const warning = version === SCHEMA_VERSION ? null : `${wanted}, found ${version}, which was not tested`;
  return { version, warning };
}
