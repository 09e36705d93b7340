/** `oar-redox plan`: the present plan of a database. */
import { checkVersion } from "../../../database/index.js";
import { type DatabaseOptions, withDatabase } from "../../database.js";
import { EXIT, type ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";
import { drawLivePlan } from "./draw-plan.js";
import { readLivePlan } from "./plan-data.js";

/** Options of the command line. */
export interface PlanOptions extends DatabaseOptions {
  readonly json?: boolean;
  /** The date that starts and ends count from, epoch seconds. Default: the clock of the database. */
  readonly now?: number;
}

/**
 * Prints the plan. Nothing is written, and no row locked.
 *
 * @throws ConfigurationError, DatabaseError
 */
export function planCommand(options: PlanOptions, io: Io): Promise<ExitStatus> {
  return withDatabase(options, io, async (session, { configuration, name }) => {
    await checkVersion(session);
    const plan = await readLivePlan(session, configuration.settings, options.now);
    if (options.json) await io.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    else await io.stdout.lines(drawLivePlan(plan, name, io.stdout.terminal));
    return EXIT.ok;
  });
}
