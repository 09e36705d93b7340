/** Databases in few words: a site with its jobs, the rounds on it, and what is there after each. */
import type { Session } from "../../../ts/database/index.js";
import type { Case, CaseRow, Cell, Change, Rows, Sent } from "../cases/case.js";
import { observe } from "../cases/compare.js";
import { change, prepare } from "../cases/prepare.js";
import { type Ran, runCaseRound } from "../cases/run.js";

/** The date at which stories begin: 2023-11-14 22:13:20 UTC, a Tuesday. */
export const NOW = 1_700_000_000;

/** A job. Its n-th moldable, counted from 0, has the number 10 · id + n. */
export interface StoryJob {
  /** Columns of `jobs` beside the ones below. */
  readonly row?: CaseRow;
  /** Default `default`. */
  readonly queue?: string;
  readonly types?: readonly string[];
  /** Requests such as `switch=1/core=2+{mem > 2}/core=1`. Default: one, `core=1`. */
  readonly moldables?: readonly string[];
  /** Of all moldables, or of each. Default 300. */
  readonly walltime?: number | readonly number[];
  /** The date for which a new reservation asks. */
  readonly reserve?: number;
  /** The date of an accepted reservation. */
  readonly accepted?: number;
  /** Since when it is Running. */
  readonly running?: number;
  /** Of a running job, what is assigned; of another, what is planned from `accepted` on. */
  readonly on?: readonly number[];
  /** The jobs that it depends on. */
  readonly after?: readonly number[];
}

/** A database. */
export interface World {
  readonly config?: Readonly<Record<string, string>>;
  readonly mode?: "internal" | "external";
  readonly timeZone?: string;
  readonly quotas?: unknown;
  readonly priority?: unknown;
  /** Default: `admin` 10, `default` 2, `besteffort` 0. */
  readonly queues?: Readonly<Record<string, number>>;
  /** Queues that are not active. */
  readonly stopped?: readonly string[];
  /** Cores 1 to this number, two a node, two nodes a switch. Default 8. */
  readonly cores?: number;
  /** Columns of resources, by id, beside those. */
  readonly resources?: Readonly<Record<number, CaseRow>>;
  readonly jobs: Readonly<Record<number, StoryJob>>;
  /** Further rows. */
  readonly rows?: Rows;
}

/** What others do before a round, and the round. */
export interface StoryRound {
  readonly now?: number;
  readonly change?: readonly Change[];
  /** Clients that do not answer. */
  readonly refuse?: readonly string[];
}

/** What is there after a round, in words. */
export interface Outcome {
  readonly exitCode: number;
  /** Sorted. */
  readonly sent: readonly string[];
  /** `state start message` by id; of reservations `state reservation start message`. */
  readonly jobs: Readonly<Record<string, string>>;
  /** `start: resources` by moldable; a copy for users that differs is shown behind a bar. */
  readonly plan: Readonly<Record<string, string>>;
  readonly assigned: Readonly<Record<string, string>>;
  /** `TYPE job`, sorted. */
  readonly events: readonly string[];
}

const COLUMNS = ["host", "switch"].map((name) => ({ name, type: "varchar(255)" }));
const NUMBERS = ["cpu", "core", "mem"].map((name) => ({ name, type: "integer" }));

/** The case that a world is, without its rounds. */
export function caseOf(world: World): Case {
  const { config = {}, mode = "internal", timeZone = "UTC", quotas, priority } = world;
  return {
    name: "story",
    about: "",
    now: NOW,
    timeZone,
    mode,
    config: { HIERARCHY_LABELS: "switch,host,cpu,core,resource_id,network_address", ...config },
    ...(quotas !== undefined && { quotas }),
    ...(priority !== undefined && { priority }),
    resourceColumns: [...COLUMNS, ...NUMBERS],
    before: rowsOf(world),
    rounds: [],
  };
}

function rowsOf({ queues = { admin: 10, default: 2, besteffort: 0 }, stopped = [], ...world }: World): Rows {
  const rows: Record<string, CaseRow[]> = {
    queues: Object.entries(queues).map(([queue_name, priority]) => ({
      queue_name,
      priority,
      scheduler_policy: "kamelot",
      state: stopped.includes(queue_name) ? "notActive" : "Active",
    })),
    resources: Array.from({ length: world.cores ?? 8 }, (_, index) => {
      const id = index + 1;
      return { resource_id: id, ...placeOf(id), ...world.resources?.[id] };
    }),
  };
  const add = (table: string, ...more: CaseRow[]) => {
    rows[table] = [...(rows[table] ?? []), ...more];
  };
  for (const [text, job] of Object.entries(world.jobs)) addJob(Number(text), job, add);
  for (const [table, more] of Object.entries(world.rows ?? {})) add(table, ...more);
  return rows;
}

/** Where a core is. */
export function placeOf(core: number) {
  const node = (core + 1) >> 1;
  const host = `node${node}`;
  return { network_address: host, host, switch: `sw${(core + 3) >> 2}`, cpu: node, core };
}

/** The rows of a job. */
export function rowsOfJob(id: number, job: StoryJob): Rows {
  const rows: Record<string, CaseRow[]> = {};
  addJob(id, job, (table, ...more) => {
    rows[table] = [...(rows[table] ?? []), ...more];
  });
  return rows;
}

