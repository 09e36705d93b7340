/** The settings that concern the core. */
import { LIMITS } from "../../model/index.js";
import { NATURAL, type NumberBounds, type Reader } from "./reader.js";

/** The settings that concern the core. */
export interface EncodedConfig {
  /** Seconds. */
  pad: number;
  /** 0: no limit. */
  roundLimit: number;
  groupsMayOverlap: boolean;
  /** Whether quotas are on (R12.1). */
  quotas: boolean;
  /** `QUOTAS_WINDOW_TIME_LIMIT` in seconds. */
  quotaWindow: number;
  /** What the keyword `ALL` of quotas stands for (R12.4). */
  quotaAll: QuotaAll;
}

/** See {@link EncodedConfig.quotaAll}. */
export type QuotaAll = "default_not_dead" | "all";

const DEFAULT_PAD = 60;
const DEFAULT_QUOTA_WINDOW = 5_184_000;
const DEFAULT_ALL = "default_not_dead";

/** Reads the fields of `config`, but for those that order the jobs; unknown keys are ignored. */
export function encodeConfig(reader: Reader, fields: Readonly<Record<string, unknown>>): EncodedConfig {
  reader.path.push("config");
  const text = (key: string, otherwise: string) =>
    fields[key] === undefined ? otherwise : reader.name(fields[key], key);
  const integer = (key: string, otherwise: number, bounds: NumberBounds) =>
    fields[key] === undefined ? otherwise : reader.integer(fields[key], key, bounds);
  const quotas = text("QUOTAS", "no") === "yes";
  const config = {
    pad: integer("SCHEDULER_JOB_SECURITY_TIME", DEFAULT_PAD, { min: 0, max: LIMITS.horizon }),
    roundLimit: roundLimit(fields.MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND),
    groupsMayOverlap: text("SCHEDULER_GROUPS_MAY_OVERLAP", "no") === "yes",
    quotas,
    quotaWindow: integer("QUOTAS_WINDOW_TIME_LIMIT", DEFAULT_QUOTA_WINDOW, NATURAL),
    quotaAll: quotaAll(quotas ? text("QUOTAS_ALL_NB_RESOURCES_MODE", DEFAULT_ALL) : DEFAULT_ALL),
  } as const;
  reader.path.pop();
  return config;
}

/** R12.4: any other text is `all`. */
function quotaAll(mode: string): QuotaAll {
  return mode === DEFAULT_ALL ? mode : "all";
}

/** R4.3: a positive integer, number or text, limits the round; anything else does not. */
function roundLimit(value: unknown): number {
  const number = typeof value === "string" && /^\s*\+?\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number) || number < 1) return 0;
  return Math.min(number, LIMITS.jobs);
}
