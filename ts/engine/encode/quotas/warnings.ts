/** What a quota document without faults says in vain: rules and periods that can make no difference. */
import { type FieldPath, formatPath } from "../../../model/index.js";
import type { Warning } from "../warning.js";
import { deadRules } from "./dead-rules.js";
import type { Document, Stretches } from "./document.js";
import { WEEK } from "./periods.js";
import { instantOf, matters } from "./transitions.js";

/** Warnings that are told; how many more there are is the last one. */
export const MOST_WARNINGS = 100;

/** What the warnings go by beside the document. */
export interface Surroundings {
  /** Names of all queues of the queue groups. */
  queues: ReadonlySet<string>;
  /** Date of the round. */
  now: number;
  /** The local clock, as `transitionsOf` gives it; nothing without a calendar. */
  transitions: readonly number[];
}

/** Looks for what is in vain. There is no warning where a document of this kind may well be meant. */
export function warningsOf(document: Document, { queues, now, transitions }: Surroundings): Warning[] {
  const warnings = new Collector();
  const { rules, blocks, fillers, oneShots } = document;
  const named = new Set([...blocks.sets, ...fillers.sets, ...oneShots.sets]);
  for (const [set, name] of rules.sets.entries()) {
    if (set > 0 && !named.has(set)) {
      warnings.add("a set of rules is never used: no period names it", [name]);
      continue;
    }
    const { all, hidden } = deadRules(document, set, queues);
    if (all) warnings.add("no rule of this set can ever refuse a job", [name]);
    for (const rule of all ? [] : hidden) {
      const why = "a rule is never found: another one has / where this one has *, and is taken first";
      warnings.add(why, [name, rules.written(rule).key]);
    }
  }
  warnOfPeriods(document, warnings);
  warnOfOneShots(oneShots, now, transitions, warnings);
  return warnings.all();
}

function warnOfPeriods({ blocks, fillers }: Document, warnings: Collector): void {
  const coverers = coverersOf(blocks.bounds);
  const holding = new Set(blocks.entries.filter((_, block) => coverers[block] === null));
  for (const entry of new Set(blocks.entries)) {
    if (!holding.has(entry)) warnings.add("a period never holds: others win all over it", ["periodical", entry]);
  }
  for (const [i, entry] of fillers.entries.entries()) {
    const place = ["periodical", entry];
    if (i > 0) warnings.add("a second period that fills what others leave free never holds", place);
    else if (coversWeek(blocks.bounds)) warnings.add("a period never holds: others leave nothing free", place);
  }
}

/** One-shots that are over are left alone: they stand in many a document, and were right. */
function warnOfOneShots(oneShots: Stretches, now: number, transitions: readonly number[], warnings: Collector): void {
  const entries: number[] = [];
  const instants: number[] = [];
  for (const [i, entry] of oneShots.entries.entries()) {
    const [begin, end] = [oneShots.bounds[2 * i] as number, oneShots.bounds[2 * i + 1] as number];
    if (!matters(begin, end, now)) continue;
    entries.push(entry);
    instants.push(instantOf(transitions, begin), instantOf(transitions, end));
  }
  for (const [i, coverer] of coverersOf(instants).entries()) {
    const place = ["oneshot", entries[i] as number];
    if ((instants[2 * i + 1] as number) <= (instants[2 * i] as number)) {
      warnings.add("a one-shot never holds: the local clock skips it", place);
    } else if (coverer !== null) warnings.add("a one-shot never holds: another one wins all over it", place);
  }
}

/**
 * For each stretch of time one that wins all over it, or `null`. The earliest begin wins, of equal ones the
 * first listed (R13.5, R13.6); so what wins over a stretch has begun by its begin, and covers it alone or not
 * at all.
 */
function coverersOf(bounds: readonly number[]): (number | null)[] {
  const begin = (i: number) => bounds[2 * i] as number;
  const end = (i: number) => bounds[2 * i + 1] as number;
  const order = Array.from({ length: bounds.length / 2 }, (_, i) => i).sort((a, b) => begin(a) - begin(b) || a - b);
  const coverers: (number | null)[] = order.map(() => null);
  let longest: number | null = null;
  for (const i of order) {
    if (longest !== null && end(longest) >= end(i)) coverers[i] = longest;
    else longest = i;
  }
  return coverers;
}

function coversWeek(bounds: readonly number[]): boolean {
  const order = Array.from({ length: bounds.length / 2 }, (_, i) => 2 * i);
  order.sort((a, b) => (bounds[a] as number) - (bounds[b] as number));
  let covered = 0;
  for (const i of order) {
    if ((bounds[i] as number) > covered) return false;
    covered = Math.max(covered, bounds[i + 1] as number);
  }
  return covered === WEEK;
}

class Collector {
  readonly #list: Warning[] = [];
  #more = 0;

  add(message: string, place: FieldPath): void {
    if (this.#list.length === MOST_WARNINGS) this.#more += 1;
    else this.#list.push({ message: `quotas: ${message}`, details: { field: formatPath(["quotas", ...place]) } });
  }

  all(): Warning[] {
    const rest = { message: "quotas: further warnings are left out", details: { count: this.#more } };
    return this.#more === 0 ? this.#list : [...this.#list, rest];
  }
}
