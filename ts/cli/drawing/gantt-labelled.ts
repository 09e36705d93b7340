/** Rows of a chart with few resources: each job is a box with its id. */
import { type Palette, paint, paintOf, type Terminal } from "../style/index.js";
import { bandLabel, type GanttRow } from "./gantt-row.js";
import type { Cell, Grid } from "./grid.js";

/** Draws one row for each band: `[101────][103──]`. */
export function labelledRows(grid: Grid, palette: Palette, terminal: Terminal): GanttRow[] {
  return grid.cells.map((row, index) => {
    const band = grid.bands[index];
    return { label: band ? bandLabel(band) : "", cells: boxes(row, palette, terminal) };
  });
}

function boxes(row: readonly (Cell | null)[], palette: Palette, { colors }: Terminal): string {
  let text = "";
  for (let begin = 0, end = 0; begin < row.length; begin = end) {
    const cell = row[begin] ?? null;
    end = begin + 1;
    while (end < row.length && (row[end]?.job ?? null) === (cell?.job ?? null)) end += 1;
    if (cell === null) text += " ".repeat(end - begin);
    else
      text += paint(colors, box(String(cell.job), end - begin), paintOf(palette.get(cell.owner), cell.job % 2 === 1));
  }
  return text;
}

function box(id: string, width: number): string {
  if (width === 1) return "|";
  const inner = width - 2;
  return `[${(id.length <= inner ? id : "").padEnd(inner, "─")}]`;
}
