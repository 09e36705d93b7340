/**
 * `npm run bench`: how long scheduling takes. See README.md beside this file.
 *
 * It is bundled into `.cache/bench`, as deep in the repository as its sources are, since files find others from where
 * they are.
 */
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { argv, cwd, env, stderr, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import { terminalOf } from "../../ts/cli/style/index.js";
import type { Line } from "./measure/line.js";
import { type Options, readOptions, USAGE, UsageError, workloadsOf } from "./options.js";
import { drawChart, reportLines } from "./report/index.js";
import { disagreements, dumpWorkload, measureAll } from "./run.js";
import type { Scheduler } from "./workloads/index.js";

/** Where what is not named goes: where this file is. */
const CACHE = fileURLToPath(new URL(".", import.meta.url));

async function bench(options: Options): Promise<void> {
  const { createEngine } = await import("oar-scheduler-redox");
  const engine = await createEngine();
  const schedule: Scheduler = (scenario) => engine.scheduleScenario(scenario);
  if (options.dump !== null) {
    mkdirSync(options.dump, { recursive: true });
    for (const workload of workloadsOf(options).values()) dumpWorkload(workload, options.dump, schedule);
  }
  if (options.measuring) await measureInto(options, schedule);
}

async function measureInto(options: Options, schedule: Scheduler): Promise<void> {
  const lines: Line[] = [];
  const { json, svg } = options;
  for (const file of [json, svg]) if (file !== null) mkdirSync(dirname(file), { recursive: true });
  if (json !== null) writeFileSync(json, "");
  await measureAll(options, schedule, {
    progress: (text) => stderr.write(`${text}\n`),
    line: (line) => {
      lines.push(line);
      // At once, so that what was measured is not lost when the rest is broken off.
      if (json !== null) appendFileSync(json, `${JSON.stringify(line)}\n`);
    },
  });
  stdout.write(`${reportLines(lines, terminalOf(stdout, env)).join("\n")}\n`);
  const chart = drawChart(lines);
  if (svg !== null && chart !== null) writeFileSync(svg, chart);
  const wrong = disagreements(lines);
  if (wrong.length > 0) throw new Error(`not everybody decided the same: ${wrong.join(", ")}`);
}

try {
  // npm runs scripts in the repository and says where it was called.
  const options = readOptions(argv.slice(2), env.INIT_CWD ?? cwd(), resolve(CACHE));
  if (options === null) stdout.write(USAGE);
  else if (options.rounds.length > 0) await (await import("./round/main.js")).benchRounds(options);
  else await bench(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
