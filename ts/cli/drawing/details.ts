/** The details of an explanation: tables of holders, quota rules, moldables and groups. */
import type { Explanation, GroupTaken, Holder, MoldableOutcome, QuotaRefusal } from "../../model/index.js";
import { formatCount, formatInstant, printable, type Terminal } from "../style/index.js";
import { type Column, drawTable } from "./table.js";

/** Rows of a table that are shown. */
const MOST_ROWS = 20;

const HOLDERS: readonly Column[] = [
  { head: "in the way", align: "right" },
  { head: "holds", least: 9 },
  { head: "until" },
];
const QUOTAS: readonly Column[] = [
  { head: "quota", least: 12 },
  { head: "of", least: 6 },
  { head: "limits" },
  { head: "to", least: 6, align: "right" },
  { head: "counted", align: "right" },
  { head: "with it", align: "right" },
];
const MOLDABLES: readonly Column[] = [{ head: "moldable", align: "right" }, { head: "would end" }];
const GROUPS: readonly Column[] = [
  { head: "group", align: "right" },
  { head: "asks for", least: 10 },
  { head: "takes", least: 9 },
  { head: "passed over", align: "right" },
  { head: "first of them", least: 9 },
  { head: "held by", least: 9 },
];

/** Counts below 0 by their names (R8.4, R8.5). */
const SPECIAL_COUNTS = ["ALL", "BEST", "HALF_BEST"];

/** Draws the tables that say more than the sentence, an empty line between them. */
export function drawDetails(explanation: Explanation, terminal: Terminal): string[] {
  const { cause, moldables } = explanation;
  const tables: string[][] = [];
  if (cause?.kind === "resources" && cause.holders.length > 0) tables.push(holdersTable(cause.holders, terminal));
  if (cause?.kind === "quota" && cause.refusals.length > 0) tables.push(quotasTable(cause.refusals, terminal));
  if (moldables.length > 1) tables.push(moldablesTable(moldables, terminal));
  if (explanation.placed) tables.push(groupsTable(explanation.groups, terminal));
  return tables.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

function holdersTable(holders: readonly Holder[], terminal: Terminal): string[] {
  const rows = holders.map(({ job, resources, until }) => [`job ${job}`, resources, formatInstant(until)]);
  return shortTable(HOLDERS, rows, terminal);
}

function quotasTable(refusals: readonly QuotaRefusal[], terminal: Terminal): string[] {
  const rows = refusals.map(({ rule, set, quantity, written, used, wanted }) => {
    const number = (amount: number) =>
      quantity === "work" ? `${Math.ceil(amount / 36) / 100} h` : formatCount(amount);
    const limits = quantity === "work" ? "resource-hours" : `${quantity} at a time`;
    return [printable(rule), printable(set), limits, printable(`${written}`), number(used), number(wanted)];
  });
  return shortTable(QUOTAS, rows, terminal);
}

function moldablesTable(moldables: readonly MoldableOutcome[], terminal: Terminal): string[] {
  const rows = moldables.map(({ moldable, end, reason }) => [
    String(moldable),
    end === null ? `never: ${reason}` : formatInstant(end),
  ]);
  return shortTable(MOLDABLES, rows, terminal);
}

/** Nothing where the sentence has said it all: one group that got the first blocks there are. */
function groupsTable(groups: readonly GroupTaken[], terminal: Terminal): string[] {
  const anyPassed = groups.some(({ passed }) => passed > 0);
  if (groups.length < 2 && !anyPassed) return [];
  const rows = groups.map(({ group, levels, resources, passed, firstPassed }) => {
    const wanted = levels.map(([level, count]) => `/${printable(level)}=${SPECIAL_COUNTS[-1 - count] ?? count}`);
    const holders = firstPassed?.holders.map((holder) => `job ${holder.job}`).join(", ") ?? "";
    return [String(group), wanted.join(""), resources, formatCount(passed), firstPassed?.resources ?? "", holders];
  });
  const columns = anyPassed ? GROUPS.length : GROUPS.findIndex(({ head }) => head === "passed over");
  return shortTable(
    GROUPS.slice(0, columns),
    rows.map((row) => row.slice(0, columns)),
    terminal,
  );
}

function shortTable(columns: readonly Column[], rows: readonly (readonly string[])[], terminal: Terminal): string[] {
  const lines = drawTable(columns, rows.slice(0, MOST_ROWS), terminal);
  if (rows.length <= MOST_ROWS) return lines;
  return [...lines, terminal.colors.dim(`and ${formatCount(rows.length - MOST_ROWS)} more`)];
}
