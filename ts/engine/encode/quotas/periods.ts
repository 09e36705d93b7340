/** Texts of periods: which part of the local week one is (R13.2 to R13.5). */

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Seconds of a week; local weeks begin on Monday 00:00. */
export const WEEK = 7 * DAY;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const clock = () => /^(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?$/;

/** Begin and end (exclusive) of each block of a period, in seconds of the local week; `"filler"`: R13.2. */
export type Blocks = readonly number[] | "filler";

/** Told what is wrong with a text: what was expected, and the part found instead. */
export type Refuse = (expected: string, found: string) => void;

/**
 * Reads `hours weekdays * *`. Blocks are in the order of the days as listed; one that passes the end of the
 * week is two; a block that the same text says twice is there once.
 *
 * @returns `null` if it is no period; then `refuse` was told all that is wrong
 */
export function readPeriod(text: string, refuse: Refuse): Blocks | null {
  if (text === "default") return "filler";
  const fields = text.trim().split(/\s+/);
  const [hours = "", weekdays = "", monthday, month] = fields;
  if (fields.length !== 4) {
    refuse('four fields "hours weekdays * *", or "default"', text);
    return null;
  }
  const times = hours === "*" ? null : readHours(hours, refuse);
  const days = weekdays === "*" ? [{ first: 0, count: 7 }] : readWeekdays(weekdays, refuse);
  const always = monthday === "*" && month === "*";
  if (!always) refuse('"* *" as the last two fields', `${monthday} ${month}`);
  if (times === undefined || days === undefined || !always) return null;
  return hours === "*" && weekdays === "*" ? "filler" : blocksOf(times, days);
}

/** A block begins on a day of the week and may end on the next day. Seconds of the day it begins on. */
interface Times {
  begin: number;
  end: number;
}

/** Days of the week from one on; 0 is Monday. */
interface Days {
  first: number;
  count: number;
}

function blocksOf(times: Times | null, items: readonly Days[]): number[] {
  const blocks = new Map<number, number[]>();
  const add = (begin: number, end: number) => blocks.set(begin * WEEK + end, [begin, end]);
  const addPassing = (begin: number, end: number) => {
    add(begin, Math.min(end, WEEK));
    if (end > WEEK) add(0, end - WEEK);
  };
  for (const { first, count } of items) {
    if (times === null) addPassing(first * DAY, (first + count) * DAY);
    else {
      for (let day = first; day < first + count; day++) {
        addPassing((day % 7) * DAY + times.begin, (day % 7) * DAY + times.end);
      }
    }
  }
  return [...blocks.values()].flat();
}

/** R13.3. */
function readHours(text: string, refuse: Refuse): Times | undefined {
  const ends = text.split("-");
  const [begin, end] = ends.map(readClock);
  if (ends.length !== 2 || begin === undefined || end === undefined) {
    refuse('hours like "8-19", "8:30-19:00" or "*"', text);
  } else if (begin >= DAY || end > DAY) {
    refuse("hours that begin before 24:00 and end at 24:00 at the latest", text);
  } else if (begin === end) {
    refuse("hours that end at another time than they begin", text);
  } else {
    return { begin, end: end === 0 ? DAY : end < begin ? end + DAY : end };
  }
  return undefined;
}

function readClock(text: string): number | undefined {
  const match = clock().exec(text);
  if (match === null) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((digits) => Number(digits ?? 0));
  return minutes < 60 && seconds < 60 ? hours * HOUR + minutes * 60 + seconds : undefined;
}

/** R13.4. */
function readWeekdays(text: string, refuse: Refuse): Days[] | undefined {
  const items: Days[] = [];
  let good = true;
  for (const item of text.split(",")) {
    const ends = item.split("-");
    const first = DAYS.indexOf(ends[0] as string);
    const last = DAYS.indexOf(ends[1] ?? (ends[0] as string));
    if (first < 0 || last < 0 || ends.length > 2) {
      refuse('weekdays like "mon-fri,sun" or "*"', item);
      good = false;
    } else items.push({ first, count: ((last - first + 7) % 7) + 1 });
  }
  return good ? items : undefined;
}
