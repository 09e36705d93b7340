/** When each resource is held by anybody. Jobs may lie on top of each other: what two hold is held once. */
import type { Plan } from "./bars.js";
import type { Positions } from "./positions.js";
import type { TimeAxis } from "./time-axis.js";

/** One resource held without a break, within the axis. */
export interface HeldSpan {
  /** Position of the resource. */
  readonly position: number;
  /** In columns of the axis, not necessarily integers. */
  readonly from: number;
  readonly to: number;
}

/** Calls `take` with every span of every resource that is held within the axis, by ascending end. */
export function forEachHeld(plan: Plan, positions: Positions, axis: TimeAxis, take: (span: HeldSpan) => void): void {
  const holders = new Uint32Array(positions.size);
  const since = new Float64Array(positions.size);
  const perSecond = axis.columns / (axis.end - axis.begin);
  const column = (instant: number) => (instant - axis.begin) * perSecond;
  for (const { instant, stretches, change } of events(plan, positions, axis)) {
    for (const { first, last } of stretches) {
      for (let position = first; position <= last; position += 1) {
        const before = holders[position] ?? 0;
        holders[position] = before + change;
        if (before === 0) since[position] = instant;
        else if (before + change === 0) {
          take({ position, from: column(since[position] ?? 0), to: column(instant) });
        }
      }
    }
  }
}

/** Begins and ends of the bars, cut to the axis, in time order; where they meet, begins come first. */
function events(plan: Plan, positions: Positions, axis: TimeAxis) {
  const list = plan.bars
    .filter((bar) => bar.begin < axis.end && bar.end >= axis.begin)
    .flatMap((bar) => {
      const stretches = positions.of(bar.resources);
      return [
        { instant: Math.max(bar.begin, axis.begin), stretches, change: 1 },
        { instant: Math.min(bar.end + 1, axis.end), stretches, change: -1 },
      ];
    });
  return list.sort((a, b) => a.instant - b.instant || b.change - a.change);
}

/** Adds to each column how much of it a span takes, times `weight`. */
export function addSpan(columns: number[], from: number, to: number, weight: number): void {
  for (let column = Math.floor(from); column < Math.min(to, columns.length); column += 1) {
    const part = Math.min(to, column + 1) - Math.max(from, column);
    columns[column] = (columns[column] ?? 0) + part * weight;
  }
}
