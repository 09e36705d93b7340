/** Steps of a round on rows of one's own: what they leave behind, and whom they tell. */
import { parseConfiguration, type Session, type Transaction, Writer } from "../../../ts/database/index.js";
import type { Engine } from "../../../ts/engine/index.js";
import type { Notifier } from "../../../ts/metascheduler/notifier/notifier.js";
import type { Round } from "../../../ts/metascheduler/round/context.js";
import type { CaseRow, Rows, Sent } from "../cases/case.js";
import { job } from "../reading/rows.js";

/** The date of rounds that are given none. */
export const NOW = 1_700_000_000;

/** A round, what it tells, and what it logs. */
export interface Observed {
  readonly round: Round;
  /** `almighty ChState`, `launch 7`, `owner 7 ERROR text`, in their order. */
  readonly told: string[];
  /** The same as messages, but for those to owners. */
  readonly sent: Sent[];
  /** Warnings with their details. */
  readonly warnings: string[];
  /** All that is logged, as `level: message`, with the job if there is one. */
  readonly lines: string[];
}

/** Makes a round in a session, with the settings of this `oar.conf`; for steps that do not use the core. */
export function observed(session: Session, content = "", now = NOW): Observed {
  const configuration = parseConfiguration(content);
  const [told, warnings, lines]: [string[], string[], string[]] = [[], [], []];
  const sent: Sent[] = [];
  const tell = async (text: string, to?: string, message: Sent["message"] = text): Promise<void> => {
    // A message must not be sent inside of a transaction: the session refuses that.
    await session.run("SELECT 1");
    told.push(text);
    if (to !== undefined) sent.push({ to, message });
  };
  const notifier: Notifier = {
    almighty: (cmd) => tell(`almighty ${cmd}`, "almighty", { cmd }),
    launch: (id) => tell(`launch ${id}`, "bipbip", { job_id: id, cmd: "OARRUN", args: [] }),
    greta: (message) => tell(`greta ${JSON.stringify(message)}`, "greta", { ...message }),
    oarsub: async (infoType, text) => {
      await tell(`oarsub ${infoType} ${text}`, `oarsub ${infoType}`, text);
      return true;
    },
    owner: ({ id }, tag, text) => tell(`owner ${id} ${tag} ${text}`),
    close: async () => [],
  };
  const line = (level: string) => (message: string, details?: Readonly<Record<string, unknown>>) => {
    lines.push(`${level}: ${message}${details?.job === undefined ? "" : ` [${details.job}]`}`);
    if (level === "warn") warnings.push(`${message} ${JSON.stringify(details)}`);
  };
  const round: Round = {
    configuration,
    settings: configuration.settings,
    engine: {} as Engine,
    writer: new Writer(session),
    notifier,
    log: { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") },
    now,
    timeZone: "UTC",
    user: "oar",
  };
  return { round, told, sent, warnings, lines };
}

/** A writer before whose groups somebody else writes something. */
export class OvertakenWriter extends Writer {
  readonly #statement: string;

  constructor(session: Session, statement: string) {
    super(session);
    this.#statement = statement;
  }

  override async group<Result>(work: (queries: Transaction) => Promise<Result>): Promise<Result> {
    await this.session.run(this.#statement);
    return super.group(work);
  }
}

/** A job with one moldable, whose id is ten times the job's. */
export interface JobRows {
  readonly id: number;
  /** Columns of `jobs`. */
  readonly row?: CaseRow;
  readonly walltime?: number;
  readonly types?: readonly string[];
  /** What is planned. Default: nothing. */
  readonly plan?: { readonly start: number; readonly resources: readonly number[] };
  /** What is assigned; the job is then current. */
  readonly assigned?: readonly number[];
}

/** The rows of jobs; a state other than Waiting has to be given. */
export function rowsOf(jobs: readonly JobRows[], resources: readonly CaseRow[]): Record<string, CaseRow[]> & Rows {
  const held = (list: readonly number[] | undefined, id: number): CaseRow[] =>
    (list ?? []).map((resource_id) => ({ moldable_job_id: id * 10, resource_id }));
  return {
    resources: [...resources],
    jobs: jobs.map(({ id, row, assigned }) =>
      job({
        job_id: id,
        state: assigned === undefined ? "Waiting" : "Running",
        assigned_moldable_job: assigned === undefined ? 0 : id * 10,
        message: "submitted",
        job_user: "alice",
        start_time: assigned === undefined ? 0 : NOW - 100,
        ...row,
      }),
    ),
    moldable_job_descriptions: jobs.map(({ id, walltime = 600 }) => ({
      moldable_id: id * 10,
      moldable_job_id: id,
      moldable_walltime: walltime,
    })),
    job_types: jobs.flatMap(({ id, types = [] }) => types.map((type) => ({ job_id: id, type }))),
    gantt_jobs_predictions: jobs.flatMap(({ id, plan }) =>
      plan === undefined ? [] : [{ moldable_job_id: id * 10, start_time: plan.start }],
    ),
    gantt_jobs_resources: jobs.flatMap(({ id, plan }) => held(plan?.resources, id)),
    assigned_resources: jobs.flatMap(({ id, assigned }) => held(assigned, id)),
  };
}

/** Resources 1 to `count`, all Alive but those that are given. */
export function resources(count: number, others: Readonly<Record<number, CaseRow>> = {}): CaseRow[] {
  return Array.from({ length: count }, (_, index) => ({
    resource_id: index + 1,
    network_address: `node${index + 1}`,
    ...others[index + 1],
  }));
}

/** Rows as lists of values. */
export async function valuesOf(session: Session, text: string): Promise<unknown[][]> {
  return (await session.run(text)).map((row) => Object.values(row));
}

/** Rows that a table does not take. */
export interface Refusal {
  readonly table: string;
  /** A condition on its columns. */
  readonly condition: string;
}

/** Does `work` while the table takes none of these rows; what is there already stays. */
export async function whileRefusing<Result>(
  session: Session,
  { table, condition }: Refusal,
  work: () => Promise<Result>,
): Promise<Result> {
  await session.run(`ALTER TABLE ${table} ADD CONSTRAINT broken CHECK (NOT (${condition})) NOT VALID`);
  try {
    return await work();
  } finally {
    await session.run(`ALTER TABLE ${table} DROP CONSTRAINT broken`);
  }
}
