/** What the role of the session may not do, and rounds have to. */
import { PRIVILEGES, type Privilege } from "../schema/index.js";
import type { Queries } from "../session/index.js";
import { type Finding, finding, findingIfAny } from "./finding.js";

/** Looks at each privilege on the tables, columns and sequences that are there. */
export async function checkPrivileges(queries: Queries): Promise<Finding[]> {
  const rows = await queries.run(
    `SELECT kind, "table", "column", current_user::text AS role,
       CASE kind
         WHEN 'USAGE' THEN has_sequence_privilege(pg_get_serial_sequence("table", "column"), 'USAGE')
         WHEN 'UPDATE' THEN has_column_privilege("table", "column", 'UPDATE')
         ELSE has_table_privilege("table", kind) END AS granted
     FROM jsonb_to_recordset($1::jsonb) AS wanted (kind text, "table" text, "column" text)
     WHERE to_regclass("table") IS NOT NULL AND ("column" IS NULL OR EXISTS (SELECT FROM pg_attribute
       WHERE attrelid = to_regclass("table") AND attname = "column" AND NOT attisdropped))`,
    [JSON.stringify(PRIVILEGES.map((one) => ({ column: null, ...one })))],
  );
  const [own] = await queries.run(
    `SELECT current_user::text AS role, has_database_privilege(current_database(), 'TEMPORARY') AS temporary`,
  );
  const missing = rows.filter(({ granted }) => granted === false).map((row) => wordsOf(row as unknown as Privilege));
  const role = String(own?.role);
  const message = `The role ${role} lacks ${missing.length === 1 ? "a privilege" : `${missing.length} privileges`} that rounds need.`;
  const findings = findingIfAny(
    "error",
    "missing_privilege",
    missing,
    message,
    `oar-redox db grants --role ${role} prints them.`,
  );
  if (own?.temporary === true) return findings;
  return [
    ...findings,
    finding(
      "warning",
      "no_temporary_tables",
      `The role ${role} may make no temporary tables: meta --rehearse and explain need them.`,
      {
        remedy: "GRANT TEMPORARY ON DATABASE ... to it.",
      },
    ),
  ];
}

function wordsOf(privilege: Privilege): string {
  const { kind, table } = privilege;
  return "column" in privilege && privilege.column !== null
    ? `${kind} ${table}.${privilege.column}`
    : `${kind} ${table}`;
}
