/** What all jobs of a round have in common: date and settings, the site, the quotas. */
import { LIMITS } from "../../model/index.js";
import type { PlatformColumns } from "../columns.js";
import { type EncodedConfig, encodeConfig } from "./config.js";
import type { Dictionary } from "./dictionary.js";
import { noQuotas } from "./no-quotas.js";
import type { QueueNames } from "./queues.js";
import { encodeQuotas, type Rules } from "./quotas/index.js";
import type { Fields, Reader } from "./reader.js";
import { encodeResources } from "./resources.js";
import type { Warning } from "./warning.js";

/** Date and settings of a round. */
export interface EncodedSettings {
  now: number;
  /** The fields of `config`, each read once. */
  fields: Fields;
  config: EncodedConfig;
}

/** Reads `now` and `config`; the reader is at the root. */
export function encodeSettings(reader: Reader, { now, config }: Fields): EncodedSettings {
  const date = reader.integer(now, "now", { min: 0, max: LIMITS.horizon });
  const fields = config === undefined ? {} : reader.object(config, null, "config");
  return { now: date, fields, config: encodeConfig(reader, fields) };
}

/** What all jobs have in common, in columns. */
export interface EncodedPlatform {
  columns: PlatformColumns;
  /** The quota rules by their number in the columns; `null` when quotas are off. */
  rules: Rules | null;
  warnings: readonly Warning[];
}

/**
 * Reads `resources`, `quotas` and `timeZone`; the reader is at the root.
 *
 * @param queues names of all queues of the queue groups
 */
export function encodePlatform(
  reader: Reader,
  { now, config }: EncodedSettings,
  { resources, quotas, timeZone }: Fields,
  queues: QueueNames,
  dictionary: Dictionary,
): EncodedPlatform {
  const zone = timeZone === undefined ? "UTC" : reader.name(timeZone, "timeZone");
  const { columns: site, ...counts } = encodeResources(reader, resources, dictionary);
  const inventory = () => dictionary.common(site.defaults[0] as number, site.usable[0] as number);
  const all = () => (config.quotaAll === "all" ? counts.nbDefault : counts.nbDefaultNotDead) ?? inventory();
  const encoded = config.quotas
    ? encodeQuotas(reader, quotas, { config, now, timeZone: zone, all, queues }, dictionary)
    : noQuotas(config.quotaWindow);
  const settings = Float64Array.of(now, config.pad, config.roundLimit, config.groupsMayOverlap ? 1 : 0);
  return {
    columns: { settings, quotas: encoded.columns, resources: site },
    rules: encoded.rules,
    warnings: encoded.warnings,
  };
}
