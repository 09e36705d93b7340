/**
 * Rows of a chart with many resources. With colours a row is two bands, drawn as half blocks; without, it is one band
 * of letters.
 */
import { type Colors, type Paint, type Palette, paint, paintOf, type Terminal } from "../style/index.js";
import { bandLabel, type GanttRow } from "./gantt-row.js";
import type { Cell, Grid } from "./grid.js";

/** A cell that is held for less than this share is drawn as partly in use. */
const HALF = 0.5;

/** Draws the rows of a grid. With colours each row takes two of its bands. */
export function denseRows(grid: Grid, palette: Palette, terminal: Terminal): GanttRow[] {
  return terminal.colored ? blockRows(grid, palette, terminal.colors) : letterRows(grid, palette);
}

function letterRows(grid: Grid, palette: Palette): GanttRow[] {
  return grid.cells.map((row, index) => {
    const band = grid.bands[index];
    return { label: band ? bandLabel(band) : "", cells: row.map((cell) => letter(cell, palette)).join("") };
  });
}

function letter(cell: Cell | null, palette: Palette): string {
  if (cell === null) return " ";
  const mark = palette.get(cell.owner)?.letter ?? "*";
  return cell.busy < HALF ? mark.toLowerCase() : mark;
}

function blockRows(grid: Grid, palette: Palette, colors: Colors): GanttRow[] {
  const rows: GanttRow[] = [];
  for (let index = 0; index < grid.bands.length; index += 2) {
    const [first, second] = [grid.bands[index], grid.bands[index + 1]];
    if (first === undefined) break;
    const top = grid.cells[index] ?? [];
    const bottom = grid.cells[index + 1] ?? [];
    const cells = top.map((cell, column) => [shade(cell, palette), shade(bottom[column] ?? null, palette)] as const);
    rows.push({ label: bandLabel(first, second), cells: joinBlocks(cells, colors) });
  }
  return rows;
}

function shade(cell: Cell | null, palette: Palette): Paint | null {
  if (cell === null) return null;
  return cell.busy < HALF ? "gray" : paintOf(palette.get(cell.owner), cell.job % 2 === 1);
}

/** Paints equal neighbours together, which keeps the text short. */
function joinBlocks(cells: readonly (readonly [Paint | null, Paint | null])[], colors: Colors): string {
  let text = "";
  for (let begin = 0, end = 0; begin < cells.length; begin = end) {
    const [top, bottom] = cells[begin] ?? [null, null];
    end = begin + 1;
    while (end < cells.length && cells[end]?.[0] === top && cells[end]?.[1] === bottom) end += 1;
    text += blocks(top, bottom, end - begin, colors);
  }
  return text;
}

function blocks(top: Paint | null, bottom: Paint | null, count: number, colors: Colors): string {
  if (top === null) return bottom === null ? " ".repeat(count) : paint(colors, "▄".repeat(count), bottom);
  if (top === bottom) return paint(colors, "█".repeat(count), top);
  return paint(colors, "▀".repeat(count), top, bottom);
}
