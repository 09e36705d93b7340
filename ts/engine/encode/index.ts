/**
 * From a caller's scenario to columns: every value is checked and copied, once, and what is wrong is
 * an `InputError` that names its place. This room decides nothing; what rules.md gives a reason for
 * (R3.3, R9.5) passes as it is.
 */
import { LIMITS } from "../../model/index.js";
import type { RoundColumns } from "../columns.js";
import { encodeConfig } from "./config.js";
import { Dictionary } from "./dictionary.js";
import type { SortingDocuments } from "./documents.js";
import { encodeJobs } from "./jobs.js";
import { encodeQueues } from "./queues.js";
import { encodeQuotas, type Rules } from "./quotas/index.js";
import { encodeRanking } from "./ranking.js";
import { type Reader, reading } from "./reader.js";
import { encodeResources } from "./resources.js";
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
  for (const key of ["name", "category", "timeZone"]) {
    if (fields[key] !== undefined) reader.name(fields[key], key);
  }
  const now = reader.integer(fields.now, "now", { min: 0, max: LIMITS.horizon });
  const configFields = fields.config === undefined ? {} : reader.object(fields.config, null, "config");
  const config = encodeConfig(reader, configFields);
  const dictionary = new Dictionary();
  const {
    columns: ranking,
    documents,
    warnings: unknown,
  } = encodeRanking(reader, configFields, fields.accounting, fields.priority, dictionary);
  const { columns: resources, ...counts } = encodeResources(reader, fields.resources, dictionary);
  const { queues, known } = encodeQueues(reader, fields.queues, dictionary);
  const inventory = () => dictionary.common(resources.defaults[0] as number, resources.usable[0] as number);
  const quotaSettings = {
    config,
    now,
    timeZone: (fields.timeZone as string | undefined) ?? "UTC",
    all: () => (config.quotaAll === "all" ? counts.nbDefault : counts.nbDefaultNotDead) ?? inventory(),
    queues: known,
  };
  const quotas = encodeQuotas(reader, fields.quotas, quotaSettings, dictionary);
  const jobs = encodeJobs(reader, fields.jobs, dictionary, known);
  const settings = Float64Array.of(now, config.pad, config.roundLimit, config.groupsMayOverlap ? 1 : 0);
  const columns = {
    settings,
    ranking,
    quotas: quotas.columns,
    ...dictionary.columns(),
    resources,
    queues,
    jobs,
  };
  const name = (fields.name as string | undefined) ?? "";
  return { name, columns, documents, quotaRules: quotas.rules, warnings: [...unknown, ...quotas.warnings] };
}
