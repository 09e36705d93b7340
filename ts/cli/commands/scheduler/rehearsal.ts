/** What a rehearsed round would change, drawn. */
import type { Row, RowChange } from "../../../database/index.js";
import type { RoundReport, SentMessage } from "../../../metascheduler/index.js";
import { drawTable } from "../../drawing/table.js";
import { formatCount, formatInstant, printable, type Terminal } from "../../style/index.js";

/** A round that was rehearsed. */
export interface Rehearsal {
  readonly report: RoundReport;
  readonly changes: readonly RowChange[];
  readonly messages: readonly SentMessage[];
}

/** Lines of each list before it is cut off. */
const SHOWN = 50;

/** Draws it: the jobs that change, what would be sent, and how many rows of each table change. */
export function drawRehearsal({ report, changes, messages }: Rehearsal, terminal: Terminal): string[] {
  const { bold, dim } = terminal.colors;
  const lines = [
    bold("A rehearsal: nothing was written, nothing was sent"),
    dim(`The round would end with status ${report.exitCode}.`),
    "",
    ...listed(bold("Jobs"), jobRows(changes), (rows) => drawTable(JOB_COLUMNS, rows, terminal)),
    ...listed(bold("Messages"), messages, (shown) => shown.map(messageLine)),
    ...listed(bold("Rows"), rowCounts(changes), (rows) => drawTable(COUNT_COLUMNS, rows, terminal)),
  ];
  return changes.length === 0 ? [...lines, "No row would change."] : lines;
}

const JOB_COLUMNS = [
  { head: "job", align: "right" },
  { head: "state" },
  { head: "starts" },
  { head: "message", least: 12 },
] as const;

const COUNT_COLUMNS = [
  { head: "table" },
  { head: "new", align: "right" },
  { head: "changed", align: "right" },
  { head: "gone", align: "right" },
] as const;

function listed<Item>(
  title: string,
  items: readonly Item[],
  draw: (shown: readonly Item[]) => readonly string[],
): string[] {
  if (items.length === 0) return [];
  const rest = items.length - SHOWN;
  const more = rest > 0 ? [`... and ${formatCount(rest)} more: --json has them all`] : [];
  return [title, ...draw(items.slice(0, SHOWN)), ...more, ""];
}

/** The jobs of which state, start or message changes. */
function jobRows(changes: readonly RowChange[]): string[][] {
  return changes
    .filter(({ table }) => table === "jobs")
    .map(({ before, after }) => {
      const text = (column: string, show: (value: Row[string]) => string): string => {
        const [old, now] = [before?.[column] ?? null, after?.[column] ?? null];
        return old === now ? show(now) : `${show(old)} -> ${show(now)}`;
      };
      return [
        String(after?.job_id ?? before?.job_id),
        text("state", String),
        text("start_time", (value) => (Number(value) > 0 ? formatInstant(Number(value)) : "-")),
        printable(String(after?.message ?? "")),
      ];
    });
}

function messageLine({ to, message }: SentMessage): string {
  return `  ${printable(to)}: ${printable(typeof message === "string" ? message : JSON.stringify(message))}`;
}

function rowCounts(changes: readonly RowChange[]): string[][] {
  const tables = [...new Set(changes.map(({ table }) => table))];
  return tables.map((name) => {
    const own = changes.filter(({ table }) => table === name);
    const fresh = own.filter(({ before }) => before === null).length;
    const gone = own.filter(({ after }) => after === null).length;
    return [name, ...[fresh, own.length - fresh - gone, gone].map(formatCount)];
  });
}
