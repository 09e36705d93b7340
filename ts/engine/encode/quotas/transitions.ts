/** Which part of a local clock a quota calendar needs (R13.6 to R13.8). */
import { LIMITS } from "../../../model/index.js";
import type { Clock } from "./clock.js";
import { WEEK } from "./periods.js";

/** More than the offset of any zone and the greatest jump of any clock together; no local time is further from UTC. */
export const MARGIN = 3 * 86_400;

/**
 * The clock of a calendar, as pairs of an instant and the offset from then on.
 *
 * It is the true clock from the current local week to the last week in which periods hold, and for some days
 * around each date of a one-shot; between these parts an offset just goes on. Nothing is lost against the whole
 * clock from the earliest date on: what the rest would say is never asked. Periods look at the clock in the
 * weeks in which they hold only. A date becomes an instant once, and that takes the clock within a day and some
 * hours of it, no more; from then on instants are compared. A change that is only the seam of two parts is
 * at least {@link MARGIN} away from all of these. So a one-shot since the year 1 costs a week or two, and one
 * that is over, or begins after the horizon, nothing: any clock says that of it.
 *
 * @param now date of the round
 * @param limit `QUOTAS_WINDOW_TIME_LIMIT` in seconds
 * @param oneShots begin and end of each, in local seconds since 1970
 */
export function transitionsOf(clock: Clock, now: number, limit: number, oneShots: readonly number[]): number[] {
  const weeks = new Set<number>();
  const add = (from: number, to: number) => {
    for (let week = Math.floor(from / WEEK); week <= Math.floor(to / WEEK); week++) weeks.add(week);
  };
  add(now - WEEK - MARGIN, Math.min(now + limit + WEEK, LIMITS.horizon) + MARGIN);
  for (let i = 0; i < oneShots.length; i += 2) {
    const [begin, end] = [oneShots[i] as number, oneShots[i + 1] as number];
    if (!matters(begin, end, now)) continue;
    add(begin - MARGIN, begin + MARGIN);
    add(end - MARGIN, end + MARGIN);
  }
  return clock.transitions([...weeks].sort((a, b) => a - b));
}

/** Whether a one-shot of these local times may hold at an instant from now to the horizon. */
export function matters(begin: number, end: number, now: number): boolean {
  return end + MARGIN > now && begin - MARGIN <= LIMITS.horizon;
}

/**
 * The instant of a local time: the first one if it occurs twice; a skipped one moves on by the length of the
 * gap (R13.6).
 *
 * @param pairs what {@link transitionsOf} gives
 */
export function instantOf(pairs: readonly number[], local: number): number {
  const before = offsetAt(pairs, local - MARGIN / 2);
  const after = offsetAt(pairs, local + MARGIN / 2);
  const shown = [local - before, local - after].filter((instant) => instant + offsetAt(pairs, instant) === local);
  return shown.length > 0 ? Math.min(...shown) : local - before;
}

/** Local time minus UTC at an instant, in seconds. */
function offsetAt(pairs: readonly number[], instant: number): number {
  let [low, high] = [0, pairs.length / 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((pairs[2 * middle] as number) <= instant) low = middle;
    else high = middle;
  }
  return pairs[2 * low + 1] as number;
}
