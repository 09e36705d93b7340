/**
 * From a caller's scenario to columns: every value is checked and copied, once, and what is wrong is
 * an `InputError` that names its place. This room decides nothing; what rules.md gives a reason for
 * (R3.3, R9.5) passes as it is.
 */
import type { RoundColumns } from "../columns.js";
import { Dictionary } from "./dictionary.js";
import type { SortingDocuments } from "./documents.js";
import { encodeJobs } from "./jobs.js";
import { encodePlatform, encodeSettings } from "./platform.js";
import { encodeQueues } from "./queues.js";
import type { Rules } from "./quotas/index.js";
import { encodeRanking } from "./ranking.js";
import { type Reader, reading } from "./reader.js";
import type { Warning } from "./warning.js";

export type { SortingDocuments } from "./documents.js";
export type { Rules } from "./quotas/index.js";
export { tooManyHolders } from "./resources.js";

/** A scenario in columns, and what the caller is told about it. */
export interface EncodedScenario {
  name: string;
  columns: RoundColumns;
  /** What sort hooks see beside the columns. */
  documents: SortingDocuments;
  /** The quota rules by their number in the columns; `null` when quotas are off. */
  quotaRules: Rules | null;
  warnings: readonly Warning[];
}

const FIELDS: ReadonlySet<string> = new Set([
  "scenario",
  "name",
  "category",
  "now",
  "timeZone",
  "config",
  "resources",
  "queues",
  "jobs",
  "quotas",
  "accounting",
  "priority",
  "expected",
]);
/** Versions of the format that are understood. */
const FORMAT_VERSIONS = { min: 1, max: 1 };

/**
 * Checks a scenario and lays it out.
 *
 * @throws InputError what is wrong and where; nothing else leaves
 */
export function encodeScenario(scenario: unknown): EncodedScenario {
  return reading((reader) => encode(reader, scenario));
}

function encode(reader: Reader, scenario: unknown): EncodedScenario {
  const fields = reader.object(scenario, FIELDS);
  reader.integer(fields.scenario, "scenario", FORMAT_VERSIONS);
  for (const key of ["name", "category"]) {
    if (fields[key] !== undefined) reader.name(fields[key], key);
  }
  const settings = encodeSettings(reader, fields);
  const dictionary = new Dictionary();
  const { accounting, priority } = fields;
  const ranking = encodeRanking(reader, settings.fields, accounting, priority, dictionary);
  const { queues, known } = encodeQueues(reader, fields.queues, dictionary);
  const platform = encodePlatform(reader, settings, fields, known, dictionary);
  const jobs = encodeJobs(reader, fields.jobs, dictionary, known);
  return {
    name: (fields.name as string | undefined) ?? "",
    columns: { ...platform.columns, ...dictionary.columns(), queues, jobs, ranking: ranking.columns },
    documents: ranking.documents,
    quotaRules: platform.rules,
    warnings: [...ranking.warnings, ...platform.warnings],
  };
}
