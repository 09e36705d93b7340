/** Their options and help. The commands themselves are loaded when they are used. */
import { type Command, InvalidArgumentError } from "commander";
import { epoch } from "../../arguments.js";
import { addDatabaseOptions, DATABASE_HELP } from "../../database.js";
import type { ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";
import type { SchedulerOptions } from "./begin.js";
import type { MetaOptions } from "./meta.js";

const META_HELP = `
A round does all that OAR's own meta-scheduler does; METASCHEDULER_MODE in oar.conf says who plans the queues. To have
OAR use it: META_SCHED_CMD="oar-redox meta". Only one round runs at a time for a database.

Exit status, for Almighty: 0 go on, 1 run another round soon, 2 kill jobs first, or wrong configuration.

Examples:
  oar-redox meta --rehearse                    what a round would do now; nothing is written or sent
  oar-redox meta --config /etc/oar/oar.conf --notify-to messages.jsonl
`;

const KAMELOT_HELP = `
For SCHEDULERS_PATH, as the scheduler of a queue in external mode: a program of one line that runs it with all its
arguments. DATE, the same as NOW as a text, is not looked at.

Exit status: 0 good, and where a later round may be luckier; otherwise 1 or 2: OAR disables the queue then.
`;

/** Adds the commands. */
export function addSchedulerCommands(program: Command, io: Io, done: (status: ExitStatus) => void): void {
  addSchedulerOptions(program.command("meta"), META_HELP)
    .summary("run one round of the meta-scheduler, for META_SCHED_CMD")
    .description("Runs one round of the meta-scheduler on an OAR database.")
    .option("--rehearse", "print what a round would change; write and send nothing (internal mode)")
    .option("--json", "with --rehearse: print JSON")
    .action(async (_, command: Command) => {
      const { meta } = await import("./meta.js");
      done(await meta(command.optsWithGlobals<MetaOptions>(), io));
    });
  addSchedulerOptions(program.command("kamelot"), KAMELOT_HELP)
    .summary("plan one queue, as an external scheduler of OAR")
    .description("Plans one queue of an OAR database, as an external scheduler of OAR.")
    .argument("[QUEUE]", "name of the queue", "default")
    .argument("[NOW]", "date of the round, epoch seconds", epochOfPython)
    .argument("[DATE]", "the same as text, not looked at")
    .action(async (queue: string, now: number | undefined, _date: string | undefined, _, command: Command) => {
      const { kamelot } = await import("./kamelot.js");
      done(await kamelot(queue, now, command.optsWithGlobals<SchedulerOptions>(), io));
    });
}

function addSchedulerOptions(command: Command, help: string): Command {
  return addDatabaseOptions(command)
    .option("--now <EPOCH>", "date of the round, epoch seconds (default: the clock of the database)", epoch)
    .option("--notify-to <FILE>", "write the messages to FILE as JSON lines, and send none")
    .option("--refuse <HOST:PORT>", "with --notify-to: a client that does not answer; may be repeated", another)
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", `${help}${DATABASE_HELP}`);
}

/** OAR's own program reads its argument as a float, and cuts it off. */
function epochOfPython(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0)) throw new InvalidArgumentError("A date is a number of seconds.");
  return epoch(String(Math.trunc(value)));
}

function another(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^[^\s:]+:\d+$/.test(text)) throw new InvalidArgumentError("An address is HOST:PORT.");
  return [...before, text];
}
