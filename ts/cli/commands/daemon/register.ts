/** Its options and help. The command itself is loaded when it is used. */
import { type Command, InvalidArgumentError } from "commander";
import { wholeNumber } from "../../arguments.js";
import { addDatabaseOptions, DATABASE_HELP } from "../../database.js";
import type { ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";
import type { ServeOptions } from "./serve.js";

/** Beside those of OAR's own programs, 6666 to 6672. */
const PORT = 6680;

const HELP = `
A round is what oar-redox meta does. It runs a period after the last one began, and as soon as somebody sends NOTIFY
oar_redox (oar-redox db grants --trigger has the database do so), but not sooner than the least time after the last one.
Where oar-redox meta ends with 2, for Almighty to run Leon, Almighty gets a message that has it do so.

Of several daemons on a database one leads, by an advisory lock, and the others stand by; one that is stopped for longer
than the lease loses its session, and writes nothing more.

On 127.0.0.1:PORT: /healthz, /readyz (leader or standby) and /metrics for Prometheus. The log is one JSON object a line
on standard error, with the level of LOG_LEVEL. SIGTERM and SIGINT let the round end, but do not wait for longer than the
patience, and after a second signal not at all: what the round runs is killed then, and no queue is disabled for it.

Exit status: 0 it was told to stop, 2 bad input or usage, 1 our fault.
`;

/** Adds the command. */
export function addDaemonCommand(program: Command, io: Io, done: (status: ExitStatus) => void): void {
  addDatabaseOptions(program.command("serve"))
    .summary("run rounds for ever, in place of OAR's scheduler")
    .description("Runs rounds on an OAR database until it is told to stop.")
    .option("--period <SECONDS>", "time between two rounds (default: 30)", seconds)
    .option(
      "--throttle <SECONDS>",
      "least time between two rounds (default: SCHEDULER_MIN_TIME_BETWEEN_2_CALLS)",
      seconds,
    )
    .option("--lease <SECONDS>", "how long a leader that does not answer stays one (default: 60)", lease)
    .option("--patience <SECONDS>", "how long to wait for a round when told to stop (default: 20)", seconds)
    .option("--port <N>", "port for health and metrics, 0 for any that is free", port, PORT)
    .option("--notify-to <FILE>", "write the messages to FILE as JSON lines, and send none")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", `${HELP}${DATABASE_HELP}`)
    .action(async (_, command: Command) => {
      const { serveCommand } = await import("./serve.js");
      done(await serveCommand(command.optsWithGlobals<ServeOptions>(), io));
    });
}

/** A day is more than anybody wants to wait; a timer of Node's takes no more than 24. */
const LONGEST = 86_400;

function seconds(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value <= LONGEST) return value;
  throw new InvalidArgumentError(`A time is a number of seconds, at most ${LONGEST}.`);
}

function lease(text: string): number {
  const value = seconds(text);
  if (value >= 1) return value;
  throw new InvalidArgumentError("A lease is at least 1 second.");
}

function port(text: string): number {
  const value = wholeNumber("A port")(text);
  if (value <= 65_535) return value;
  throw new InvalidArgumentError("A port is at most 65535.");
}
