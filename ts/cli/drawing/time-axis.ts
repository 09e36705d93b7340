/** The time axis that the drawings of one schedule share. */
import type { Plan } from "./bars.js";

/** Columns of equal length over [begin, end). */
export interface TimeAxis {
  /** Epoch seconds. */
  readonly begin: number;
  /** Epoch seconds, exclusive, after `begin`. */
  readonly end: number;
  readonly columns: number;
  /** What labels count from, epoch seconds, not after `begin`. Default: `begin`. */
  readonly now?: number;
}

/** Share of the placed jobs that must have ended within the drawing. */
const SHOWN_ENDS = 0.95;
/** Room after that, as a share of the drawing. */
const MARGIN = 0.1;
/** Fewest characters from a tick to the next. */
const TICK_DISTANCE = 11;

const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];
const UNITS: readonly [size: number, name: string][] = [
  [DAY, "d"],
  [HOUR, "h"],
  [MINUTE, "min"],
  [1, "s"],
];
const STEPS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000].map((count) => count * DAY),
];

/**
 * The axis of a plan: from now until nearly all jobs that the round placed have ended. A few jobs that run much
 * longer than the rest do not squeeze the rest into a corner; they leave the drawing at its right edge.
 */
export function axisOf(plan: Plan, columns: number): TimeAxis {
  const placed = plan.bars.filter((bar) => bar.placedNow);
  const ends = (placed.length > 0 ? placed : plan.bars).map((bar) => bar.end + 1).sort((a, b) => a - b);
  const latest = ends[ends.length - 1] ?? plan.now;
  const most = ends[Math.ceil(ends.length * SHOWN_ENDS) - 1] ?? plan.now;
  const end = Math.min(latest, most + Math.ceil((most - plan.now) * MARGIN));
  return { begin: plan.now, end: Math.max(end, plan.now + 1), columns };
}

/**
 * The axis around a stretch of time: from now on where that is near, otherwise from some time before it, and until a
 * little after it.
 *
 * @param end epoch seconds, exclusive, after `begin`, which is not before now
 */
export function axisAround(now: number, begin: number, end: number, columns: number): TimeAxis {
  const length = end - begin;
  const step = STEPS.findLast((seconds) => seconds <= length) ?? 1;
  const before = begin - now > 2 * length ? Math.floor((begin - length - now) / step) * step : 0;
  return { begin: now + before, end: end + Math.ceil(length * MARGIN), columns, now };
}

/** Seconds of a column, not necessarily an integer. */
export function columnLength(axis: TimeAxis): number {
  return (axis.end - axis.begin) / axis.columns;
}

/** Draws the axis: a rule with ticks, and what they mean. Each line is `columns` long at most. */
export function drawAxis(axis: TimeAxis): [rule: string, labels: string] {
  const perColumn = columnLength(axis);
  const step = STEPS.find((length) => length / perColumn >= TICK_DISTANCE) ?? Number.POSITIVE_INFINITY;
  const rule = new Array<string>(axis.columns).fill("─");
  let labels = "";
  for (let after = 0; after < axis.end - axis.begin; after += step) {
    const column = Math.floor(after / perColumn);
    const fromNow = axis.begin - (axis.now ?? axis.begin) + after;
    const label = fromNow === 0 ? "now" : `+${shortDuration(fromNow)}`;
    if (column + label.length > axis.columns) break;
    rule[column] = "┬";
    labels = `${labels.padEnd(column)}${label}`;
  }
  return [rule.join(""), labels];
}

function shortDuration(seconds: number): string {
  const parts: string[] = [];
  let rest = seconds;
  for (const [size, name] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${name}`);
  }
  return parts.join(" ");
}
