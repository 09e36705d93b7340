/** Which rules can never refuse a job, whatever the jobs are (R12.2, R12.6). */
import type { Document } from "./document.js";
import { FIELDS, LIMITS_OF_RULE, type Rules } from "./rules.js";
import { NO_LIMIT } from "./values.js";

/** Index of queue, project and user; a type is searched for in another way. */
const SEARCHED = [0, 1, 3];
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

/** What of a set of rules is in vain. */
export interface DeadRules {
  /**
   * There are rules, and none can ever refuse a job. A set without rules is no such set: it is how one says that
   * nothing is limited.
   */
  all: boolean;
  /** Rules that could refuse a job if only they were ever found. */
  hidden: readonly number[];
}

/**
 * Looks for rules in vain in a set. A rule is never found if it has `*` as its queue, project or user where
 * another rule, the same in all before, has `/`: that one is taken first, and there is no way back (R12.6).
 *
 * @param queues names of all queues of the queue groups
 */
export function deadRules(document: Document, set: number, queues: ReadonlySet<string>): DeadRules {
  const { rules } = document;
  const [begin, end] = [rules.begin(set), rules.ends[set] as number];
  const each = new Set<string>();
  for (let rule = begin; rule < end; rule++) {
    for (const field of SEARCHED) if (fieldOf(rules, rule, field) === "/") each.add(placeOf(rules, rule, field));
  }
  const hides = (rule: number, field: number) =>
    fieldOf(rules, rule, field) === "*" && each.has(placeOf(rules, rule, field));
  const hidden: number[] = [];
  let alive = false;
  for (let rule = begin; rule < end; rule++) {
    if (!canRefuse(document, rule, queues)) continue;
    if (each.size > 0 && SEARCHED.some((field) => hides(rule, field))) hidden.push(rule);
    else alive = true;
  }
  return { all: end > begin && !alive, hidden };
}

/** A field and all before it, as a text. */
function placeOf(rules: Rules, rule: number, field: number): string {
  // No field has a comma.
  return `${field},${rules.fields.slice(rule * FIELDS, rule * FIELDS + field).join(",")}`;
}

function fieldOf(rules: Rules, rule: number, field: number): string {
  return rules.fields[rule * FIELDS + field] as string;
}

/** Whether a rule, once it is found, can refuse a job. */
function canRefuse({ rules, trackedTypes }: Document, rule: number, queues: ReadonlySet<string>): boolean {
  const first = rule * LIMITS_OF_RULE;
  if ([0, 1, 2].every((i) => rules.limits[first + i] === NO_LIMIT)) return false;
  const [queue, type] = [fieldOf(rules, rule, 0), fieldOf(rules, rule, 2)];
  if (queue !== "*" && queue !== "/" && !queues.has(queue)) return false;
  if (type === "*") return true;
  // A key of a job type has no `=` (R3.1), and `/` matches none.
  return type !== "/" && trackedTypes.has(type) && !type.includes("=") && !UNLIMITED_TYPES.has(type);
}
