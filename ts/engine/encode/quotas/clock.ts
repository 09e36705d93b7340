/** The local clock of a time zone, from `Intl` alone. */
import { WEEK } from "./periods.js";

const DAY = 86_400;
/** Zones that are remembered, and weeks of each: some megabytes at most, whatever is asked for. */
const MOST_ZONES = 16;
const MOST_WEEKS = 4_096;

/** How a clock goes in one week of UTC, counted from 1970-01-01. */
interface Week {
  /** Local time minus UTC in seconds: at the week's begin, and at its end. */
  first: number;
  last: number;
  /** Pairs of an instant within the week, the end included, and the offset from then on. */
  changes: readonly number[];
}

const clocks = new Map<string, Clock>();

/**
 * The clock of a zone. Making one takes a while, and so does asking it; the latest ones are remembered.
 *
 * @param timeZone IANA name
 * @returns `null` if the host knows no such zone
 */
export function clockOf(timeZone: string): Clock | null {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  // Some hosts know offsets such as "+01:00" as zones, others do not: the same input must mean the same.
  if (!/^[A-Za-z]/.test(timeZone)) return null;
  let clock: Clock;
  try {
    clock = new Clock(timeZone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  const [oldest] = clocks.keys();
  if (clocks.size === MOST_ZONES && oldest !== undefined) clocks.delete(oldest);
  clocks.set(timeZone, clock);
  return clock;
}

/** A local clock. Dates are those of the Gregorian calendar in every year. */
export class Clock {
  readonly #format: Intl.DateTimeFormat | null;
  readonly #weeks = new Map<number, Week>();

  /** @throws RangeError if the host knows no such zone */
  constructor(timeZone: string) {
    const fields = { day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
    // UTC, the default, never changes: there is nothing to ask for.
    this.#format =
      timeZone === "UTC" ? null : new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...fields });
  }

  /**
   * The clock over some weeks of UTC, as pairs of an instant and the offset (local time minus UTC, in seconds)
   * from that instant on. The first pair is at the begin of the first week. Between weeks that do not follow
   * each other the last offset goes on, and the next week begins with a pair if its own is another one.
   *
   * @param weeks numbers of weeks since 1970-01-01, ascending, each once
   */
  transitions(weeks: readonly number[]): number[] {
    const pairs: number[] = [];
    for (const number of weeks) {
      const { first, changes } = this.#week(number);
      if (pairs.at(-1) !== first) pairs.push(number * WEEK, first);
      pairs.push(...changes);
    }
    return pairs;
  }

  #week(number: number): Week {
    const known = this.#weeks.get(number);
    if (known !== undefined) return known;
    const [begin, end] = [number * WEEK, (number + 1) * WEEK];
    const first = this.#weeks.get(number - 1)?.last ?? this.#offsetAt(begin);
    const last = this.#weeks.get(number + 1)?.first ?? this.#offsetAt(end);
    const changes: number[] = [];
    let [from, offset] = [begin, first];
    while (offset !== last) {
      from = this.#changeIn(from, end, offset);
      offset = this.#offsetAt(from);
      changes.push(from, offset);
    }
    if (this.#weeks.size === MOST_WEEKS) this.#weeks.clear();
    const week = { first, last, changes };
    this.#weeks.set(number, week);
    return week;
  }

  /** An instant after `low`, up to `high`, at which the offset is no longer that of `low`; at `high` it is not. */
  #changeIn(low: number, high: number, offset: number): number {
    let [before, after] = [low, high];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (this.#offsetAt(middle) === offset) before = middle;
      else after = middle;
    }
    return after;
  }

  #offsetAt(instant: number): number {
    if (this.#format === null) return 0;
    const shown = { day: 0, hour: 0, minute: 0, second: 0 };
    for (const { type, value } of this.#format.formatToParts(instant * 1_000)) {
      if (type in shown) shown[type as keyof typeof shown] = Number(value);
    }
    const second = ((instant % DAY) + DAY) % DAY;
    const local = shown.hour * 3_600 + shown.minute * 60 + shown.second;
    // No clock is a day or more away from UTC: its date is the same, that of the next day or that of the day before.
    const dayOf = (time: number) => new Date(time * 1_000).getUTCDate();
    const days = shown.day === dayOf(instant) ? 0 : shown.day === dayOf(instant + DAY) ? 1 : -1;
    return days * DAY + local - second;
  }
}
