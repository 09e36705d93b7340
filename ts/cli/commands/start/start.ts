/** `oar-redox start`: a sample database, a whole round on it, and the plan that came of it. */
import { DatabaseError, parseConfiguration } from "../../../database/index.js";
import {
  closeRound,
  type Decision,
  MemoryRecorder,
  openRound,
  type RoundReport,
  runRound,
} from "../../../metascheduler/index.js";
import { drawReport } from "../../drawing/index.js";
import { EXIT, type ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";
import { Progress } from "../../progress.js";
import { formatElapsed, plural, printable } from "../../style/index.js";
import { demo } from "../demo.js";
import { DecidedRound } from "../live/decided.js";
import { openSample, type Sample } from "./sample.js";
import { whereNext } from "./where-next.js";

/** Options of the command line. */
export interface StartOptions {
  /** The date of the round, epoch seconds. Default: the clock of the database. */
  readonly now?: number;
}

/** Width of the labels before the facts, as in the report. */
const LABEL = 13;

/** Runs all of it. Each step is told when it is done. */
export async function startCommand({ now }: StartOptions, io: Io): Promise<ExitStatus> {
  const { stdout } = io;
  const { bold, dim } = stdout.terminal.colors;
  let sample: Sample;
  try {
    sample = await openSample(now, io);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "not_installed") throw error;
    await stdout.lines([
      "The embedded database is not installed: npm install @electric-sql/pglite adds it.",
      "So this is the queue of a real site, scheduled without any database.",
      "",
    ]);
    return demo({}, io);
  }
  try {
    await stdout.lines([
      bold("A round of OAR's scheduler, on a database of your own"),
      dim("The database is a PostgreSQL inside of this program (PGlite), with OAR's tables."),
      dim("The cluster and its jobs are made up; the round is the one that OAR would get."),
      "",
      ...sampleFacts(sample),
    ]);
    const { decision, report, milliseconds } = await runTimed(sample, io);
    const decided = new DecidedRound(decision, sample.now);
    await stdout.lines([
      fact("Round", `${roundWords(report)}, in ${formatElapsed(milliseconds)}`),
      ...drawReport(decided.scenario, decided, stdout.terminal, "cores"),
      ...(await whereNext(sample, decided, io)),
    ]);
    return EXIT.ok;
  } finally {
    await sample.session.close();
  }
}

function sampleFacts({ site, directory, because, reused, took }: Sample): string[] {
  const nodes = new Set(site.resources.map(({ node }) => node)).size;
  const users = new Set(site.jobs.map(({ user }) => user)).size;
  const where = directory === null ? "in memory" : `${reused ? "there already" : "made"}`;
  const content = `${plural(nodes, "node")}, ${plural(site.resources.length, "core")}, ${plural(site.jobs.length, "job")} of ${plural(users, "user")}`;
  return [
    fact("Database", `${where}, open after ${formatElapsed(took.open)}`),
    ...(because === null ? [] : [fact("", printable(because))]),
    fact("Sample", `${content}, put into it in ${formatElapsed(took.fill)}`),
  ];
}

function roundWords({ placed, launched }: RoundReport): string {
  return `${plural(placed ?? 0, "job")} placed, ${launched} of them launched`;
}

function fact(label: string, text: string): string {
  return `${label.padEnd(LABEL)}${text}`;
}

/** A round that was run. */
interface TimedRound {
  readonly decision: Decision;
  readonly report: RoundReport;
  readonly milliseconds: number;
}

/** Runs a round with the settings that OAR has of itself. Nobody is told of it. */
async function runTimed({ session, now }: Sample, io: Io): Promise<TimedRound> {
  const progress = new Progress(io.stderr);
  await progress.show("running a round ...");
  const begun = performance.now();
  const configuration = parseConfiguration("");
  const notifier = new MemoryRecorder(configuration.settings, {});
  const round = await openRound({ configuration, session, notifier, log: {}, now, environment: io.env });
  try {
    const decisions: Decision[] = [];
    const report = await runRound({ ...round, watch: (decision) => void decisions.push(decision) });
    const decision = decisions.at(-1);
    if (decision === undefined) throw new RangeError("a round decided nothing");
    return { decision, report, milliseconds: performance.now() - begun };
  } finally {
    await closeRound(round);
    await progress.clear();
  }
}
