/** Whole rounds on rows of one's own: what they leave in the compared tables, and what they send. */
import { parseConfiguration, type Session } from "../../../ts/database/index.js";
import { closeRound, MemoryRecorder, openRound, runRound } from "../../../ts/metascheduler/index.js";
import type { Case, CaseRow, Cell, Rows, Sent } from "../cases/case.js";
import { observe } from "../cases/compare.js";
import { insertRows, prepare } from "../cases/prepare.js";
import { job } from "../reading/rows.js";

/** The date of all rounds here. */
export const NOW = 1_700_000_000;

/** A job with one moldable, whose id, as that of its group, is ten times the job's. */
export interface PlayedJob {
  readonly id: number;
  /** Columns of `jobs`. Default: a Waiting job of the queue `default`; Running, if something is assigned. */
  readonly row?: CaseRow;
  /** Default: 600. */
  readonly walltime?: number;
  readonly types?: readonly string[];
  /** How many resources it asks for. Default: one. */
  readonly count?: number;
  /** Filter of its group. Default: none. */
  readonly property?: string;
  /** Where it is in the plan. Default: nowhere. */
  readonly plan?: { readonly start: number; readonly resources: readonly number[] };
  /** Resources that are assigned, as CURRENT ones. */
  readonly assigned?: readonly number[];
}

const QUEUES: readonly CaseRow[] = [
  { queue_name: "admin", priority: 10, scheduler_policy: "kamelot" },
  { queue_name: "default", priority: 2, scheduler_policy: "kamelot" },
  { queue_name: "besteffort", priority: 0, scheduler_policy: "kamelot" },
];

/** Resources 1 to `count`, each a node of its own, all Alive but for what is given. */
export function nodes(count: number, others: Readonly<Record<number, CaseRow>> = {}): CaseRow[] {
  return Array.from({ length: count }, (_, index) => ({
    resource_id: index + 1,
    network_address: `node${index + 1}`,
    ...others[index + 1],
  }));
}

/** The rows of a database; those of `more` are added. */
export function database(jobs: readonly PlayedJob[], resources: readonly CaseRow[], more: Rows = {}): Rows {
  const held = (list: readonly number[] | undefined, id: number): CaseRow[] =>
    (list ?? []).map((resource_id) => ({ moldable_job_id: id * 10, resource_id }));
  const rows: Record<string, CaseRow[]> = {
    queues: [...QUEUES],
    resources: [...resources],
    jobs: jobs.map(({ id, row, assigned }) =>
      job({
        job_id: id,
        state: assigned === undefined ? "Waiting" : "Running",
        assigned_moldable_job: assigned === undefined ? 0 : id * 10,
        message: "submitted",
        job_user: "alice",
        properties: "",
        start_time: assigned === undefined ? 0 : NOW - 100,
        ...row,
      }),
    ),
    moldable_job_descriptions: jobs.map(({ id, walltime = 600 }) => ({
      moldable_id: id * 10,
      moldable_job_id: id,
      moldable_walltime: walltime,
    })),
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
    job_types: jobs.flatMap(({ id, types = [] }) => types.map((type) => ({ job_id: id, type }))),
    gantt_jobs_predictions: jobs.flatMap(({ id, plan }) =>
      plan === undefined ? [] : [{ moldable_job_id: id * 10, start_time: plan.start }],
    ),
    gantt_jobs_resources: jobs.flatMap(({ id, plan }) => held(plan?.resources, id)),
    assigned_resources: jobs.flatMap(({ id, assigned }) => held(assigned, id)),
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
  { config = "", now = NOW, timeZone = "UTC", refuse = [] }: PlayOptions = {},
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
    ({ exitCode } = await runRound(round));
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
