/** The present plan as text: how many jobs are where, a table, a chart. */
import { formatProcSet } from "../../../model/index.js";
import { axisOf, type Bar, type Column, drawGantt, drawTable, labelWidth, type Plan } from "../../drawing/index.js";
import { formatClock, formatCount, formatInstant, printable, type Terminal } from "../../style/index.js";
import type { LivePlan, Place, PlanJob } from "./plan-data.js";

/** Rows of the table before it is cut off. */
const SHOWN = 40;

const COLUMNS: readonly Column[] = [
  { head: "job", align: "right" },
  { head: "user", least: 6 },
  { head: "starts", align: "right" },
  { head: "ends", align: "right" },
  { head: "n", align: "right" },
  { head: "resources", least: 9 },
  { head: "what", least: 18 },
];

const WORDS: Readonly<Record<Place, string>> = {
  current: "current",
  reserved: "reserved",
  predicted: "predicted",
  nowhere: "nowhere",
};

/**
 * Draws the plan.
 *
 * @param name of the database
 */
export function drawLivePlan(plan: LivePlan, name: string, terminal: Terminal): string[] {
  const { bold, dim } = terminal.colors;
  const lines = [bold(printable(name)), dim(`${formatInstant(plan.now)} · ${summary(plan)}`), ""];
  if (plan.jobs.length === 0) return [...lines, "There are no jobs."];
  const rows = plan.jobs.slice(0, SHOWN).map((job) => rowOf(job, plan.now));
  lines.push(...drawTable(COLUMNS, rows, terminal));
  const more = plan.jobs.length - SHOWN;
  if (more > 0) lines.push(dim(`and ${formatCount(more)} more: --json has them all`));
  const chart = drawing(plan);
  if (chart.bars.length === 0) return lines;
  const axis = axisOf(chart, terminal.columns - labelWidth(chart) - 3);
  return [...lines, "", ...drawGantt(chart, axis, terminal)];
}

function summary({ jobs }: LivePlan): string {
  const counts = (Object.keys(WORDS) as Place[])
    .map((place) => [WORDS[place], jobs.filter((job) => job.place === place).length] as const)
    .filter(([, count]) => count > 0);
  return counts.length === 0 ? "no jobs" : counts.map(([word, count]) => `${formatCount(count)} ${word}`).join(", ");
}

function rowOf({ job, user, state, place, begin, end, resources, note }: PlanJob, now: number): string[] {
  const what = place === "current" ? state : place === "nowhere" ? (state === "Waiting" ? null : state) : place;
  const when = begin === null || end === null ? ["-", "-"] : [fromNow(begin - now), fromNow(end + 1 - now)];
  const count = resources.length === 0 ? "-" : String(resources.length);
  const set = resources.length === 0 ? "-" : formatProcSet(boundsOf(resources));
  return [
    String(job),
    printable(user),
    ...when,
    count,
    set,
    printable([what, note].filter((part) => part !== null).join(", ")),
  ];
}

function fromNow(seconds: number): string {
  return `${seconds < 0 ? "-" : "+"}${formatClock(Math.abs(seconds))}`;
}

/** The bars: by resource ids, which are what people know. */
function drawing({ now, usable, jobs }: LivePlan): Plan {
  const bars = jobs.flatMap(({ job, user, place, begin, end, resources }): Bar[] => {
    if (begin === null || end === null || end < now) return [];
    return [{ job, owner: user, begin, end, resources: boundsOf(resources), placedNow: place === "predicted" }];
  });
  return { now, usable: boundsOf(usable), bars: bars.sort((a, b) => a.job - b.job) };
}

/** The bounds of a set of ids in ascending order. */
function boundsOf(ids: readonly number[]): number[] {
  const bounds: number[] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    if (bounds.length > 0 && id === (bounds[bounds.length - 1] as number) + 1) bounds[bounds.length - 1] = id;
    else bounds.push(id, id);
  }
  return bounds;
}
