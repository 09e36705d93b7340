/** `oar-redox explain JOB...`: what a round on a database would decide about jobs of it, and why. */
import {
  checkVersion,
  type PlannedJob,
  readInventory,
  readOverview,
  readPlannedJobs,
  type Session,
} from "../../../database/index.js";
import { type Chosen, type DatabaseOptions, withDatabase } from "../../database.js";
import { drawExplanation, drawSentences } from "../../drawing/index.js";
import { EXIT, type ExitStatus } from "../../exit-status.js";
import { SourceError } from "../../input/index.js";
import type { Io } from "../../io.js";
import { Progress } from "../../progress.js";
import { formatInstant, formatList, printable, type Terminal } from "../../style/index.js";
import { type Rehearsed, rehearseRound } from "../scheduler/rehearse.js";
import { DecidedRound } from "./decided.js";
import { type AccountedRound, accountOf, type JobAccount } from "./job-account.js";

/** Options of the command line. */
export interface ExplainJobsOptions extends DatabaseOptions {
  /** JSON instead of sentences and drawings. */
  readonly json?: boolean;
  /** The date of the round, epoch seconds. Default: the clock of the database. */
  readonly now?: number;
}

/**
 * Rehearses a round and explains jobs. Nothing is written, and no row locked.
 *
 * @throws SourceError there is no such job; ConfigurationError, DatabaseError
 */
export function explainJobs(ids: readonly number[], options: ExplainJobsOptions, io: Io): Promise<ExitStatus> {
  return withDatabase(options, io, async (session, chosen) => {
    await checkVersion(session);
    const before = new Map((await readOverview(session, ids)).map((job) => [job.id, job]));
    const missing = ids.filter((id) => !before.has(id));
    if (missing.length > 0) {
      throw new SourceError({ file: chosen.name }, `there is no job ${formatList(missing.map(String))}`);
    }
    const progress = new Progress(io.stderr);
    await progress.show("rehearsing a round ...");
    const rehearsed = await rehearseRound(options, { io, session, chosen, log: {} }).finally(() => progress.clear());
    const round = await accountedRound(rehearsed, session, chosen);
    // Those that have ended are not on the stage.
    const after = new Map((await readOverview(session, ids)).map((job) => [job.id, job]));
    const accounts = ids.map((id) => {
      const job = before.get(id);
      if (job === undefined) throw new RangeError(`there is no job ${id}`);
      return accountOf(job, after.get(id) ?? job, round);
    });
    if (options.json) await io.stdout.write(`${JSON.stringify({ now: round.now, jobs: accounts }, null, 2)}\n`);
    else await io.stdout.lines(drawAccounts(accounts, round, chosen, io.stdout.terminal));
    return EXIT.ok;
  });
}

async function accountedRound(
  rehearsed: Rehearsed,
  session: Session,
  { configuration }: Chosen,
): Promise<AccountedRound> {
  const { decision, report, now } = rehearsed;
  if (decision === null) throw new RangeError("a rehearsal decided nothing");
  const planned = await readStagedPlan(session, configuration.settings, now);
  const decided = new DecidedRound(decision, now);
  return { now, decision, decided, makesRoom: report.exitCode === 2, planned };
}

/** The plan that the round has left on the stage. */
function readStagedPlan(
  session: Session,
  settings: Chosen["configuration"]["settings"],
  now: number,
): Promise<Map<number, PlannedJob>> {
  return session.snapshot(async (queries) => {
    const inventory = await readInventory(queries, settings);
    const planned = await readPlannedJobs(queries, settings, inventory, now);
    return new Map(planned.map((one) => [one.job.id, one]));
  });
}

function drawAccounts(
  accounts: readonly JobAccount[],
  { decided, now }: AccountedRound,
  { name, configuration: { settings } }: Chosen,
  terminal: Terminal,
): string[] {
  const { bold, dim } = terminal.colors;
  const lines = [
    bold(printable(name)),
    dim(`${formatInstant(now)} · what a round would decide; nothing is written`),
    ...(settings.METASCHEDULER_MODE === "external"
      ? [dim("In external mode programs of their own plan the queues: this is what oar-redox would decide.")]
      : []),
    "",
  ];
  for (const { explanation, sentences } of accounts) {
    const [sentence = "", ...more] = sentences;
    if (explanation === null) lines.push(...drawSentences(sentences, terminal), "");
    else lines.push(...drawExplanation(decided.scenario, decided, { ...explanation, sentence }, terminal, more));
  }
  return lines;
}
