/** The settings that concern the core. */
import { LIMITS } from "../../model/index.js";
import type { Reader } from "./reader.js";

/** The settings that concern the core. */
export interface EncodedConfig {
  /** Seconds. */
  pad: number;
  /** 0: no limit. */
  roundLimit: number;
  groupsMayOverlap: boolean;
}

const DEFAULT_PAD = 60;

/** Reads the fields of `config`, but for those that order the jobs; unknown keys are ignored. */
export function encodeConfig(reader: Reader, fields: Readonly<Record<string, unknown>>): EncodedConfig {
  reader.path.push("config");
  const text = (key: string, otherwise: string) =>
    fields[key] === undefined ? otherwise : reader.name(fields[key], key);
  const pad = fields.SCHEDULER_JOB_SECURITY_TIME;
  const columns = {
    pad:
      pad === undefined
        ? DEFAULT_PAD
        : reader.integer(pad, "SCHEDULER_JOB_SECURITY_TIME", { min: 0, max: LIMITS.horizon }),
    roundLimit: roundLimit(fields.MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND),
    groupsMayOverlap: text("SCHEDULER_GROUPS_MAY_OVERLAP", "no") === "yes",
  };
  if (text("QUOTAS", "no") === "yes") reader.fail("unsupported", '"no" (quotas come later)', "yes", "QUOTAS");
  reader.path.pop();
  return columns;
}

/** R4.3: a positive integer, number or text, limits the round; anything else does not. */
function roundLimit(value: unknown): number {
  const number = typeof value === "string" && /^\s*\+?\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number) || number < 1) return 0;
  return Math.min(number, LIMITS.jobs);
}
