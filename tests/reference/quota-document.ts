/** The quota document: its sets of rules, its periods, and its faults (R12.1 to R12.5, R12.10, R13.1). */
import { type Decimal, decimalOf, parseDecimal, times, truncate } from "./decimal.js";
import { type Period, readOneShot, readPeriod, type WrittenOneShot } from "./periods.js";

/** Limits of a rule; `null`: no limit. The third in seconds. */
export interface Limits {
  resources: Decimal | null;
  jobs: Decimal | null;
  resourceSeconds: Decimal | null;
}

/** One rule: four fields and its limits (R12.2). */
export interface QuotaRule {
  queue: string;
  project: string;
  type: string;
  user: string;
  limits: Limits;
}

/** A set of rules, in listed order. */
export type RuleSet = readonly QuotaRule[];

/** A document without faults. */
export interface QuotaDocument {
  /** Rules that hold where no period says otherwise. */
  defaultRules: RuleSet;
  /** The sets that periods name. */
  namedRules: ReadonlyMap<string, RuleSet>;
  /** R12.5, `*` included. */
  trackedTypes: ReadonlySet<string>;
  periods: readonly Period[];
  oneShots: readonly WrittenOneShot[];
}

const RESERVED = new Set(["quotas", "job_types", "periodical", "oneshot"]);

/**
 * Reads a quota document.
 *
 * @param all value of the keyword `ALL` (R12.4)
 * @throws Error that lists every fault and its place (R12.10)
 */
export function readQuotaDocument(given: unknown, all: number): QuotaDocument {
  const faults: string[] = [];
  const entries = Object.entries((given ?? {}) as Record<string, unknown>);
  const at = new Map(entries);
  const namedRules = new Map<string, RuleSet>();
  for (const [name, rules] of entries) {
    if (!RESERVED.has(name)) namedRules.set(name, readRules(name, rules, all, faults));
  }
  const attempt = <T>(place: string, read: () => T): T[] => {
    try {
      return [read()];
    } catch (error) {
      faults.push(`${place}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  };
  const document: QuotaDocument = {
    defaultRules: readRules("quotas", at.get("quotas") ?? {}, all, faults),
    namedRules,
    trackedTypes: new Set(["*", ...((at.get("job_types") ?? []) as string[])]),
    periods: ((at.get("periodical") ?? []) as unknown[][]).flatMap((entry, i) =>
      attempt(`periodical[${i}]`, () => readPeriod(entry)),
    ),
    oneShots: ((at.get("oneshot") ?? []) as unknown[][]).flatMap((entry, i) =>
      attempt(`oneshot[${i}]`, () => readOneShot(entry)),
    ),
  };
  for (const { rules } of [...document.periods, ...document.oneShots]) {
    if (!namedRules.has(rules)) faults.push(`no rules named ${JSON.stringify(rules)}`);
  }
  if (faults.length > 0) throw new Error(`faults in the quota document:\n${faults.join("\n")}`);
  return document;
}

function readRules(place: string, given: unknown, all: number, faults: string[]): QuotaRule[] {
  const rules: QuotaRule[] = [];
  for (const [key, values] of Object.entries(given as Record<string, unknown>)) {
    const fields = key.split(",");
    const [queue, project, type, user] = fields;
    const limits = readLimits(values, all);
    if (fields.length !== 4) faults.push(`${place}: ${JSON.stringify(key)} has not four fields`);
    if (limits === null) faults.push(`${place}: ${JSON.stringify(key)} has not three values of R12.3`);
    if (limits === null || queue === undefined || project === undefined || type === undefined || user === undefined) {
      continue;
    }
    rules.push({ queue, project, type, user, limits });
  }
  return rules;
}

function readLimits(values: unknown, all: number): Limits | null {
  if (!Array.isArray(values) || values.length !== 3) return null;
  const [resources, jobs, hours] = values.map((value) => readValue(value, all));
  if (!resources || !jobs || !hours) return null;
  const limit = (value: Value, unit: number) => {
    if (value.decimal.digits < 0n) return null;
    return times(unit === 1 && value.cut ? truncate(value.decimal) : value.decimal, unit);
  };
  return { resources: limit(resources, 1), jobs: limit(jobs, 1), resourceSeconds: limit(hours, 3600) };
}

/** A value of a rule, and whether its fraction is cut off in the first two places. */
interface Value {
  decimal: Decimal;
  cut: boolean;
}

/** Reads one value (R12.3); `null` if it is none. */
function readValue(value: unknown, all: number): Value | null {
  if (typeof value === "number") return { decimal: decimalOf(value), cut: false };
  if (typeof value !== "string") return null;
  if (value === "ALL") return { decimal: decimalOf(all), cut: false };
  const multiple = value.endsWith("*ALL");
  const decimal = parseDecimal(multiple ? value.slice(0, -"*ALL".length) : value);
  if (decimal === null) return null;
  return multiple ? { decimal: times(decimal, all), cut: false } : { decimal, cut: true };
}
