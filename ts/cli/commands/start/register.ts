/** Its options and help. The command itself is loaded when it is used. */
import type { Command } from "commander";
import { epoch } from "../../arguments.js";
import type { ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";
import type { StartOptions } from "./start.js";

const HELP = `
The database is an embedded one, in the data folder of the user, where all commands find it that are given no other. The
first time it is made, which takes some seconds; later it is there, and only the sample is put into it anew. A database
in that place that is not the sample is left alone: the sample is then in memory. No oar.conf is read, nobody is sent
anything, and no job is really run.

Without the package @electric-sql/pglite it is oar-redox demo.

Exit status: 0 good, 2 bad input or usage, 1 our fault.
`;

/** Adds the command. */
export function addStartCommand(program: Command, io: Io, done: (status: ExitStatus) => void): void {
  program
    .command("start")
    .summary("show a round on a sample database: what npm start runs")
    .description(
      "Makes an embedded OAR database with a sample cluster and its jobs, runs a round on it, and shows the plan.",
    )
    .option("--now <EPOCH>", "date of the round (default: the clock of the database)", epoch)
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", HELP)
    .action(async (options: StartOptions) => {
      const { startCommand } = await import("./start.js");
      done(await startCommand(options, io));
    });
}
