/** Which quota rules concern a job, and whether a window keeps them (section 12 of the rules). */
import { rulesPeriods } from "./calendar.js";
import { exceeds } from "./decimal.js";
import { type QuotaDocument, type QuotaRule, type RuleSet, readQuotaDocument } from "./quota-document.js";
import type { RankSet } from "./rank-set.js";
import type { ReferenceJob, Site } from "./site.js";
import type { RulesName, RulesPeriod, Slot } from "./slots.js";

const DEFAULT_WINDOW_TIME_LIMIT = 5184000;

/** The quotas of a round. */
export interface Quotas {
  /** `null`: quotas are off (R12.1). */
  document: QuotaDocument | null;
  /** Rules in force from now on (R13.9). */
  periods: RulesPeriod[];
  /** Last instant at which a job under quotas may end (R14.1); `null`: no calendar. */
  lastEnd: number | null;
}

/**
 * Reads the quotas of a round.
 *
 * @throws Error that lists the faults of the document (R12.10)
 */
export function readQuotas(site: Site, given: unknown): Quotas {
  const always: RulesPeriod[] = [{ begin: site.now, rules: null }];
  if (site.config.QUOTAS !== "yes") return { document: null, periods: always, lastEnd: null };
  const document = readQuotaDocument(given, site.quotaAll);
  if (document.periods.length === 0 && document.oneShots.length === 0)
    return { document, periods: always, lastEnd: null };
  const limit = Number(site.config.QUOTAS_WINDOW_TIME_LIMIT ?? DEFAULT_WINDOW_TIME_LIMIT);
  return { document, periods: rulesPeriods(document, site.now, limit, site.timeZone), lastEnd: site.now + limit };
}

/** Whether a job is limited by quotas (R12.8). */
export function isLimited(job: ReferenceJob, quotas: Quotas): boolean {
  return quotas.document !== null && job.types.container === null && !job.types.noQuotas;
}

/** The rules that a job must keep in a set of rules (R12.6); `/` as a type matches nothing (R12.2). */
export function rulesOf(job: ReferenceJob, rules: RuleSet, tracked: ReadonlySet<string>): QuotaRule[] {
  const inQueue = preferred(rules, "queue", job.queue);
  const inProject = preferred(inQueue, "project", job.project);
  const hasRule = (type: string) => type !== "/" && inProject.some((rule) => rule.type === type);
  const types = job.types.quotaTypes.filter((type) => tracked.has(type) && hasRule(type));
  return (types.length > 0 ? types : ["*"]).flatMap((type) =>
    preferred(
      inProject.filter((rule) => rule.type === type),
      "user",
      job.user,
    ),
  );
}

/** Of some rules those whose field is the literal `value`, else those with `/`, else those with `*`. */
function preferred(rules: RuleSet, field: "queue" | "project" | "user", value: string): RuleSet {
  for (const text of value === "*" ? ["/", "*"] : [value, "/", "*"]) {
    const found = rules.filter((rule) => rule[field] === text);
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * Whether quotas refuse a window (R12.9).
 *
 * @param slots the slots that the window touches
 * @param resources what was found for the candidate
 */
export function refuses(
  quotas: Quotas,
  site: Site,
  candidate: ReferenceJob,
  resources: RankSet,
  slots: readonly Slot[],
  begin: number,
  end: number,
): boolean {
  const { document } = quotas;
  if (document === null) return false;
  const own = resources.intersect(site.default).size();
  const groups = new Set(slots.map((slot) => slot.rules));
  return [...groups].some((name) => {
    const group = slots.filter((slot) => slot.rules === name);
    const rules = rulesOf(candidate, rulesNamed(document, name), document.trackedTypes);
    return rules.some((rule) => {
      let busiest = 0;
      let jobs = 0;
      let resourceSeconds = 0;
      for (const slot of group) {
        const counted = slot.holders.filter(({ job }) => counts(rule, candidate, job));
        const busy = counted.reduce((sum, holder) => sum + holder.resources.intersect(site.default).size(), 0);
        const overlap = Math.min(slot.end, end) - Math.max(slot.begin, begin) + 1;
        busiest = Math.max(busiest, busy);
        jobs = Math.max(jobs, counted.length);
        resourceSeconds += (busy + own) * overlap;
      }
      const { limits } = rule;
      return (
        (limits.resources !== null && exceeds(busiest + own, limits.resources)) ||
        (limits.jobs !== null && exceeds(jobs + 1, limits.jobs)) ||
        (limits.resourceSeconds !== null && exceeds(resourceSeconds, limits.resourceSeconds))
      );
    });
  });
}

function rulesNamed(document: QuotaDocument, name: RulesName): RuleSet {
  return name === null ? document.defaultRules : (document.namedRules.get(name) ?? []);
}

/** Whether a rule of the candidate counts a holder (R12.7, R12.8). */
function counts(rule: QuotaRule, candidate: ReferenceJob, holder: ReferenceJob): boolean {
  if (holder.types.container !== null) return false;
  const agrees = (field: string, own: string, other: string) =>
    field === "*" || (field === "/" ? own : field) === other;
  return (
    agrees(rule.queue, candidate.queue, holder.queue) &&
    agrees(rule.project, candidate.project, holder.project) &&
    agrees(rule.user, candidate.user, holder.user) &&
    (rule.type === "*" || holder.types.quotaTypes.includes(rule.type))
  );
}
