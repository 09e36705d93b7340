/** Local time of a zone, from `Intl` alone. */
import type { LocalTime } from "./periods.js";

const DAY = 86400;

/** The clock of a time zone. */
export class LocalClock {
  private readonly format: Intl.DateTimeFormat;

  /** @param timeZone IANA name */
  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  /** What the clock shows at an instant. */
  localAt(instant: number): LocalTime {
    const parts = new Map(this.format.formatToParts(instant * 1000).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const year = parts.get("era") === "BC" ? 1 - part("year") : part("year");
    const date = new Date(0);
    date.setUTCFullYear(year, part("month") - 1, part("day"));
    return date.getTime() / 1000 + part("hour") * 3600 + part("minute") * 60 + part("second");
  }

  /** Local time minus UTC, in seconds. */
  offsetAt(instant: number): number {
    return this.localAt(instant) - instant;
  }

  /**
   * The instant of a local time: the first one if it occurs twice; a skipped one moves on by the length of
   * the gap (R13.6).
   */
  instantOf(local: LocalTime): number {
    const before = this.offsetAt(local - DAY);
    const after = this.offsetAt(local + DAY);
    const shown = [local - before, local - after].filter((instant) => this.localAt(instant) === local);
    return shown.length > 0 ? Math.min(...shown) : local - before;
  }

  /** The instants in [from, to] at which the offset changes, found by probing every day. */
  transitions(from: number, to: number): number[] {
    const found: number[] = [];
    for (let low = from; low < to; low += DAY) {
      const high = Math.min(low + DAY, to);
      if (this.offsetAt(low) !== this.offsetAt(high)) found.push(this.transitionIn(low, high));
    }
    return found;
  }

  private transitionIn(low: number, high: number): number {
    const before = this.offsetAt(low);
    let unchanged = low;
    let changed = high;
    while (changed - unchanged > 1) {
      const middle = Math.floor((unchanged + changed) / 2);
      if (this.offsetAt(middle) === before) unchanged = middle;
      else changed = middle;
    }
    return changed;
  }
}
