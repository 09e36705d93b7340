/** Rows of one's own. */
import { parseConfiguration, type Session } from "../../../ts/database/index.js";
import type { CaseRow, Rows } from "../cases/case.js";
import { prepare } from "../cases/prepare.js";

/** Columns of the site. */
const COLUMNS = [
  { name: "cpu", type: "integer" },
  { name: "Odd name", type: "varchar(255)" },
];

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
