/** Their options and help. What works on a database is loaded when it is used. */
import type { Command } from "commander";
import { epoch, wholeNumber } from "../../arguments.js";
import { addDatabaseOptions, DATABASE_HELP } from "../../database.js";
import type { ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";
import { type ExplainOptions, explain } from "../explain.js";
import type { ExplainJobsOptions } from "./explain-jobs.js";
import type { PlanOptions } from "./plan.js";

const STATUSES = `
Exit status: 0 good, 2 bad input or usage, 1 our fault.
Colours: on terminals only; NO_COLOR=1 turns them off, FORCE_COLOR=1 turns them on.`;

const PLAN_HELP = `
Current jobs, accepted reservations, and the places that the last round gave to waiting jobs; after them the jobs that
have no place. Resources are named by their resource_id. Nothing is written, and no row locked.
${DATABASE_HELP}
${STATUSES}`;

const EXPLAIN_HELP = `
Jobs of a database are given by their numbers: oar-redox explain 17. A whole round is rehearsed on copies of the tables;
nothing is written, and no row locked. What it decides about the job is told, whatever its state; resources are named
by their resource_id.

Jobs of a scenario are given with --job: oar-redox explain FILE --job 17. FILE and --jsonl are as with oar-redox
schedule; a job that is not among the waiting ones is an error, with --jsonl that of its line. (A file whose name is a
number needs no other name: with --job it is always a file.)

For each job: a sentence, a chart of the resources in question with the job's window and the last one that it did not
get, and what stood in the way.

Examples:
  oar-redox explain 17 18 --database postgres://oar@host/oar
  oar-redox explain queue.json --job 17 --job 18 --json
${DATABASE_HELP}
${STATUSES}`;

/** Everything that may be given to `explain`. */
type AnyExplainOptions = Partial<ExplainOptions> & ExplainJobsOptions;

/** Adds the commands. */
export function addLiveCommands(program: Command, io: Io, done: (status: ExitStatus) => void): void {
  addDatabaseOptions(program.command("plan"))
    .summary("show the present plan of an OAR database")
    .description("Shows the present plan of an OAR database: a table and a Gantt chart, or JSON.")
    .option("--json", "print JSON: now, usable resources, jobs")
    .option("--now <EPOCH>", "date that times count from (default: the clock of the database)", epoch)
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", PLAN_HELP)
    .action(async (_, command: Command) => {
      const { planCommand } = await import("./plan.js");
      done(await planCommand(command.optsWithGlobals<PlanOptions>(), io));
    });
  addDatabaseOptions(program.command("explain"))
    .summary("say why a job is where it is, or nowhere")
    .description(
      "Explains jobs of an OAR database, or of a scenario: why not earlier, why there, or what is in the way.",
    )
    .argument("[JOB|FILE...]", "numbers of jobs of a database; with --job a file, - for standard input")
    .option("--job <N>", "id of a waiting job of the scenario; may be given several times", anotherJob)
    .option("--json", "print JSON")
    .option("--jsonl", "of scenarios: read one a line; with --json print one list a line")
    .option("--now <EPOCH>", "of a database: date of the round (default: its clock)", epoch)
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", EXPLAIN_HELP)
    .action(async (words: string[], _, command: Command) => {
      const options = command.optsWithGlobals<AnyExplainOptions>();
      if (options.job === undefined) {
        const jobs = jobNumbers(words, options, command);
        const { explainJobs } = await import("./explain-jobs.js");
        done(await explainJobs(jobs, options, io));
      } else {
        const file = onlyFile(words, options, command);
        done(await explain(file, { ...options, job: options.job }, io));
      }
    });
}

/** The jobs of a database that are asked for. */
function jobNumbers(words: readonly string[], { jsonl }: AnyExplainOptions, command: Command): number[] {
  const numbers = words.map(Number);
  if (words.length === 0 || !words.every((word) => /^\d+$/.test(word))) {
    return command.error("error: expected numbers of jobs of a database, or a FILE and --job N (see --help)");
  }
  if (jsonl) return command.error("error: option '--jsonl' is for scenarios, which need --job N");
  return [...new Set(numbers)];
}

/** The file of a scenario. */
function onlyFile(words: readonly string[], options: AnyExplainOptions, command: Command): string | undefined {
  if (words.length > 1) return command.error("error: with --job one FILE is expected");
  const stray = (["database", "config", "now"] as const).find((name) => options[name] !== undefined);
  if (stray !== undefined) {
    return command.error(`error: option '--${stray}' is for jobs of a database, which are given without --job`);
  }
  return words[0];
}

/** Adds the id of a job to those that were given before it. */
function anotherJob(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, wholeNumber("A job id")(text)];
}
