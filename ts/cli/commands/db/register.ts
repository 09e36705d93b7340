/** The options and the help of `oar-redox db`. The commands themselves are loaded when they are used. */
import { type Command, InvalidArgumentError } from "commander";
import { epoch } from "../../arguments.js";
import { addDatabaseOptions, DATABASE_HELP, type DatabaseOptions } from "../../database.js";
import type { ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";
import type { CheckOptions } from "./check.js";
import type { GrantsOptions } from "./grants.js";
import type { SeedOptions } from "./seed.js";

const SEED_HELP = `
The cluster has 8 nodes of two kinds with 80 cores, in columns cluster, cpu, core, mem and gpu. The jobs are 41: accepted reservations,
alternatives, dependencies, property filters, best-effort jobs, a container, and one that can never run.`;

const CHECK_HELP = `
Looked at are the tables, columns, keys and sequences, the privileges of the role, the server and who else is on it, the
columns that oar.conf names, queues, jobs and plan; then a round is decided, and written nowhere. An error keeps rounds
from working, a warning tells of jobs or resources that they leave out, a note of what is worth knowing. Nothing is
written, and no row locked.

Exit status: 0 good, though there may be warnings; 2 there are errors, or bad input; 1 our fault.
`;

/** Adds `db` and its commands. */
export function addDbCommands(program: Command, io: Io, done: (status: ExitStatus) => void): void {
  const db = program
    .command("db")
    .summary("make, fill and check an OAR database")
    .description("Makes, fills and checks an OAR database.")
    .helpOption("-h, --help", "print this help");
  const add = (name: string, description: string, help = "") =>
    addDatabaseOptions(db.command(name).description(description))
      .helpOption("-h, --help", "print this help")
      .addHelpText("after", `${help}${DATABASE_HELP}`);

  add("create", "Makes OAR's tables, and the queues that OAR ships, in an empty database.").action(
    async (_, command: Command) => {
      const { createCommand } = await import("./create.js");
      done(await createCommand(command.optsWithGlobals<DatabaseOptions>(), io));
    },
  );
  add("seed", "Fills a database that has no resources and no jobs with a sample cluster and its jobs.", SEED_HELP)
    .option("--now <EPOCH>", "date of the last submission (default: now)", epoch)
    .action(async (_, command: Command) => {
      const { seedCommand } = await import("./seed.js");
      done(await seedCommand(command.optsWithGlobals<SeedOptions>(), io));
    });
  add("check", "Says what rounds would trip over in a database that is there, and what to do about it.", CHECK_HELP)
    .option("--json", "print JSON: database, findings")
    .option("--now <EPOCH>", "date of the round (default: the clock of the database)", epoch)
    .action(async (_, command: Command) => {
      const { checkCommand } = await import("./check.js");
      done(await checkCommand(command.optsWithGlobals<CheckOptions>(), io));
    });
  db.command("grants")
    .description("Prints the least privileges that rounds need, as SQL. No database is asked.")
    .option("--role <NAME>", "the role that gets them", roleName, "oar")
    .option("--trigger", "print triggers instead, by which the database asks oar-redox serve for rounds")
    .helpOption("-h, --help", "print this help")
    .action(async (options: GrantsOptions) => {
      const { grantsCommand } = await import("./grants.js");
      done(await grantsCommand(options, io));
    });
}

/** A name of PostgreSQL's: what is longer is cut off there, and would be another role. */
function roleName(text: string): string {
  if (text !== "" && !text.includes("\0") && Buffer.byteLength(text) <= 63) return text;
  throw new InvalidArgumentError("A role has a name of at most 63 bytes.");
}
