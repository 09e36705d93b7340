/** The Gantt chart: resources downwards, time to the right, and who holds what when. */
import { type Colors, type Palette, paint, paletteOf, plural, printable, type Terminal } from "../style/index.js";
import { ownersBySize, type Plan } from "./bars.js";
import { denseRows } from "./gantt-dense.js";
import { labelledRows } from "./gantt-labelled.js";
import { gridOf } from "./grid.js";
import { Positions } from "./positions.js";
import { drawAxis, type TimeAxis } from "./time-axis.js";

/** Most rows of a chart, so that it fits a window of 30 lines with its axis and legend. */
export const MAX_ROWS = 22;

/** Owners named in the legend; the others are counted. */
const LEGEND_OWNERS = 12;

/** Width of the labels of a chart of this plan, for drawings that are to stand above or below it. */
export function labelWidth(plan: Plan): number {
  const last = plan.usable[plan.usable.length - 1] ?? 0;
  const digits = String(last).length;
  return new Positions(plan.usable).size <= MAX_ROWS ? digits : Math.max(5, 2 * digits + 1);
}

/**
 * Draws the chart. Up to {@link MAX_ROWS} resources have a row each, and jobs are boxes with their id. More resources
 * are drawn in bands, by the colour or the letter of the user who holds most of a cell.
 *
 * @returns lines of `labelWidth(plan) + 3 + axis.columns` characters at most, legend included; none without resources
 */
export function drawGantt(plan: Plan, axis: TimeAxis, terminal: Terminal): string[] {
  const resources = new Positions(plan.usable).size;
  if (resources === 0) return [];
  const owners = ownersBySize(plan.bars);
  const palette = paletteOf(owners);
  const labelled = resources <= MAX_ROWS;
  const rowSize = Math.ceil(resources / MAX_ROWS);
  const halves = !labelled && terminal.colored;
  const grid = gridOf(plan, axis, halves ? Math.ceil(resources / (2 * MAX_ROWS)) : rowSize);
  const rows = labelled ? labelledRows(grid, palette, terminal) : denseRows(grid, palette, terminal);

  const { dim } = terminal.colors;
  const width = labelWidth(plan);
  const lines = rows.map(({ label, cells }) => `${dim(`${label.padStart(width)} │`)}${cells}${dim("│")}`);
  const [rule, labels] = drawAxis(axis);
  lines.push(dim(`${" ".repeat(width)} └${rule}┘`), dim(`${" ".repeat(width + 2)}${labels}`));
  lines.push(...legend(plan, owners, palette, { labelled, terminal, width: width + 3 + axis.columns }));
  return lines;
}

interface LegendOptions {
  readonly labelled: boolean;
  readonly terminal: Terminal;
  readonly width: number;
}

function legend(plan: Plan, owners: readonly string[], palette: Palette, options: LegendOptions): string[] {
  const { labelled, terminal, width } = options;
  if (labelled && !terminal.colored) return [];
  const jobs = new Map<string, number>();
  for (const bar of plan.bars) jobs.set(bar.owner, (jobs.get(bar.owner) ?? 0) + 1);
  const items = owners.slice(0, LEGEND_OWNERS).map((owner) => {
    const text = `${printable(owner) || "(no user)"} (${plural(jobs.get(owner) ?? 0, "job")})`;
    return { length: text.length + 3, text: `${swatch(owner, palette, terminal)} ${text}` };
  });
  const others = owners.length - LEGEND_OWNERS;
  const notes = others > 0 ? [`and ${plural(others, "user")} more`] : [];
  if (!labelled) {
    notes.push(terminal.colored ? "gray: less than half in use" : "small letter: less than half in use");
  }
  for (const text of notes) items.push({ length: text.length, text: terminal.colors.dim(text) });
  return wrap(items, width);
}

function swatch(owner: string, palette: Palette, { colored, colors }: Terminal): string {
  const mark = palette.get(owner);
  return colored ? twoShades(colors, mark?.hue ?? null) : `${mark?.letter ?? "*"} `;
}

function twoShades(colors: Colors, hue: Exclude<Parameters<typeof paint>[2], null | "gray"> | null): string {
  if (hue === null) return paint(colors, "██", "gray");
  return `${paint(colors, "█", hue)}${paint(colors, "█", `${hue}Bright` as typeof hue)}`;
}

function wrap(items: readonly { length: number; text: string }[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let length = 0;
  for (const item of items) {
    if (line !== "" && length + 2 + item.length > width) {
      lines.push(line);
      line = "";
      length = 0;
    }
    line += line === "" ? item.text : `  ${item.text}`;
    length += (length === 0 ? 0 : 2) + item.length;
  }
  return line === "" ? lines : [...lines, line];
}
