/** Rounds on poisoned rows, and what they have made of the sound jobs. */
import { parseConfiguration, type Session } from "../../../ts/database/index.js";
import { closeRound, MemoryRecorder, openRound, planQueue, runRound } from "../../../ts/metascheduler/index.js";
import type { Case, Rows } from "../cases/case.js";
import { prepare } from "../cases/prepare.js";
import { NOW, soundRows, together } from "./poison.js";

/** Who plans: a round of the meta-scheduler, or the external scheduler of the queues that there always are. */
export type Planner = "meta" | "kamelot";

/** How a round is run. */
export interface PoisonedRound {
  /** Resources: the sound jobs use the first ten. Default: those alone. */
  readonly resources?: number;
  /** Content of `oar.conf`. */
  readonly content: string;
  /** Default: `meta`. */
  readonly by?: Planner;
  /** Columns of the site. Default: none. */
  readonly columns?: Case["resourceColumns"];
}

/** What is left of the sound jobs. */
export interface Sound {
  readonly jobs: readonly Readonly<Record<string, unknown>>[];
  readonly starts: readonly unknown[];
  readonly resources: readonly unknown[];
}

/** A round that has come to its end. */
export interface Finished {
  /** Of kamelot 0. */
  readonly exitCode: number;
  readonly sound: Sound;
  /** `level: message {details}` of warnings and errors. */
  readonly lines: readonly string[];
}

/** Runs a round on the sound jobs and these rows. */
export async function roundWith(session: Session, rows: readonly Rows[], options: PoisonedRound): Promise<Finished> {
  await fillWith(session, rows, options);
  return runOn(session, options);
}

/** Fills the database with the sound jobs and these rows alone. */
export function fillWith(
  session: Session,
  rows: readonly Rows[],
  { resources = 10, columns = [] }: PoisonedRound,
): Promise<void> {
  return prepare(session, { resourceColumns: columns, before: together([soundRows(resources), ...rows]) });
}

/** Runs a round on what there is. */
export async function runOn(session: Session, { content, by = "meta" }: PoisonedRound): Promise<Finished> {
  const configuration = parseConfiguration(content);
  const notifier = new MemoryRecorder(configuration.settings, {});
  const lines: string[] = [];
  const line = (level: string) => (message: string, details?: unknown) =>
    void lines.push(`${level}: ${message} ${JSON.stringify(details)}`);
  const log = { warn: line("warn"), error: line("error") };
  const environment = { OARDO_USER: "oar" };
  const round = await openRound({ configuration, session, notifier, log, now: NOW, timeZone: "UTC", environment });
  try {
    let exitCode = 0;
    if (by === "meta") ({ exitCode } = await runRound(round));
    else for (const queue of ["admin", "default", "besteffort"]) await planQueue(round, queue);
    return { exitCode, lines, sound: await soundJobs(session) };
  } finally {
    await closeRound(round);
  }
}

async function soundJobs(session: Session): Promise<Sound> {
  return {
    jobs: await session.run(
      "SELECT job_id, state::text, start_time, message, assigned_moldable_job FROM jobs WHERE job_id BETWEEN 1 AND 9 ORDER BY 1",
    ),
    starts: await session.run(
      "SELECT * FROM gantt_jobs_predictions WHERE moldable_job_id BETWEEN 10 AND 90 ORDER BY 1",
    ),
    resources: await session.run(
      "SELECT * FROM gantt_jobs_resources WHERE moldable_job_id BETWEEN 10 AND 90 ORDER BY 1, 2",
    ),
  };
}

/** A round with some poisons. */
export type Trial<Poison> = (poisons: readonly Poison[]) => Promise<Finished>;

/** What goes wrong with these poisons; `null`: nothing. */
export async function faultOf<Poison>(
  poisons: readonly Poison[],
  trial: Trial<Poison>,
  expected: Sound,
): Promise<string | null> {
  try {
    const { exitCode, sound } = await trial(poisons);
    if (![0, 1, 2].includes(exitCode)) return `exit code ${exitCode}`;
    return JSON.stringify(sound) === JSON.stringify(expected) ? null : `sound jobs: ${JSON.stringify(sound)}`;
  } catch (error) {
    return String(error).slice(0, 300);
  }
}

/** The poisons that are to blame, alone or in their part of the list. */
export async function culprits<Poison>(
  poisons: readonly Poison[],
  trial: Trial<Poison>,
  expected: Sound,
): Promise<string[]> {
  const fault = await faultOf(poisons, trial, expected);
  if (fault === null) return [];
  if (poisons.length === 1) return [`${JSON.stringify(poisons[0]).slice(0, 200)}: ${fault}`];
  const middle = Math.ceil(poisons.length / 2);
  const found = [
    ...(await culprits(poisons.slice(0, middle), trial, expected)),
    ...(await culprits(poisons.slice(middle), trial, expected)),
  ];
  return found.length > 0 ? found : [`${poisons.length} together, ${JSON.stringify(poisons[0])} first: ${fault}`];
}

/** The line in which a round by the meta-scheduler tells of one odd row; kamelot tells it for each queue. */
export const leftOut = (table: string, why: string, row: unknown): string =>
  `warn: rows that make no sense are left out ${JSON.stringify({ table, why, rows: [String(row)], count: 1 })}`;
