/** The commands, their options and their help. */
import { Command, CommanderError } from "commander";
import { addDaemonCommand } from "./commands/daemon/index.js";
import { addDbCommands } from "./commands/db/index.js";
import { type DemoOptions, demo } from "./commands/demo.js";
import { addLiveCommands } from "./commands/live/index.js";
import { type ScheduleOptions, schedule } from "./commands/schedule.js";
import { addSchedulerCommands } from "./commands/scheduler/index.js";
import { addStartCommand } from "./commands/start/index.js";
import { addDatabaseOptions } from "./database.js";
import { EXIT, type ExitStatus } from "./exit-status.js";
import { failureOf } from "./failure.js";
import type { Io } from "./io.js";
import type { Output } from "./output.js";
import { packageVersion } from "./version.js";

const STATUSES = `
Exit status: 0 good, 2 bad input or usage, 1 our fault.
Colours: on terminals only; NO_COLOR=1 turns them off, FORCE_COLOR=1 turns them on.`;

const SCHEDULE_HELP = `
FILE holds one scenario: a scheduling round as JSON. Without FILE, and for -, it is standard input.
With --jsonl wrong lines are reported on standard error, the others are scheduled, and the status is 2.

Examples:
  oar-redox demo --scenario > queue.json    a scenario to look at and to change
  oar-redox schedule queue.json
  oar-redox schedule --json - < queue.json
  oar-redox schedule --jsonl --json rounds.jsonl > schedules.jsonl
${STATUSES}`;

const DEMO_HELP = `
The trace is gofree, which ships with this package: 1,305 jobs on 352 processors. All jobs are taken as submitted at
once, each with the walltime it asked for, or its run time where it asked for none.
${STATUSES}`;

/**
 * Runs the program and never throws.
 *
 * @param args arguments after the program's name
 * @returns the exit status
 */
export async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.ok;
  const said: Promise<void>[] = [];
  const program = programOf(io, said, (result) => {
    status = result;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return status;
  } catch (error) {
    return report(error, said, io);
  }
}

function programOf(io: Io, said: Promise<void>[], done: (status: ExitStatus) => void): Command {
  const say = (output: Output) => (text: string) => {
    said.push(output.write(text));
  };
  const program = new Command("oar-redox")
    .description("OAR's batch scheduler: give it a queue, see who runs where and when.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", STATUSES)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: say(io.stdout), writeErr: say(io.stderr) });
  addDatabaseOptions(program).hook("preAction", refuseUnknown);
  program
    .command("schedule")
    .summary("schedule a scenario, or one a line")
    .description("Schedules a scenario. Prints a table and a Gantt chart, or JSON.")
    .argument("[FILE]", "file to read, - for standard input")
    .option("--json", "print JSON: name, assignments, reasons, reservations")
    .option("--jsonl", "read one scenario a line; with --json print one schedule a line")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", SCHEDULE_HELP)
    .action(async (file: string | undefined, options: ScheduleOptions) => done(await schedule(file, options, io)));
  program
    .command("demo")
    .summary("schedule a real site's queue and show the result")
    .description("Schedules the queue of a real site: when it drains, utilization, a Gantt chart, the longest waits.")
    .option("--scenario", "print the queue as a scenario for oar-redox schedule instead")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", DEMO_HELP)
    .action(async (options: DemoOptions) => done(await demo(options, io)));
  addStartCommand(program, io, done);
  addLiveCommands(program, io, done);
  addSchedulerCommands(program, io, done);
  addDaemonCommand(program, io, done);
  addDbCommands(program, io, done);
  return program;
}

/** Options before the command are for those commands that have them too. */
function refuseUnknown(program: Command, command: Command): void {
  const known = new Set(command.options.map((option) => option.attributeName()));
  const stray = Object.keys(program.opts()).find((name) => !known.has(name));
  if (stray !== undefined) command.error(`error: unknown option '--${stray}'`);
}

/** Tells what went wrong. Commander has written help, version or its complaint already. */
async function report(error: unknown, said: readonly Promise<void>[], io: Io): Promise<ExitStatus> {
  let failure = failureOf(error);
  if (error instanceof CommanderError) {
    failure = { status: error.exitCode === 0 ? EXIT.ok : EXIT.badInput, lines: [] };
    const unsaid = await Promise.all(said).catch((reason: unknown) => failureOf(reason));
    if ("status" in unsaid && failure.status === EXIT.ok) failure = unsaid;
  }
  // When standard error is gone too, there is nobody left to tell: the status remains.
  await io.stderr.lines(failure.lines).catch(() => undefined);
  return failure.status;
}
