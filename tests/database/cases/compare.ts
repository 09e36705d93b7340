/** Compares a database, and what was sent, with what a round must leave behind. */
import { quoteName, type Session } from "../../../ts/database/index.js";
import type { CaseRound, CaseRow, Cell, Rows, Sent } from "./case.js";

/** The columns that are compared, and the order in which the rows of a case stand. */
const COMPARED: Readonly<Record<string, { readonly columns: readonly string[]; readonly order: string }>> = {
  jobs: {
    columns: ["job_id", "state", "reservation", "start_time", "assigned_moldable_job", "message"],
    order: "job_id",
  },
  moldable_job_descriptions: {
    columns: ["moldable_id", "moldable_walltime", "moldable_index"],
    order: "moldable_id",
  },
  gantt_jobs_predictions: { columns: ["moldable_job_id", "start_time"], order: "1" },
  gantt_jobs_predictions_visu: { columns: ["moldable_job_id", "start_time"], order: "1" },
  gantt_jobs_resources: { columns: ["moldable_job_id", "resource_id"], order: "1, 2" },
  gantt_jobs_resources_visu: { columns: ["moldable_job_id", "resource_id"], order: "1, 2" },
  assigned_resources: { columns: ["moldable_job_id", "resource_id", "assigned_resource_index"], order: "1, 2" },
  job_state_logs: {
    columns: ["job_id", "job_state", "date_start", "date_stop"],
    order: "job_id, date_start, job_state_log_id",
  },
  event_logs: { columns: ["type", "job_id", "description"], order: "job_id, type, description" },
  frag_jobs: { columns: ["frag_id_job", "frag_date", "frag_state"], order: "1" },
  queues: { columns: ["queue_name", "priority", "scheduler_policy", "state"], order: "1" },
  resources: { columns: ["resource_id", "scheduler_priority", "last_job_date"], order: "1" },
};

/** Events of other types are nobody's business. */
const EVENTS: ReadonlySet<Cell> = new Set([
  "BESTEFFORT_KILL",
  "CANNOT_NOTIFY_OARSUB",
  "FRAG_JOB_REQUEST",
  "LOST_SESSION",
  "REDUCE_RESERVATION_WALLTIME",
  "SCHEDULER_PRIORITY_UPDATED_START",
  "SCHEDULER_PRIORITY_UPDATED_STOP",
  "SCHEDULER_REDUCE_NB_RESSOURCES_FOR_RESERVATION",
]);

const KARMA = /^(.*) \(Karma=([^)]*)\)$/;
const TOLERANCE = 1e-9;

/** Reads the tables and columns that are compared. */
export async function observe(session: Session): Promise<Rows> {
  return session.snapshot(async (queries) => {
    const rows: Record<string, CaseRow[]> = {};
    for (const [table, { columns, order }] of Object.entries(COMPARED)) {
      const list = await queries.run(`SELECT ${columns.map(quoteName).join(", ")} FROM ${table} ORDER BY ${order}`);
      rows[table] = list as CaseRow[];
    }
    rows.event_logs = (rows.event_logs ?? []).filter(({ type }) => EVENTS.has(type ?? null));
    return rows;
  });
}

/**
 * What of the rows differs from what the round must leave, a line each.
 *
 * @param found what {@link observe} read after the round
 * @param before what it had read before the round, after its changes
 */
export function rowDifferences({ after }: CaseRound, found: Rows, before: Rows): string[] {
  const expected: Rows = {
    gantt_jobs_predictions_visu: after.gantt_jobs_predictions ?? [],
    gantt_jobs_resources_visu: after.gantt_jobs_resources ?? [],
    resources: before.resources ?? [],
    ...after,
  };
  return Object.keys(COMPARED).flatMap((table) =>
    differences(table, expected[table] ?? [], found[table] ?? [], sameRow).concat(
      table === "job_state_logs" ? disorder(expected[table] ?? [], found[table] ?? []) : [],
    ),
  );
}

/** What of the messages differs from what must have been sent, a line each. */
export function sentDifferences({ sent }: CaseRound, found: readonly Sent[]): string[] {
  const addressees = [...new Set([...sent, ...found].map(({ to }) => to))];
  return addressees.flatMap((to) => {
    const [wanted, got] = [sent, found].map((list) => list.filter((item) => item.to === to).map(essence));
    const inOrder = to.startsWith("oarsub ");
    if (inOrder && JSON.stringify(wanted) !== JSON.stringify(got)) {
      return [`${to}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(got)}`];
    }
    return differences(to, wanted ?? [], got ?? [], (one, other) => one === other);
  });
}

/** What of a message is compared: of texts all but the line feeds at the end, of those to Almighty the command. */
function essence({ to, message }: Sent): string {
  if (typeof message === "string") return message.replace(/\n+$/, "");
  if (to === "almighty") return String(message.cmd);
  const nodes = Array.isArray(message.nodes) ? { nodes: [...message.nodes].sort() } : {};
  return JSON.stringify(Object.entries({ ...message, ...nodes }).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Items that are missing or too many: each has at most one counterpart. */
function differences<Item>(
  name: string,
  expected: readonly Item[],
  found: readonly Item[],
  same: (expected: Item, found: Item) => boolean,
): string[] {
  const left = [...found];
  const lines: string[] = [];
  for (const item of expected) {
    const index = left.findIndex((other) => same(item, other));
    if (index < 0) lines.push(`${name}: missing ${JSON.stringify(item)}`);
    else left.splice(index, 1);
  }
  return [...lines, ...left.map((item) => `${name}: too many ${JSON.stringify(item)}`)];
}

/** Rows of one job that begin at one date stand in the order in which they were written. */
function disorder(expected: readonly CaseRow[], found: readonly CaseRow[]): string[] {
  const sequence = (rows: readonly CaseRow[]) => rows.map((row) => `${row.job_id} ${row.date_start} ${row.job_state}`);
  const [wanted, got] = [sequence(expected), sequence(found)];
  if (JSON.stringify([...wanted].sort()) !== JSON.stringify([...got].sort())) return [];
  return wanted.flatMap((row, index) => (row === got[index] ? [] : [`job_state_logs: expected ${row} at ${index}`]));
}

function sameRow(expected: CaseRow, found: CaseRow): boolean {
  return Object.entries(expected).every(([column, value]) => {
    if (value === null && (column === "start_time" || column === "description")) return true;
    return column === "message" ? sameMessage(value, found[column] ?? null) : value === found[column];
  });
}

/** The karma at the end is compared as a number. */
function sameMessage(expected: Cell, found: Cell): boolean {
  const [wanted, got] = [KARMA.exec(String(expected)), KARMA.exec(String(found))];
  if (wanted === null || got === null) return expected === found;
  return wanted[1] === got[1] && Math.abs(Number(wanted[2]) - Number(got[2])) <= TOLERANCE;
}
