/** Texts of the quota calendar: periods of the week and one-shots as written (R13.1 to R13.6, R12.10). */

const DAY = 86400;
const WEEK = 7 * DAY;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** A part of the local week, in seconds from Monday 00:00, `end` exclusive. */
export interface WeekBlock {
  begin: number;
  end: number;
}

/** A period and the name of its rules; the filler has no blocks (R13.2). */
export interface Period {
  blocks: WeekBlock[] | "filler";
  rules: string;
}

/** A local date and time, as seconds since 1970 as if it were UTC. */
export type LocalTime = number;

/** A one-shot; both dates local, `end` exclusive (R13.6). */
export interface WrittenOneShot {
  begin: LocalTime;
  end: LocalTime;
  rules: string;
}

/**
 * Reads `[period, rules name, description]`.
 *
 * @throws Error that says what is wrong
 */
export function readPeriod(entry: readonly unknown[]): Period {
  const [text, rules] = entry;
  if (typeof text !== "string" || typeof rules !== "string") throw new Error("a period and a name of rules are needed");
  const fields = text === "default" ? ["*", "*", "*", "*"] : text.split(/\s+/).filter((field) => field !== "");
  const [hours, weekdays, monthday, month] = fields;
  if (fields.length !== 4 || hours === undefined || weekdays === undefined) throw new Error("a period has four fields");
  if (monthday !== "*" || month !== "*") throw new Error("the last two fields of a period are *");
  if (hours === "*" && weekdays === "*") return { blocks: "filler", rules };
  return { blocks: readBlocks(hours, weekdays), rules };
}

/** The blocks of a period (R13.5). */
function readBlocks(hours: string, weekdays: string): WeekBlock[] {
  const items = weekdays === "*" ? [{ first: 0, days: 7 }] : weekdays.split(",").map(readItem);
  const blocks: WeekBlock[] = [];
  if (hours === "*") {
    for (const { first, days } of items) blocks.push({ begin: first * DAY, end: (first + days) * DAY });
  } else {
    const { begin, end } = readHours(hours);
    for (const { first, days } of items) {
      for (let day = first; day < first + days; day++) {
        blocks.push({ begin: (day % 7) * DAY + begin, end: (day % 7) * DAY + end });
      }
    }
  }
  return blocks.flatMap(({ begin, end }) =>
    end > WEEK
      ? [
          { begin, end: WEEK },
          { begin: 0, end: end - WEEK },
        ]
      : [{ begin, end }],
  );
}

/** A day or a range of days, which may pass Sunday (R13.4). */
function readItem(item: string): { first: number; days: number } {
  const [from = "", to = from, ...rest] = item.split("-");
  const first = DAYS.indexOf(from);
  const last = DAYS.indexOf(to);
  if (first < 0 || last < 0 || rest.length > 0)
    throw new Error(`${JSON.stringify(item)} is no day and no range of days`);
  return { first, days: ((last - first + 7) % 7) + 1 };
}

/** Hours `A-B` as seconds of the day; an end on the next day is beyond 24:00 (R13.3). */
function readHours(text: string): { begin: number; end: number } {
  const [from, to, ...rest] = text.split("-").map(readClock);
  if (from == null || to == null || rest.length > 0) throw new Error(`${JSON.stringify(text)} is no range of hours`);
  if (from >= DAY || to > DAY) throw new Error(`${JSON.stringify(text)} passes 24:00`);
  if (from === to) throw new Error(`${JSON.stringify(text)} has equal hours`);
  const end = to === 0 ? DAY : to;
  return { begin: from, end: end < from ? end + DAY : end };
}

/** `H`, `H:M` or `H:M:S` as seconds; `null` if it is none. */
function readClock(text: string): number | null {
  const match = /^(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?$/.exec(text);
  if (match === null) return null;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2] ?? "0"), Number(match[3] ?? "0")];
  return minutes < 60 && seconds < 60 ? hours * 3600 + minutes * 60 + seconds : null;
}

/**
 * Reads `[begin, end, rules name, description]`.
 *
 * @throws Error that says what is wrong
 */
export function readOneShot(entry: readonly unknown[]): WrittenOneShot {
  const [from, to, rules] = entry;
  if (typeof rules !== "string") throw new Error("two dates and a name of rules are needed");
  const begin = readDate(from);
  const end = readDate(to);
  if (end <= begin) throw new Error("the end is not after the begin");
  return { begin, end, rules };
}

/** `YYYY-MM-DD hh:mm` (R13.6). */
function readDate(text: unknown): LocalTime {
  const match = /^(\d{1,4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{1,2})$/.exec(String(text));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = (match ?? []).slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60;
  if (match === null || !exists) throw new Error(`${JSON.stringify(text)} is no date YYYY-MM-DD hh:mm`);
  return date.getTime() / 1000 + hour * 3600 + minute * 60;
}
