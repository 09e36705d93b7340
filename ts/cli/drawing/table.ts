/** Tables that fit the terminal. */
import CliTable from "cli-table3";
import type { Terminal } from "../style/index.js";

/** A column of a table. */
export interface Column {
  readonly head: string;
  readonly align?: "left" | "right";
  /** Fewest characters the column may be cut to when the table is too wide. Default: it is never cut. */
  readonly least?: number;
}

const PADDING = 2;

/**
 * Draws a table. Columns are as wide as their widest cell; when that is too much, the widest of those that may be cut
 * give way, and what does not fit ends in `…`.
 *
 * @param rows cells of printable text without colours, one for each column
 */
export function drawTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  terminal: Terminal,
): string[] {
  const { bold, dim } = terminal.colors;
  const table = new CliTable({
    head: columns.map((column) => bold(column.head)),
    colWidths: widthsOf(columns, rows, terminal.columns),
    colAligns: columns.map((column) => column.align ?? "left"),
    style: { head: [], border: [], compact: true, "padding-left": 1, "padding-right": 1 },
    chars: borders(dim),
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}

/** Outer borders are left out: they say nothing and cost two columns. */
function borders(dim: (text: string) => string): Record<string, string> {
  const none = ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"];
  const sides = ["left", "left-mid", "right", "right-mid"];
  const chars: Record<string, string> = Object.fromEntries([...none, ...sides].map((name) => [name, ""]));
  return { ...chars, mid: dim("─"), "mid-mid": dim("┼"), middle: dim("│") };
}

/** Widths of the columns, padding included. */
function widthsOf(columns: readonly Column[], rows: readonly (readonly string[])[], available: number): number[] {
  const widths = columns.map((column, index) =>
    rows.reduce((widest, row) => Math.max(widest, lengthOf(row[index] ?? "")), lengthOf(column.head)),
  );
  const total = () => widths.reduce((sum, width) => sum + width + PADDING, columns.length - 1);
  while (total() > available) {
    let widest = -1;
    columns.forEach(({ least }, index) => {
      if (least === undefined || (widths[index] ?? 0) <= least) return;
      if (widest < 0 || (widths[index] ?? 0) > (widths[widest] ?? 0)) widest = index;
    });
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths.map((width) => width + PADDING);
}

function lengthOf(text: string): number {
  return [...text].length;
}
