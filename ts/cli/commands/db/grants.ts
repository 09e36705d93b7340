/** `oar-redox db grants`: the least privileges, and the triggers that ask for rounds, as SQL to read and to run. */
import { grantStatements, notifyTriggers, quoteName } from "../../../database/index.js";
import { EXIT, type ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";

/** Options of the command line. */
export interface GrantsOptions {
  /** The role that gets the privileges. */
  readonly role: string;
  /** Print the triggers instead. */
  readonly trigger?: boolean;
}

/** Prints statements; no database is asked. */
export async function grantsCommand({ role, trigger }: GrantsOptions, io: Io): Promise<ExitStatus> {
  await io.stdout.lines(trigger ? triggerScript() : grantScript(role));
  return EXIT.ok;
}

function grantScript(role: string): string[] {
  return [
    "-- What oar-redox needs for its rounds, and nothing else. Run it as the owner of OAR's tables, with psql.",
    `-- CREATE ROLE ${quoteName(role)} LOGIN PASSWORD '...';`,
    "-- Where not everybody may: GRANT CONNECT, TEMPORARY ON DATABASE ..., GRANT USAGE ON SCHEMA ...",
    "BEGIN;",
    ...grantStatements(role).map((statement) => `${statement};`),
    "COMMIT;",
  ];
}

function triggerScript(): string[] {
  return [
    "-- Has the database ask for a round when jobs, resources or walltimes change. Run it as the owner of OAR's tables.",
    "BEGIN;",
    ...notifyTriggers().map((statement) => `${statement};`),
    "COMMIT;",
  ];
}