function addJob(id: number, job: StoryJob, add: (table: string, ...rows: CaseRow[]) => void): void {
  const { moldables = ["core=1"], walltime = 300, on = [], running, accepted, reserve } = job;
  const state = running === undefined ? "Waiting" : "Running";
  add("jobs", {
    job_id: id,
    array_id: id,
    info_type: `front:${41_000 + id}`,
    job_user: "alice",
    project: "default",
    queue_name: job.queue ?? "default",
    properties: "",
    launching_directory: "/home/alice",
    submission_time: NOW - 1_000 + id,
    checkpoint_signal: 12,
    message: "submitted",
    state,
    reservation: accepted !== undefined ? "Scheduled" : reserve !== undefined ? "toSchedule" : "None",
    start_time: running ?? accepted ?? reserve ?? 0,
    assigned_moldable_job: running === undefined ? 0 : id * 10,
    ...job.row,
  });
  add("job_state_logs", { job_id: id, job_state: state, date_start: NOW - 1_000 + id });
  for (const type of job.types ?? []) add("job_types", { job_id: id, type });
  for (const required of job.after ?? []) add("job_dependencies", { job_id: id, job_id_required: required });
  for (const [index, request] of moldables.entries()) {
    const length = typeof walltime === "number" ? walltime : (walltime[index] ?? 300);
    addMoldable(id, index, request, length, add);
  }
  const held = on.map((resource) => ({ moldable_job_id: id * 10, resource_id: resource }));
  if (running !== undefined) add("assigned_resources", ...held);
  else if (accepted !== undefined) {
    add("gantt_jobs_predictions", { moldable_job_id: id * 10, start_time: accepted });
    add("gantt_jobs_resources", ...held);
  }
}

function addMoldable(
  job: number,
  index: number,
  request: string,
  walltime: number,
  add: (table: string, ...rows: CaseRow[]) => void,
): void {
  const moldable = 10 * job + index;
  add("moldable_job_descriptions", { moldable_id: moldable, moldable_job_id: job, moldable_walltime: walltime });
  for (const [place, text] of request.split("+").entries()) {
    const [, property = "", levels = ""] = /^(?:\{(.*)\}\/)?(.*)$/.exec(text) ?? [];
    const group = 10 * moldable + place;
    add("job_resource_groups", { res_group_id: group, res_group_moldable_id: moldable, res_group_property: property });
    for (const [order, level] of levels.split("/").entries()) {
      const [name = "", count = ""] = level.split("=");
      add("job_resource_descriptions", {
        res_job_group_id: group,
        res_job_resource_type: name,
        res_job_value: Number(count),
        res_job_order: order,
      });
    }
  }
}

/** Fills a database with a world. */
export async function begin(session: Session, world: World): Promise<void> {
  await prepare(session, caseOf(world));
}

/** What runs a round; default: this process, in internal mode. */
export type Runner = (session: Session, one: Case, round: Case["rounds"][number]) => Promise<Ran>;

/** Plays a round of a world and says what it left behind. */
export async function play(
  session: Session,
  world: World,
  { now = NOW, change: changes = [], refuse = [] }: StoryRound = {},
  run: Runner = runCaseRound,
): Promise<Outcome> {
  const round = { now, change: changes, refuse, exitCode: 0, sent: [], after: {} };
  await change(session, round);
  const { exitCode, sent } = await run(session, caseOf(world), round);
  return { exitCode, sent: sent.map(inWords).sort(), ...described(await observe(session)) };
}

function inWords({ to, message }: Sent): string {
  if (typeof message === "string") return `${to}: ${message.trimEnd()}`;
  return [to, message.cmd, message.job_id ?? message.nodes ?? []].flat(2).join(" ");
}

function described(rows: Rows): Pick<Outcome, "jobs" | "plan" | "assigned" | "events"> {
  const [plan, copy] = [planOf(rows, ""), planOf(rows, "_visu")];
  for (const moldable of new Set([...Object.keys(plan), ...Object.keys(copy)])) {
    if (plan[moldable] !== copy[moldable]) plan[moldable] = `${plan[moldable] ?? ""} | ${copy[moldable] ?? ""}`;
  }
  return {
    jobs: Object.fromEntries(
      (rows.jobs ?? []).map(({ job_id, state, reservation, start_time, message }) => {
        const kind = reservation === "None" ? [] : [reservation];
        return [String(job_id), [state, ...kind, since(start_time ?? null), message].join(" ")];
      }),
    ),
    plan,
    assigned: listed(rows.assigned_resources ?? []),
    events: (rows.event_logs ?? []).map(({ type, job_id }) => `${type} ${job_id}`).sort(),
  };
}

/** A date as seconds after {@link NOW}; what is 0 stays. */
const since = (date: Cell): string => (Number(date) === 0 ? "0" : String(Number(date) - NOW));

function planOf(rows: Rows, copy: string): Record<string, string> {
  const resources = listed(rows[`gantt_jobs_resources${copy}`] ?? []);
  return Object.fromEntries(
    (rows[`gantt_jobs_predictions${copy}`] ?? []).map(({ moldable_job_id, start_time }) => [
      String(moldable_job_id),
      `${since(start_time ?? null)}: ${resources[String(moldable_job_id)] ?? ""}`,
    ]),
  );
}

function listed(rows: readonly CaseRow[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { moldable_job_id, resource_id, assigned_resource_index: index = "CURRENT" } of rows) {
    const [key, item] = [String(moldable_job_id), `${resource_id}${index === "CURRENT" ? "" : "*"}`];
    found[key] = found[key] === undefined ? item : `${found[key]} ${item}`;
  }
  return found;
}
