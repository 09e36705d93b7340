/** `oar-redox db check`: what rounds would trip over in a database that is there. */
import {
  bySeverity,
  type Configuration,
  checkDatabase,
  type Finding,
  finding,
  readQueues,
  type Session,
} from "../../../database/index.js";
import { closeRound, examineRound, MemoryRecorder, openRound } from "../../../metascheduler/index.js";
import { type DatabaseOptions, withDatabase } from "../../database.js";
import { EXIT, type ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";
import { Progress } from "../../progress.js";
import { printable } from "../../style/index.js";
import { configurationFindings } from "./check-configuration.js";
import { jobFindings } from "./check-jobs.js";
import { drawFindings } from "./draw-findings.js";

/** Options of the command line. */
export interface CheckOptions extends DatabaseOptions {
  readonly json?: boolean;
  /** The date of the round that is thought of, epoch seconds. Default: the clock of the database. */
  readonly now?: number;
}

/**
 * Examines a database and prints what was found. Nothing is written, and no row locked.
 *
 * @returns 2 if there is an error among the findings: rounds do not work
 * @throws DatabaseError no connection; ConfigurationError
 */
export function checkCommand(options: CheckOptions, io: Io): Promise<ExitStatus> {
  return withDatabase(options, io, async (session, { configuration, name }) => {
    const progress = new Progress(io.stderr);
    await progress.show("looking at the database ...");
    const findings = await allFindings(session, configuration, options, io).finally(() => progress.clear());
    const { terminal } = io.stdout;
    if (options.json) await io.stdout.write(`${JSON.stringify({ database: name, findings }, null, 2)}\n`);
    else await io.stdout.lines([terminal.colors.bold(printable(name)), "", ...drawFindings(findings, terminal)]);
    return findings.some(({ severity }) => severity === "error") ? EXIT.badInput : EXIT.ok;
  });
}

async function allFindings(
  session: Session,
  configuration: Configuration,
  options: CheckOptions,
  io: Io,
): Promise<Finding[]> {
  const findings = await checkDatabase(session, configuration, options.now);
  if (findings.some(({ severity }) => severity === "error")) return findings;
  const configured = configurationFindings(configuration, session.kind, await readQueues(session));
  return bySeverity([...findings, ...configured, ...(await roundFindings(session, configuration, options, io))]);
}

/** What only shows when a round is decided. */
async function roundFindings(
  session: Session,
  configuration: Configuration,
  { now }: CheckOptions,
  { env }: Io,
): Promise<Finding[]> {
  const problems: string[] = [];
  // What is only logged, and done without, is the priority file: the order is another one then.
  const log = {
    error: (message: string, details: Readonly<Record<string, unknown>> = {}) =>
      void problems.push(`${message} (${Object.values(details).join(": ")})`),
  };
  const notifier = new MemoryRecorder(configuration.settings, {});
  const round = await openRound({ configuration, session, notifier, log, now, environment: env });
  try {
    const { decision, faults } = await examineRound(round);
    const configured = (faults ?? []).map((message) => finding("error", "configuration", `${message}.`));
    const logged = problems.map((text) =>
      finding("warning", "configuration", `${text.charAt(0).toUpperCase()}${text.slice(1)}.`),
    );
    return [...configured, ...logged, ...(decision === null ? [] : jobFindings(decision, round.now))];
  } finally {
    await closeRound(round);
  }
}
