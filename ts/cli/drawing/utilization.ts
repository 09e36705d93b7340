/** How much of the resources is held over time. */
import { formatShare, type Terminal } from "../style/index.js";
import type { Plan } from "./bars.js";
import { addSpan, forEachHeld } from "./held.js";
import { Positions } from "./positions.js";
import type { TimeAxis } from "./time-axis.js";

const EIGHTHS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** Share of the usable resources that somebody holds in each column of the axis, from 0 to 1. */
export function utilizationOf(plan: Plan, axis: TimeAxis): number[] {
  const positions = new Positions(plan.usable);
  const held = new Array<number>(axis.columns).fill(0);
  forEachHeld(plan, positions, axis, ({ from, to }) => addSpan(held, from, to, 1));
  return held.map((area) => (positions.size === 0 ? 0 : Math.min(1, area / positions.size)));
}

/** Share of the resource-seconds from now until an instant (exclusive) that is held, from 0 to 1. */
export function meanUtilization(plan: Plan, until: number): number {
  return utilizationOf(plan, { begin: plan.now, end: Math.max(until, plan.now + 1), columns: 1 })[0] ?? 0;
}

/**
 * Draws shares as a bar chart.
 *
 * @param shares one for each column, from 0 to 1
 * @param height rows
 * @param labels width of the labels at the left, at least 5
 */
export function drawUtilization(
  shares: readonly number[],
  height: number,
  labels: number,
  terminal: Terminal,
): string[] {
  const { cyan, dim } = terminal.colors;
  const lines: string[] = [];
  for (let row = height - 1; row >= 0; row -= 1) {
    const text = shares.map((share) => EIGHTHS[eighths(share, row, height)] ?? " ").join("");
    const label = row === height - 1 ? formatShare(1) : row === 0 ? formatShare(0) : "";
    lines.push(`${dim(`${label.padStart(labels)} │`)}${cyan(text)}${dim("│")}`);
  }
  return lines;
}

/** Eighths of a row that a share fills. What is in use at all is never drawn as nothing. */
function eighths(share: number, row: number, height: number): number {
  const filled = Math.round(share * height * 8) - row * 8;
  const least = row === 0 && share > 0 ? 1 : 0;
  return Math.min(8, Math.max(least, filled));
}
