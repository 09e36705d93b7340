/** Dates, sets and requests in a sentence. */
import { parseProcSet, procSetSize } from "../../model/index.js";

/** Seconds from 1970 to what a `Date` can hold, in both directions. */
const MOST_SECONDS = 8_640_000_000_000;
/** Characters of a set that a sentence quotes. */
const SET_LENGTH = 48;
/** Items of a list that a sentence names. */
const MOST_ITEMS = 3;
/** What the counts -1, -2 and -3 are called. */
const SPECIAL_COUNTS = ["ALL", "BEST", "HALF_BEST"];

/** The dates of one sentence, in the order in which it names them: the day is said when it is not that of the first. */
export class Dates {
  #day = "";

  /** `2023-11-14 22:25:00 UTC`, and later in the same sentence `22:30:00`. */
  at(instant: number): string {
    if (Math.abs(instant) > MOST_SECONDS) return `epoch ${instant}`;
    const [day = "", time = ""] = new Date(instant * 1000).toISOString().split("T");
    const clock = time.slice(0, 8);
    if (day === this.#day) return clock;
    if (this.#day !== "") return `${day} ${clock}`;
    this.#day = day;
    return `${day} ${clock} UTC`;
  }
}

/** A set as text, or how many it has where that is too long. */
export function setWords(resources: string): string {
  if (resources.length <= SET_LENGTH) return resources;
  return `${procSetSize(parseProcSet(resources))} resources`;
}

/** What a group asks for, as OAR writes it: `/host=2/core=ALL`. */
export function wantWords(levels: readonly (readonly [level: string, count: number])[]): string {
  return levels.map(([level, count]) => `/${nameWords(level)}=${countWords(count)}`).join("");
}

/** A count; the special ones by their names. */
export function countWords(count: number): string {
  return SPECIAL_COUNTS[-1 - count] ?? `${count}`;
}

/** A name of the scenario's, at most so long that a sentence stays one. */
export function nameWords(name: string): string {
  return name.length > SET_LENGTH ? `${name.slice(0, SET_LENGTH)}…` : name;
}

/** `a`, `a and b`, `a, b and c`; of more than three the first two and how many more. */
export function listWords<Item>(
  items: readonly Item[],
  say: (item: Item) => string,
  more: (count: number) => string,
): string {
  const named = items.length > MOST_ITEMS ? items.slice(0, MOST_ITEMS - 1) : items;
  const texts = named.map(say);
  if (items.length > named.length) texts.push(more(items.length - named.length));
  const last = texts.pop() ?? "";
  return texts.length === 0 ? last : `${texts.join(", ")} and ${last}`;
}
