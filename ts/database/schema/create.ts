/** Makes the tables of an OAR database, and says whether a database has them. */
import { DatabaseError, type Queries, type Session } from "../session/index.js";
import { SCHEMA_VERSION, schemaStatements } from "./ddl.js";

/**
 * Makes OAR's tables, all or nothing. There are no queues and no admission rules in them.
 *
 * @throws DatabaseError `statement_failed` with SQLSTATE 42P07 or 42710: there is something of the same name
 */
export async function createSchema(session: Session): Promise<void> {
  await session.transaction(makeTables);
}

async function makeTables(queries: Queries): Promise<void> {
  for (const statement of schemaStatements()) await queries.run(statement);
}

/** The queues that OAR ships. */
const SHIPPED_QUEUES: readonly [name: string, priority: number][] = [
  ["admin", 10],
  ["default", 2],
  ["besteffort", 0],
];

/** Adds the queues that OAR ships. */
export async function addShippedQueues(queries: Queries): Promise<void> {
  for (const queue of SHIPPED_QUEUES) {
    await queries.run("INSERT INTO queues (queue_name, priority, scheduler_policy) VALUES ($1, $2, 'kamelot')", queue);
  }
}

/**
 * Makes an OAR database of an empty one, all or nothing: the tables, and the queues that OAR ships.
 *
 * @param name what stands in `schema.name`, which OAR leaves empty
 * @throws DatabaseError `not_empty`: the schema that tables go to holds something
 */
export async function createDatabase(session: Session, name = ""): Promise<void> {
  await session.transaction(async (queries) => {
    const found = await queries.run(
      `SELECT relname::text AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = current_schema() AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') ORDER BY relname LIMIT 1`,
    );
    if (found[0] !== undefined) {
      throw new DatabaseError("not_empty", `expected an empty database, found ${found[0].name} in it`);
    }
    await makeTables(queries);
    await addShippedQueues(queries);
    if (name !== "") await queries.run("UPDATE schema SET name = $1", [name]);
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
