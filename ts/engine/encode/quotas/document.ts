/** The quota document: its parts, read to the end, whatever is wrong with them (R12.1, R12.5, R12.10, R13.1). */
import { describe, LIMITS } from "../../../model/index.js";
import type { Reader } from "../reader.js";
import { readDate } from "./dates.js";
import { Faults } from "./faults.js";
import { type Blocks, readPeriod } from "./periods.js";
import { Rules } from "./rules.js";

/** Name of the document in a scenario, and of the default rules in the document. */
const QUOTAS = "quotas";
const PARTS: ReadonlySet<string> = new Set([QUOTAS, "job_types", "periodical", "oneshot"]);
const PERIOD_FORM = "[period, name of rules, description]";
const ONE_SHOT_FORM = "[begin, end, name of rules, description]";
const DATE_FORM = "a date YYYY-MM-DD hh:mm that exists";

/** What holds over some stretches of time, in listed order. `entries`: index of the entry each comes from. */
export interface Stretches {
  /** Begin and end (exclusive) of each. */
  bounds: number[];
  /** Number of the set of each. */
  sets: number[];
  entries: number[];
}

/** A document without faults. Sets of rules are numbered, 0 the default rules. */
export interface Document {
  rules: Rules;
  /** Each once, without `*` (R12.5). */
  trackedTypes: ReadonlySet<string>;
  /** Blocks of the periods, in seconds of the local week (R13.5). */
  blocks: Stretches;
  /** Entries that are fillers (R13.2). Bounds have no meaning; the first counts. */
  fillers: Omit<Stretches, "bounds">;
  /** One-shots, in local seconds since 1970 (R13.6). */
  oneShots: Stretches;
  /** Whether there is a calendar (R13.1). */
  hasCalendar: boolean;
}

/**
 * Reads a quota document; the reader is at the root.
 *
 * @param all what `ALL` stands for (R12.4)
 * @throws InputError that lists every fault (R12.10)
 */
export function readDocument(reader: Reader, value: unknown, all: number): Document {
  const faults = new Faults(reader, QUOTAS);
  const fields = value === undefined ? {} : (faults.attempt(() => reader.object(value, null, QUOTAS)) ?? {});
  const document = new DocumentReader(reader, faults).read(fields, all);
  faults.check();
  return document;
}

class DocumentReader {
  readonly #reader: Reader;
  readonly #faults: Faults;
  readonly #sets = new Map<string, number>();
  /** Periods by their text: a list may say the same one many times. */
  readonly #known = new Map<string, Blocks>();
  readonly #blocks: Stretches = { bounds: [], sets: [], entries: [] };
  readonly #fillers: Document["fillers"] = { sets: [], entries: [] };
  readonly #oneShots: Stretches = { bounds: [], sets: [], entries: [] };

  constructor(reader: Reader, faults: Faults) {
    this.#reader = reader;
    this.#faults = faults;
  }

  read(fields: Readonly<Record<string, unknown>>, all: number): Document {
    const rules = new Rules();
    this.#reader.path.push(QUOTAS);
    this.#attempt(() => rules.readSet(this.#reader, this.#faults, fields[QUOTAS], QUOTAS, all));
    const trackedTypes = this.#readTypes(fields.job_types);
    for (const name of Object.keys(fields)) {
      if (PARTS.has(name) || fields[name] === undefined) continue;
      this.#sets.set(name, this.#sets.size + 1);
      this.#attempt(() => this.#reader.name(name, name));
      this.#attempt(() => rules.readSet(this.#reader, this.#faults, fields[name], name, all));
    }
    const periods = this.#readEntries(fields.periodical, "periodical", (entry, i) => this.#readPeriod(entry, i));
    const oneShots = this.#readEntries(fields.oneshot, "oneshot", (entry, i) => this.#readOneShot(entry, i));
    this.#reader.path.pop();
    return {
      rules,
      trackedTypes,
      blocks: this.#blocks,
      fillers: this.#fillers,
      oneShots: this.#oneShots,
      hasCalendar: periods + oneShots > 0,
    };
  }

