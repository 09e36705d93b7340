/** Which rules can never refuse a job, whatever the jobs are (R12.2, R12.6). */
import type { Document } from "./document.js";
import { FIELDS, LIMITS_OF_RULE, type Rules } from "./rules.js";
import { NO_LIMIT } from "./values.js";

/** Keys of job types that are no quota types (R3.5), and the one that makes a job a container (R12.8). */
const UNLIMITED_TYPES: ReadonlySet<string> = new Set([
  "timesharing",
  "placeholder",
  "allow",
  "allowed",
  "no_quotas",
  "assign",
  "find",
  "container",
]);

/**
 * Whether a set has rules, and none of them can ever refuse a job. A set without rules is no such set: it is
 * how one says that nothing is limited.
 *
 * @param queues names of all queues of the queue groups
 */
export function deadSet(document: Document, set: number, queues: ReadonlySet<string>): boolean {
  const { rules } = document;
  const [begin, end] = [rules.begin(set), rules.ends[set] as number];
  const hidden = new Set(hiddenRules(document, set, queues));
  for (let rule = begin; rule < end; rule++) {
    if (!hidden.has(rule) && canRefuse(document, rule, queues)) return false;
  }
  return end > begin;
}

/**
 * Rules of a set that could refuse a job if only they were found: a `*` never is where another rule has `/` in
 * the same place, since that one is taken first and there is no way back (R12.6). Types have no `/`.
 *
 * @param queues names of all queues of the queue groups
 */
export function hiddenRules(document: Document, set: number, queues: ReadonlySet<string>): number[] {
  const { rules } = document;
  const [begin, end] = [rules.begin(set), rules.ends[set] as number];
  // The fields before each `/`; no field has a comma.
  const each = new Set<string>();
  for (let rule = begin; rule < end; rule++) {
    for (const [place, before] of placesOf(rules, rule)) if (fieldOf(rules, rule, place) === "/") each.add(before);
  }
  const found: number[] = [];
  for (let rule = begin; each.size > 0 && rule < end; rule++) {
    const hides = ([place, before]: Place) => fieldOf(rules, rule, place) === "*" && each.has(before);
    if (placesOf(rules, rule).some(hides) && canRefuse(document, rule, queues)) found.push(rule);
  }
  return found;
}

/** Index of a field, and the fields before it. */
type Place = [field: number, before: string];

/** Queue, project and user. */
function placesOf(rules: Rules, rule: number): Place[] {
  const before = rules.fields.slice(rule * FIELDS, rule * FIELDS + FIELDS - 1);
  return [
    [0, ""],
    [1, before.slice(0, 1).join(",")],
    [3, before.join(",")],
  ].map(([field, text]) => [field as number, `${field},${text}`]);
}

function fieldOf(rules: Rules, rule: number, field: number): string {
  return rules.fields[rule * FIELDS + field] as string;
}

/** Whether a rule, once it is found, can refuse a job. */
function canRefuse({ rules, trackedTypes }: Document, rule: number, queues: ReadonlySet<string>): boolean {
  const limits = rules.limits.slice(rule * LIMITS_OF_RULE, (rule + 1) * LIMITS_OF_RULE);
  if (limits.every((limit) => limit === NO_LIMIT)) return false;
  const [queue, type] = [fieldOf(rules, rule, 0), fieldOf(rules, rule, 2)];
  if (queue !== "*" && queue !== "/" && !queues.has(queue)) return false;
  if (type === "*") return true;
  // A key of a job type has no `=` (R3.1), and `/` matches none.
  return type !== "/" && trackedTypes.has(type) && !type.includes("=") && !UNLIMITED_TYPES.has(type);
}
