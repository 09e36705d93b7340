/** The settings that concern the core. */
import { LIMITS } from "../../model/index.js";
import type { RoundColumns } from "../columns.js";
import type { Reader } from "./reader.js";

/** Settings as columns, and what is worth a warning. */
export interface EncodedConfig {
  columns: Pick<RoundColumns, "pad" | "roundLimit" | "groupsMayOverlap">;
  /** The unknown name in `JOB_PRIORITY`, which means FIFO; `null`: it is known. */
  unknownPriority: string | null;
}

const DEFAULT_PAD = 60;
const UNDECIDED_PRIORITIES: ReadonlySet<string> = new Set(["FAIRSHARE", "MULTIFACTOR", "CUSTOM"]);

/** Reads `config`; unknown keys are ignored. */
export function encodeConfig(reader: Reader, value: unknown): EncodedConfig {
  const fields = value === undefined ? {} : reader.object(value, null, "config");
  reader.path.push("config");
  const text = (key: string, otherwise: string) =>
    fields[key] === undefined ? otherwise : reader.name(fields[key], key);
  const pad = fields.SCHEDULER_JOB_SECURITY_TIME;
  const priority = text("JOB_PRIORITY", "FIFO");
  const columns = {
    pad:
      pad === undefined
        ? DEFAULT_PAD
        : reader.integer(pad, "SCHEDULER_JOB_SECURITY_TIME", { min: 0, max: LIMITS.horizon }),
    roundLimit: roundLimit(fields.MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND),
    groupsMayOverlap: text("SCHEDULER_GROUPS_MAY_OVERLAP", "no") === "yes",
  };
  if (text("QUOTAS", "no") === "yes") reader.fail("unsupported", '"no" (quotas come later)', "yes", "QUOTAS");
  if (UNDECIDED_PRIORITIES.has(priority)) {
    reader.fail("unsupported", '"FIFO" (other orders come later)', priority, "JOB_PRIORITY");
  }
  reader.path.pop();
  return { columns, unknownPriority: priority === "FIFO" ? null : priority };
}

/** R4.3: a positive integer, number or text, limits the round; anything else does not. */
function roundLimit(value: unknown): number {
  const number = typeof value === "string" && /^\s*\+?\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number) || number < 1) return 0;
  return Math.min(number, LIMITS.jobs);
}
