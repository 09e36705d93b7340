/** The report of a schedule: facts, utilization, Gantt chart, the longest waits. */
import type { Scenario } from "../../model/index.js";
import {
  formatCount,
  formatDuration,
  formatInstant,
  formatShare,
  plural,
  printable,
  type Terminal,
} from "../style/index.js";
import { type Bar, type Plan, planOf, widthOf } from "./bars.js";
import { drawGantt, labelWidth } from "./gantt.js";
import { Positions } from "./positions.js";
import { REASON_SENTENCES, waitSentence } from "./reasons.js";
import type { ExplainedSchedule } from "./schedule-table.js";
import { drawTable } from "./table.js";
import { axisOf } from "./time-axis.js";
import { drawUtilization, meanUtilization, utilizationOf } from "./utilization.js";

const CHART_HEIGHT = 5;
const WAITS = 10;
/** Width of the labels before the facts. */
const LABEL = 13;

/**
 * Draws the report. Where no job is placed there is nothing to draw, and only the reasons are told.
 *
 * @param unit what a resource of the site is, in the plural
 */
export function drawReport(
  scenario: Scenario,
  schedule: ExplainedSchedule,
  terminal: Terminal,
  unit = "processors",
): string[] {
  const plan = planOf(scenario, schedule);
  const placed = plan.bars.filter((bar) => bar.placedNow);
  const lines = [...leftOut(schedule)];
  if (placed.length === 0) return lines;
  const { bold } = terminal.colors;
  const axis = axisOf(plan, terminal.columns - labelWidth(plan) - 3);
  return [
    ...facts(plan, placed),
    ...lines,
    "",
    bold("Utilization"),
    ...drawUtilization(utilizationOf(plan, axis), CHART_HEIGHT, labelWidth(plan), terminal),
    "",
    bold("Who runs where"),
    ...drawGantt(plan, axis, terminal),
    ...beyond(placed, axis.end),
    "",
    bold(`The ${WAITS} longest waits`),
    ...longestWaits(plan, placed, (bar) => waitSentence(schedule.waitsFor(bar.job)), { unit, terminal }),
  ];
}

function facts(plan: Plan, placed: readonly Bar[]): string[] {
  const lastStart = placed.reduce((latest, bar) => Math.max(latest, bar.begin), plan.now);
  const lastEnd = placed.reduce((latest, bar) => Math.max(latest, bar.end + 1), plan.now);
  const share = (until: number) => formatShare(meanUtilization(plan, until), 1);
  const waits = placed.map((bar) => bar.begin - plan.now).sort((a, b) => a - b);
  const median = waits[Math.ceil(waits.length / 2) - 1] ?? 0;
  const mean = Math.round(waits.reduce((sum, wait) => sum + wait, 0) / waits.length);
  return [
    fact("Waits", `half of the jobs up to ${formatDuration(median)}, on average ${formatDuration(mean)}`),
    fact("Queue empty", `after ${formatDuration(lastStart - plan.now)}, when the last job starts`),
    fact("All ended", `after ${formatDuration(lastEnd - plan.now)}, on ${formatInstant(lastEnd)}`),
    fact("In use", `${share(lastStart)} until the last start, ${share(lastEnd)} until the last end`),
  ];
}

function leftOut({ reasons }: ExplainedSchedule): string[] {
  const counts = new Map<keyof typeof REASON_SENTENCES, number>();
  for (const reason of Object.values(reasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => fact("Left out", `${plural(count, "job")}: ${REASON_SENTENCES[reason]}`));
}

function fact(label: string, text: string): string {
  return `${label.padEnd(LABEL)}${text}`;
}

function beyond(placed: readonly Bar[], edge: number): string[] {
  const count = placed.filter((bar) => bar.end >= edge).length;
  return count === 0 ? [] : [`${plural(count, "job")} ${count === 1 ? "runs" : "run"} on beyond the right edge.`];
}

function longestWaits(
  plan: Plan,
  placed: readonly Bar[],
  why: (bar: Bar) => string,
  { unit, terminal }: { unit: string; terminal: Terminal },
): string[] {
  const all = formatCount(new Positions(plan.usable).size);
  const longest = [...placed].sort((a, b) => b.begin - a.begin || a.job - b.job).slice(0, WAITS);
  const rows = longest.map((bar) => {
    const asked = `${formatCount(widthOf(bar))} of ${all} ${unit}`;
    return [formatDuration(bar.begin - plan.now), String(bar.job), printable(bar.owner), `${asked}; ${why(bar)}`];
  });
  const columns = [
    { head: "wait", align: "right" },
    { head: "job", align: "right" },
    { head: "user", least: 6 },
    { head: "why", least: 20 },
  ] as const;
  return drawTable(columns, rows, terminal);
}
