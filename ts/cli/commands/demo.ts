/** `oar-redox demo`: the queue of a real site, scheduled, and what a person wants to see of it. */
import { readFile } from "node:fs/promises";
import { createEngine } from "../../engine/node.js";
import type { Scenario } from "../../model/index.js";
import { drawReport, type ExplainedSchedule } from "../drawing/index.js";
import { EXIT, type ExitStatus } from "../exit-status.js";
import type { Io } from "../io.js";
import { Progress } from "../progress.js";
import { type Colors, formatElapsed, formatInstant, plural } from "../style/index.js";
import { parseSwf } from "../swf.js";
import { queueOf } from "../swf-queue.js";

/** Options of the command line. */
export interface DemoOptions {
  /** Print the scenario instead of scheduling it. */
  readonly scenario?: boolean;
}

/** Width of the labels before the facts. */
const LABEL = 13;

/** What was measured, in milliseconds. */
interface Timings {
  readonly load: number;
  readonly schedule: number;
}

/** Runs the demonstration and prints its report. */
export async function demo(options: DemoOptions, io: Io): Promise<ExitStatus> {
  const scenario = await gofreeQueue();
  if (options.scenario) {
    await io.stdout.write(`${JSON.stringify(scenario, null, 2)}\n`);
    return EXIT.ok;
  }
  const { schedule, timings } = await scheduleTimed(scenario, new Progress(io.stderr));
  const { terminal } = io.stdout;
  await io.stdout.lines([
    ...heading(scenario, timings, terminal.colors),
    ...drawReport(scenario, schedule, terminal),
    ...whereNext(terminal.colors),
  ]);
  return EXIT.ok;
}

/** The queue of the trace that ships with this package. */
export async function gofreeQueue(): Promise<Scenario> {
  const text = await readFile(new URL("../data/gofree.swf", import.meta.url), "utf8");
  return queueOf(parseSwf(text), "gofree");
}

async function scheduleTimed(
  scenario: Scenario,
  progress: Progress,
): Promise<{ schedule: ExplainedSchedule; timings: Timings }> {
  await progress.show("loading the module ...");
  const start = performance.now();
  const engine = await createEngine();
  const loaded = performance.now();
  try {
    await progress.show(`scheduling ${plural(scenario.jobs.length, "job")} ...`);
    const begun = performance.now();
    const schedule = engine.scheduleScenario(scenario);
    return { schedule, timings: { load: loaded - start, schedule: performance.now() - begun } };
  } finally {
    engine.dispose();
    await progress.clear();
  }
}

function heading(scenario: Scenario, timings: Timings, { bold, dim, green }: Colors): string[] {
  const users = new Set(scenario.jobs.map((job) => job.user)).size;
  const jobs = plural(scenario.jobs.length, "job");
  return [
    bold("The queue of a real OAR site, scheduled by OAR's rules"),
    dim(`${jobs} of ${plural(users, "user")}, from the trace gofree, all taken as submitted at once,`),
    dim(`at ${formatInstant(scenario.now)}, with the walltime each asked for (and OAR's 60 s).`),
    "",
    `${"Took".padEnd(LABEL)}${green(formatElapsed(timings.schedule))} to schedule ${jobs}; ${formatElapsed(timings.load)} to load the module`,
  ];
}

function whereNext({ bold, cyan }: Colors): string[] {
  const steps: [command: string, why: string][] = [
    ["npx oar-redox demo --scenario > queue.json", "this queue, to look at and change"],
    ["npx oar-redox schedule queue.json", "... and to schedule again"],
    ["npx oar-redox schedule --help", "JSON, many rounds, statuses"],
  ];
  const width = Math.max(...steps.map(([command]) => command.length)) + 2;
  return [
    "",
    bold("Where to go next"),
    ...steps.map(([command, why]) => `${cyan(command)}${" ".repeat(width - command.length)}${why}`),
    `${"README.md".padEnd(width)}the library in Node, Deno, browsers`,
  ];
}