  #attempt<Result>(read: () => Result): Result | null {
    return this.#faults.attempt(read);
  }

  #readTypes(value: unknown): ReadonlySet<string> {
    const types = new Set<string>();
    const read = (item: unknown, i: number) => {
      const type = this.#attempt(() => this.#reader.name(item, i));
      if (type !== null && type !== "*") types.add(type);
    };
    this.#readEntries(value, "job_types", read);
    return types;
  }

  /** Reads a list of the document item by item, with the reader at the list; gives the number of items. */
  #readEntries(value: unknown, key: string, read: (item: unknown, i: number) => void): number {
    const items = value === undefined ? [] : (this.#attempt(() => this.#reader.list(value, key)) ?? []);
    this.#reader.path.push(key);
    items.forEach(read);
    this.#reader.path.pop();
    return items.length;
  }

  #readPeriod(value: unknown, i: number): void {
    const entry = this.#readEntry(value, i, PERIOD_FORM, 1);
    if (entry === null) return;
    const text = this.#attempt(() => this.#reader.name(entry.texts[0], 0));
    const blocks = text === null ? null : this.#blocksOf(text);
    this.#reader.path.pop();
    if (blocks === "filler") {
      this.#fillers.sets.push(entry.set);
      this.#fillers.entries.push(i);
    } else if (blocks !== null) this.#addBlocks(blocks, entry.set, i);
  }

  #blocksOf(text: string): Blocks | null {
    const refuse = (expected: string, found: string) => this.#faults.add("malformed", expected, describe(found), 0);
    const blocks = this.#known.get(text) ?? readPeriod(text, refuse);
    if (blocks !== null) this.#known.set(text, blocks);
    return blocks;
  }

  #addBlocks(blocks: readonly number[], set: number, i: number): void {
    const { bounds, sets, entries } = this.#blocks;
    if (bounds.length + blocks.length > 2 * LIMITS.items) {
      this.#faults.stop(`at most ${LIMITS.items} blocks of all periods`, i);
    }
    bounds.push(...blocks);
    for (let k = 0; k < blocks.length; k += 2) {
      sets.push(set);
      entries.push(i);
    }
  }

  #readOneShot(value: unknown, i: number): void {
    const entry = this.#readEntry(value, i, ONE_SHOT_FORM, 2);
    if (entry === null) return;
    const [begin, end] = entry.texts.map((text, k) => this.#readDate(text, k));
    if (begin != null && end != null && end <= begin) {
      const found = entry.texts.map(describe);
      this.#faults.add("inconsistent", `an end after the begin, ${found[0]}`, `${found[1]}`, 1);
    }
    this.#reader.path.pop();
    this.#oneShots.bounds.push(begin ?? 0, end ?? 0);
    this.#oneShots.sets.push(entry.set);
    this.#oneShots.entries.push(i);
  }

  #readDate(value: unknown, key: number): number | null {
    const text = this.#attempt(() => this.#reader.name(value, key));
    const date = text === null ? null : readDate(text);
    if (text !== null && date === null) this.#faults.add("malformed", DATE_FORM, describe(text), key);
    return date;
  }

  /**
   * Reads the form of an entry, the name of its rules and its description, and leaves the reader in it.
   *
   * @param nameAt index of the name of rules, behind the texts that say when they hold
   * @returns `null` if it has not that form; then the reader is where it was
   */
  #readEntry(
    value: unknown,
    i: number,
    form: string,
    nameAt: number,
  ): { texts: readonly unknown[]; set: number } | null {
    const lengths = { min: nameAt + 1, max: nameAt + 2 };
    const items = this.#attempt(() => this.#reader.tuple(value, i, lengths, form));
    if (items === null) return null;
    this.#reader.path.push(i);
    const name = this.#attempt(() => this.#reader.name(items[nameAt], nameAt));
    const set = name === null ? 0 : this.#sets.get(name);
    if (set === undefined) {
      this.#faults.add("inconsistent", "the name of a set of rules of this document", describe(name), nameAt);
    }
    const description = items[nameAt + 1];
    if (description !== undefined) this.#attempt(() => this.#reader.text(description, nameAt + 1));
    return { texts: items.slice(0, nameAt), set: set ?? 0 };
  }
}
