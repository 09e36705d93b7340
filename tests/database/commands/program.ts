/** The program on a database of the tests. */
import type { ServerSettings } from "../../../ts/database/index.js";
import { BUILT } from "../../support/paths.js";
import { type Finished, type RunOptions, run } from "../../support/run.js";

/** The program. */
export const MAIN = `${BUILT}dist/cli/main.js`;

/** Variables of the machine that would choose another database, or another configuration. */
const NOWHERE = { OARCONFFILE: "", OAR_REDOX_DATABASE: "", PGPASSWORD: "" };

/** Runs the program as it would be without any variable of OAR. */
export function program(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return run(process.execPath, [MAIN, ...args], { ...options, env: { ...NOWHERE, ...options.env } });
}

/** Runs a command on a database. The password goes by the environment, as it should. */
export function onDatabase(
  settings: ServerSettings,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const env = { ...(settings.password !== null && { PGPASSWORD: settings.password }), ...options.env };
  return program([...args, "--database", urlOf(settings)], { ...options, env });
}

/** The address of a database, without its password. */
export function urlOf({ host, port, user, database }: ServerSettings): string {
  return `postgres://${user}@${host}:${port}/${database}`;
}
