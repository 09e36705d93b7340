/** Databases for rows of one's own. */
import { parseConfiguration, Session } from "../../../ts/database/index.js";
import { connectPostgres } from "../../../ts/database/session/postgres.js";
import type { CaseRow, Rows } from "../cases/case.js";
import { prepare } from "../cases/prepare.js";
import { oarDatabase } from "../databases.js";
import { embeddedConnection } from "../embedded.js";

/** Columns of the site. */
const COLUMNS = [
  { name: "cpu", type: "integer" },
  { name: "Odd name", type: "varchar(255)" },
];

/** A session that counts. */
export interface Counted {
  readonly session: Session;
  /** Statements until now. */
  statements(): number;
}

/** Opens a session on a database with OAR's tables. */
export async function openCounted(kind: "postgres" | "pglite"): Promise<Counted> {
  const connection =
    kind === "pglite"
      ? await embeddedConnection()
      : await connectPostgres(await oarDatabase(), { connect: 10, statement: 60, answer: 5 });
  let statements = 0;
  const session = new Session({
    kind,
    run: (text, parameters) => {
      statements++;
      return connection.run(text, parameters);
    },
    listen: (channel, hear) => connection.listen(channel, hear),
    close: () => connection.close(),
    destroy: () => connection.destroy(),
  });
  return { session, statements: () => statements };
}

/** Fills the database with these rows alone. */
export function fill(session: Session, before: Rows): Promise<void> {
  return prepare(session, { resourceColumns: COLUMNS, before });
}

/** A row of `jobs` with what has no default. */
export function job(row: CaseRow): CaseRow {
  return { launching_directory: "", checkpoint_signal: 12, queue_name: "default", ...row };
}

/** The settings of an `oar.conf`. */
export const settings = (content = "") => parseConfiguration(content).settings;
