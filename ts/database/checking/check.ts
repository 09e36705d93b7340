/** Examines a database, part by part. Nothing is written. */
import type { Configuration } from "../configuration/index.js";
import { checkVersion } from "../schema/index.js";
import { DatabaseError, type Session, type Transaction } from "../session/index.js";
import { type Finding, finding } from "./finding.js";
import { checkKeys } from "./keys.js";
import { checkPrivileges } from "./privileges.js";
import { checkRows } from "./rows.js";
import { checkServer } from "./server.js";
import { checkSite } from "./site.js";
import { checkTables } from "./tables.js";

/**
 * Finds what rounds would trip over, from one snapshot, the worst first.
 *
 * @param now date of the round that is thought of, epoch seconds. Default: the clock of the database
 * @throws DatabaseError the session is over
 */
export async function checkDatabase(session: Session, configuration: Configuration, now?: number): Promise<Finding[]> {
  const findings = await session.snapshot((queries) => findIn(queries, configuration, now));
  return bySeverity(findings);
}

/** The worst first; of one severity in their order. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  const order = ["error", "warning", "note"];
  return [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

async function findIn(queries: Transaction, configuration: Configuration, now?: number): Promise<Finding[]> {
  try {
    const { warning } = await checkVersion(queries);
    const untested = warning === null ? [] : [finding("warning", "version", `${sentence(warning)}.`)];
    const tables = await part(queries, "the tables", checkTables);
    const basis = [
      ...untested,
      ...tables,
      ...(await part(queries, "the privileges", checkPrivileges)),
      ...(await part(queries, "the server", checkServer)),
    ];
    if (basis.some(({ severity }) => severity === "error")) {
      const message = "Keys, site, jobs and plan were not looked at: mend the errors first.";
      return [...basis, finding("note", "not_checked", message)];
    }
    return [
      ...basis,
      ...(await part(queries, "the keys", checkKeys)),
      ...(await part(queries, "the site", (inner) => checkSite(inner, configuration))),
      ...(await part(queries, "jobs and plan", (inner) => checkRows(inner, configuration.settings, now))),
    ];
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "not_oar") throw error;
    const remedy = "Give the address of an OAR 3 database; oar-redox db create makes one of an empty database.";
    return [finding("error", "not_oar", `${sentence(error.message)}.`, { remedy })];
  }
}

/** A part that fails is told of, and harms no other one. */
async function part(
  queries: Transaction,
  what: string,
  check: (queries: Transaction) => Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    return await queries.attempt(() => check(queries));
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "statement_failed") throw error;
    return [finding("error", "not_checked", `${sentence(what)} cannot be looked at: ${error.message}.`)];
  }
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
