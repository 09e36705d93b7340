/**
 * Sets of resource ranks: texts such as `"0-3 7 9-10"`, and bounds, the flat list of their closed
 * intervals `[0, 3, 7, 7, 9, 10]`, ascending, disjoint and not touching.
 */
import { describe, type FieldPath, InputError } from "./errors.js";
import { LIMITS } from "./limits.js";

/**
 * Reads the text of a set: ranks and closed ranges `a-b`, separated by spaces, in any order; what
 * overlaps is merged. The empty text is the empty set.
 *
 * @param path where the text stands, for the error
 * @throws InputError `malformed` (grammar, or a range that ends before it begins), `out_of_range`
 *   (a rank above {@link LIMITS}.rank), `too_large` (a text above {@link LIMITS}.setLength)
 */
export function parseProcSet(text: string, path: FieldPath = []): number[] {
  if (text.length > LIMITS.setLength) {
    throw new InputError(
      "too_large",
      path,
      `a text of at most ${LIMITS.setLength} characters`,
      `${text.length} characters`,
    );
  }
  const interval = intervalOf(text);
  if (interval !== null) return interval;
  const bounds: number[] = [];
  let ascending = true;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) === SPACE) continue;
    const begin = at;
    at = endOfNumber(text, begin);
    const first = numberAt(text, begin, at);
    let last = first;
    if (at < text.length && text.charCodeAt(at) === DASH) {
      const second = at + 1;
      at = endOfNumber(text, second);
      last = numberAt(text, second, at);
    }
    if ((at < text.length && text.charCodeAt(at) !== SPACE) || !(first <= last)) {
      throw new InputError("malformed", path, 'ranks and ranges like "0-3 7"', describe(itemAt(text, begin)));
    }
    if (last > LIMITS.rank) {
      throw new InputError("out_of_range", path, `ranks up to ${LIMITS.rank}`, describe(itemAt(text, begin)));
    }
    if (bounds.length > 0 && first <= (bounds[bounds.length - 1] as number) + 1) ascending = false;
    bounds.push(first, last);
  }
  return ascending ? bounds : merge(bounds);
}

/** The bounds of a text that is one range and nothing else, as those of most blocks are; `null`: any other text. */
function intervalOf(text: string): number[] | null {
  const dash = text.indexOf("-");
  if (dash < 0 || text.length > 2 * RANK_DIGITS + 1) return null;
  const first = rankOf(text.slice(0, dash));
  const last = rankOf(text.slice(dash + 1));
  return first !== null && last !== null && first <= last ? [first, last] : null;
}

/** The rank of a text that is one rank and nothing else, as that of a single core is; `null`: any other text. */
export function rankOf(text: string): number | null {
  if (text.length > RANK_DIGITS) return null;
  const rank = +text;
  return rank >>> 0 === rank && rank <= LIMITS.rank && `${rank}` === text ? rank : null;
}

/** Digits of the highest rank. */
const RANK_DIGITS = 7;
const SPACE = 0x20;
const DASH = 0x2d;
const ZERO = 0x30;
const MOST_DIGITS = 16;

/** Where the digits end that begin there. */
function endOfNumber(text: string, begin: number): number {
  let at = begin;
  while (at < text.length && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) < ZERO + 10) at++;
  return at;
}

/** The number that these digits are; not a number if there is none of them, or too many. */
function numberAt(text: string, begin: number, end: number): number {
  if (end === begin || end - begin > MOST_DIGITS) return Number.NaN;
  let number = 0;
  for (let at = begin; at < end; at++) number = 10 * number + text.charCodeAt(at) - ZERO;
  return number;
}

/** What stands there up to the next space. */
function itemAt(text: string, begin: number): string {
  const end = text.indexOf(" ", begin);
  return text.slice(begin, end < 0 ? text.length : end);
}

/** Writes bounds as text: `[0, 3, 7, 7]` is `"0-3 7"`. */
export function formatProcSet(bounds: ArrayLike<number>): string {
  return formatBounds(bounds, 0, bounds.length);
}

/** The same for those of some bounds that stand from `start` to before `end`. */
export function formatBounds(bounds: ArrayLike<number>, start: number, end: number): string {
  // Most sets are one interval. Adding text to text would make a long one slow to read.
  if (end - start === 2) return formatInterval(bounds, start);
  const items: string[] = [];
  for (let i = start; i + 1 < end; i += 2) items.push(formatInterval(bounds, i));
  return items.join(" ");
}

function formatInterval(bounds: ArrayLike<number>, at: number): string {
  const first = bounds[at];
  const last = bounds[at + 1];
  return first === last ? `${first}` : `${first}-${last}`;
}

/** Number of ranks in a set. */
export function procSetSize(bounds: ArrayLike<number>): number {
  let size = 0;
  for (let i = 0; i + 1 < bounds.length; i += 2) size += (bounds[i + 1] as number) - (bounds[i] as number) + 1;
  return size;
}

/**
 * The ranks in a set, ascending. Joined by spaces, ranks are the text of a set again.
 *
 * @throws InputError as {@link parseProcSet}
 */
export function ranksOf(text: string): number[] {
  return ranksIn(parseProcSet(text));
}

/** The ranks in a set, ascending, given its bounds. */
export function ranksIn(bounds: ArrayLike<number>): number[] {
  const ranks: number[] = [];
  for (let i = 0; i + 1 < bounds.length; i += 2) {
    for (let rank = bounds[i] as number; rank <= (bounds[i + 1] as number); rank++) ranks.push(rank);
  }
  return ranks;
}

/** The bounds of what two sets have in common. */
export function intersectProcSets(one: ArrayLike<number>, other: ArrayLike<number>): number[] {
  const bounds: number[] = [];
  for (let i = 0, k = 0; i + 1 < one.length && k + 1 < other.length; ) {
    const [lastOne, lastOther] = [one[i + 1] as number, other[k + 1] as number];
    const first = Math.max(one[i] as number, other[k] as number);
    const last = Math.min(lastOne, lastOther);
    if (first <= last) bounds.push(first, last);
    if (lastOne < lastOther) i += 2;
    else k += 2;
  }
  return bounds;
}

function merge(bounds: number[]): number[] {
  const order = Array.from({ length: bounds.length / 2 }, (_, i) => i);
  order.sort((a, b) => (bounds[2 * a] as number) - (bounds[2 * b] as number));
  const merged: number[] = [];
  for (const i of order) {
    const first = bounds[2 * i] as number;
    const last = bounds[2 * i + 1] as number;
    const end = merged[merged.length - 1];
    if (end !== undefined && first <= end + 1) merged[merged.length - 1] = Math.max(end, last);
    else merged.push(first, last);
  }
  return merged;
}
