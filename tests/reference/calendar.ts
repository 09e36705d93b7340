/** The quota calendar: which rules are in force when (section 13 of the rules). */
import { LocalClock } from "./local-time.js";
import type { LocalTime, WeekBlock } from "./periods.js";
import type { QuotaDocument } from "./quota-document.js";
import { HORIZON } from "./site.js";
import type { RulesName, RulesPeriod } from "./slots.js";

const DAY = 86400;
const WEEK = 7 * DAY;
/** 1970-01-01 was a Thursday; the Monday before it was three days earlier. */
const A_MONDAY = -3 * DAY;

/** A block of a period and its rules. */
interface RuledBlock extends WeekBlock {
  rules: string;
}

/** A one-shot between two instants, `end` exclusive. */
interface OneShot {
  begin: number;
  end: number;
  rules: string;
}

/**
 * The rules in force over [now, horizon], in order of time, one entry for each change (R13.9).
 *
 * @param limit `QUOTAS_WINDOW_TIME_LIMIT` in seconds
 */
export function rulesPeriods(document: QuotaDocument, now: number, limit: number, timeZone: string): RulesPeriod[] {
  const calendar = new Calendar(document, now, limit, new LocalClock(timeZone));
  const instants = calendar.possibleChanges().filter((instant) => now < instant && instant <= HORIZON);
  const periods: RulesPeriod[] = [{ begin: now, rules: calendar.rulesAt(now) }];
  for (const instant of [...new Set(instants)].sort((a, b) => a - b)) {
    const rules = calendar.rulesAt(instant);
    if (rules !== periods.at(-1)?.rules) periods.push({ begin: instant, rules });
  }
  return periods;
}

/** Monday 00:00 of the week of a local time. */
function mondayOf(local: LocalTime): LocalTime {
  return A_MONDAY + Math.floor((local - A_MONDAY) / WEEK) * WEEK;
}

class Calendar {
  private readonly blocks: RuledBlock[];
  private readonly filler: string | undefined;
  private readonly oneShots: OneShot[];

  constructor(
    document: QuotaDocument,
    private readonly now: number,
    private readonly limit: number,
    private readonly clock: LocalClock,
  ) {
    this.blocks = document.periods.flatMap(({ blocks, rules }) =>
      blocks === "filler" ? [] : blocks.map((block) => ({ ...block, rules })),
    );
    this.filler = document.periods.find(({ blocks }) => blocks === "filler")?.rules;
    this.oneShots = document.oneShots.map(({ begin, end, rules }) => ({
      begin: clock.instantOf(begin),
      end: clock.instantOf(end),
      rules,
    }));
  }

  /** The rules in force at an instant (R13.7). */
  rulesAt(instant: number): RulesName {
    const oneShot = firstBegun(this.oneShots.filter(({ begin, end }) => begin <= instant && instant < end));
    if (oneShot !== null) return oneShot.rules;
    const local = this.clock.localAt(instant);
    const monday = mondayOf(local);
    if (!this.holdsInWeek(monday)) return null;
    const second = local - monday;
    const block = firstBegun(this.blocks.filter(({ begin, end }) => begin <= second && second < end));
    return block?.rules ?? this.filler ?? null;
  }

  /** Whether blocks and filler hold in the week of a local Monday 00:00 (R13.8). */
  private holdsInWeek(monday: LocalTime): boolean {
    const current = mondayOf(this.clock.localAt(this.now));
    return monday <= current || this.clock.instantOf(monday) < this.now + this.limit;
  }

  /**
   * Every instant at which the rules may change, and some at which they do not: the ends of one-shots, the
   * changes of the clock, and the boundaries of every week at every offset that the zone has.
   */
  possibleChanges(): number[] {
    const weeks: LocalTime[] = [mondayOf(this.clock.localAt(this.now))];
    while (this.holdsInWeek(weeks[weeks.length - 1] as LocalTime)) weeks.push((weeks.at(-1) as LocalTime) + WEEK);
    const from = (weeks[0] as LocalTime) - 2 * DAY;
    const to = (weeks.at(-1) as LocalTime) + WEEK + 2 * DAY;
    const transitions = this.clock.transitions(from, to);
    const offsets = new Set([from, ...transitions].map((instant) => this.clock.offsetAt(instant)));
    const seconds = new Set([0, ...this.blocks.flatMap(({ begin, end }) => [begin, end])]);
    const instants = [...this.oneShots.flatMap(({ begin, end }) => [begin, end]), ...transitions];
    for (const monday of weeks) {
      for (const second of seconds) for (const offset of offsets) instants.push(monday + second - offset);
    }
    return instants;
  }
}

/** The earliest begun, of equal ones the first listed; `null` if there is none (R13.5, R13.6). */
function firstBegun<T extends { begin: number }>(items: readonly T[]): T | null {
  let first: T | null = null;
  for (const item of items) if (first === null || item.begin < first.begin) first = item;
  return first;
}
