/**
 * Quotas and their calendar, from the caller's document to columns (sections 12 to 14): the document with all its
 * faults (`document`), its texts (`values`, `periods`, `dates`), the local clock of its zone (`clock`,
 * `transitions`), and what is in vain in it (`warnings`). Which rules hold when, and what they refuse, the
 * core decides.
 */
import type { RoundColumns } from "../../columns.js";
import type { EncodedConfig } from "../config.js";
import type { Dictionary } from "../dictionary.js";
import type { QueueNames } from "../queues.js";
import type { Reader } from "../reader.js";
import type { Warning } from "../warning.js";
import { clockOf } from "./clock.js";
import { type Document, readDocument } from "./document.js";
import type { Rules } from "./rules.js";
import { transitionsOf } from "./transitions.js";
import { warningsOf } from "./warnings.js";

export type { Rules, WrittenRule } from "./rules.js";

/** What quotas go by, beside the document. */
export interface QuotaSettings {
  config: EncodedConfig;
  /** Date of the round. */
  now: number;
  /** Zone of the calendar; without a calendar it is not looked at. */
  timeZone: string;
  /** What `ALL` stands for (R12.4); asked for only when quotas are on. */
  all: () => number;
  /** Names of all queues of the queue groups. */
  queues: QueueNames;
}

/** Quotas as columns. */
export interface EncodedQuotas {
  columns: RoundColumns["quotas"];
  /** Names the rules of the columns; `null` when quotas are off. */
  rules: Rules | null;
  warnings: readonly Warning[];
}

/**
 * Reads the quota document of a round whose quotas are on; the reader is at the root.
 *
 * @throws InputError `malformed` at the document with all its faults, or at an unknown time zone
 */
export function encodeQuotas(
  reader: Reader,
  value: unknown,
  settings: QuotaSettings,
  dictionary: Dictionary,
): EncodedQuotas {
  const { config, now, queues } = settings;
  const document = readDocument(reader, value, settings.all());
  const transitions = document.hasCalendar ? readClock(reader, settings, document) : [];
  return {
    columns: columnsOf(document, transitions, config.quotaWindow, dictionary),
    rules: document.rules,
    warnings: warningsOf(document, { queues, now, transitions }),
  };
}

function readClock(reader: Reader, { config, now, timeZone }: QuotaSettings, { oneShots }: Document): number[] {
  const clock = clockOf(timeZone) ?? reader.fail("malformed", "the IANA name of a time zone", timeZone, "timeZone");
  return transitionsOf(clock, now, config.quotaWindow, oneShots.bounds);
}

function columnsOf(
  document: Document,
  transitions: readonly number[],
  window: number,
  dictionary: Dictionary,
): RoundColumns["quotas"] {
  const texts = (list: Iterable<string>) => Uint32Array.from(list, (text) => dictionary.text(text));
  return {
    settings: Float64Array.of(1, document.hasCalendar ? 1 : 0, window),
    setEnds: Uint32Array.from(document.rules.ends),
    fields: texts(document.rules.fields),
    limits: Float64Array.from(document.rules.limits),
    trackedTypes: texts(document.trackedTypes),
    blocks: Float64Array.from(document.blocks.bounds),
    blockSets: Uint32Array.from(document.blocks.sets),
    filler: Uint32Array.from(document.fillers.sets.slice(0, 1)),
    oneShots: Float64Array.from(document.oneShots.bounds),
    oneShotSets: Uint32Array.from(document.oneShots.sets),
    transitions: Float64Array.from(transitions),
  };
}
