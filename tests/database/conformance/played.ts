/** Whole rounds on rows of one's own: what they leave in the compared tables, and what they send. */
import { parseConfiguration, type Session } from "../../../ts/database/index.js";
import { closeRound, MemoryRecorder, openRound, type Round, runRound } from "../../../ts/metascheduler/index.js";
import type { Case, CaseRow, Cell, Rows, Sent } from "../cases/case.js";
import { observe } from "../cases/compare.js";
import { insertRows, prepare } from "../cases/prepare.js";
import { type JobRows, NOW, rowsOf } from "../round/support.js";

export { NOW, resources as nodes } from "../round/support.js";

/** A job with one moldable, whose id, as that of its group, is ten times the job's. */
export interface PlayedJob extends JobRows {
  /** How many resources it asks for. Default: one. */
  readonly count?: number;
  /** Filter of its group. Default: none. */
  readonly property?: string;
}

const QUEUES: readonly CaseRow[] = [
  { queue_name: "admin", priority: 10, scheduler_policy: "kamelot" },
  { queue_name: "default", priority: 2, scheduler_policy: "kamelot" },
  { queue_name: "besteffort", priority: 0, scheduler_policy: "kamelot" },
];

/** The rows of a database; those of `more` are added. */
export function database(jobs: readonly PlayedJob[], resources: readonly CaseRow[], more: Rows = {}): Rows {
  const unfiltered = jobs.map((one) => ({ ...one, row: { properties: "", ...one.row } }));
  const rows: Record<string, readonly CaseRow[]> = {
    ...rowsOf(unfiltered, resources),
    queues: QUEUES,
    job_resource_groups: jobs.map(({ id, property = "" }) => ({
      res_group_id: id * 10,
      res_group_moldable_id: id * 10,
      res_group_property: property,
    })),
    job_resource_descriptions: jobs.map(({ id, count = 1 }) => ({
      res_job_group_id: id * 10,
      res_job_resource_type: "resource_id",
      res_job_value: count,
      res_job_order: 0,
    })),
  };
  for (const [table, list] of Object.entries(more)) rows[table] = [...(rows[table] ?? []), ...list];
  return rows;
}

/** How a round is run. */
export interface PlayOptions {
  /** Content of `oar.conf`. Default: none. */
  readonly config?: string;
  /** Default: {@link NOW}. */
  readonly now?: number;
  readonly timeZone?: string;
  /** Addresses of clients that do not answer. */
  readonly refuse?: readonly string[];
  /** What is run. Default: a whole round. */
  readonly run?: (round: Round) => Promise<{ readonly exitCode: number }>;
}

/** What a round did. */
export interface Played {
  readonly exitCode: number;
  readonly sent: readonly Sent[];
  /** `level: message {details}` of warnings and errors. */
  readonly lines: readonly string[];
  /** The rows of a table as lists of values, in the columns and the order of the cases. */
  rows(table: string): Cell[][];
}

/** Fills the database with these rows alone. */
export function fillWith(session: Session, before: Rows): Promise<void> {
  return prepare(session, { resourceColumns: [{ name: "cpu", type: "integer" }], before } as unknown as Case);
}

/** Adds rows, as others do between two rounds. */
export function add(session: Session, rows: Rows): Promise<void> {
  return session.transaction((queries) => insertRows(queries, rows));
}

/** Runs a round, in internal mode. */
export async function play(
  session: Session,
  { config = "", now = NOW, timeZone = "UTC", refuse = [], run = runRound }: PlayOptions = {},
): Promise<Played> {
  const lines: string[] = [];
  const line = (level: string) => (message: string, details?: unknown) =>
    void lines.push(`${level}: ${message} ${JSON.stringify(details)}`);
  const log = { warn: line("warn"), error: line("error") };
  const configuration = parseConfiguration(config);
  const notifier = new MemoryRecorder(configuration.settings, log, refuse);
  const environment = { OARDO_USER: "oar" };
  const round = await openRound({ configuration, session, notifier, log, now, timeZone, environment });
  let exitCode: number;
  try {
    ({ exitCode } = await run(round));
  } finally {
    await closeRound(round);
  }
  const found = await observe(session);
  return {
    exitCode,
    sent: notifier.sent,
    lines,
    rows: (table) => (found[table] ?? []).map((row) => Object.values(row)),
  };
}

/** What was sent to somebody. */
export const sentTo = ({ sent }: Played, name: string): Sent["message"][] =>
  sent.filter(({ to }) => to === name).map(({ message }) => message);

/** The jobs that the launcher was told of, ascending. */
export const launches = (played: Played): unknown[] =>
  sentTo(played, "bipbip")
    .map((message) => (message as { job_id: number }).job_id)
    .sort((one, other) => one - other);

/** Rows as lists of values. */
export async function valuesOf(session: Session, text: string): Promise<unknown[][]> {
  return (await session.run(text)).map((row) => Object.values(row));
}
