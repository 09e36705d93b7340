/** Which job is next: FIFO, karma, multifactor priority (R4.3 to R4.7). */
import { findResources, moldableFault, resolve } from "./hierarchy.js";
import type { ReferenceJob, Site } from "./site.js";

const DEFAULT_AGE_COEF = 1.65e-6;

/** What sorting reads besides the site: two documents of the scenario as they were given. */
export interface SortingInput {
  accounting: unknown;
  priority: unknown;
}

/** The jobs of a group in the order in which they are placed (R4.4). */
export function sortJobs(jobs: readonly ReferenceJob[], site: Site, input: SortingInput): ReferenceJob[] {
  const byId = [...jobs].sort((a, b) => a.id - b.id);
  if (site.config.JOB_PRIORITY === "FAIRSHARE") {
    return byAscending(byId, (job) => karma(job, site, input.accounting));
  }
  if (site.config.JOB_PRIORITY === "MULTIFACTOR") return byAscending(byId, (job) => -priority(job, site, input));
  return byId;
}

/** The highest number of jobs that a group may have treated, or infinity (R4.3). */
export function roundLimit(site: Site): number {
  const given = site.config.MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND;
  const text = typeof given === "number" || typeof given === "string" ? String(given) : "";
  const limit = /^\s*\+?\d+\s*$/.test(text) ? Number(text) : 0;
  return limit > 0 ? limit : Number.POSITIVE_INFINITY;
}

/** A stable sort. Infinities of one sign are equal. */
function byAscending(jobs: readonly ReferenceJob[], score: (job: ReferenceJob) => number): ReferenceJob[] {
  const scored = jobs.map((job) => ({ job, score: score(job) }));
  const order = (a: number, b: number) => (a < b ? -1 : Number(a > b));
  return scored.sort((a, b) => order(a.score, b.score)).map(({ job }) => job);
}

/** R4.5. */
export function karma(job: ReferenceJob, site: Site, accounting: unknown): number {
  const { config } = site;
  const projectTargets = readTargets(config.SCHEDULER_FAIRSHARING_PROJECT_TARGETS ?? "{default => 21.0}");
  const userTargets = readTargets(config.SCHEDULER_FAIRSHARING_USER_TARGETS ?? "{default => 22.0}");
  const coefProject = Number(config.SCHEDULER_FAIRSHARING_COEF_PROJECT ?? 0);
  const coefUser = Number(config.SCHEDULER_FAIRSHARING_COEF_USER ?? 1);
  const coefUserAsk = Number(config.SCHEDULER_FAIRSHARING_COEF_USER_ASK ?? 1);
  const sum = (kind: string) => {
    const given = numberAt(accounting, "window", kind);
    return given > 0 ? given : 1;
  };
  const projectUsed = numberAt(accounting, "byProject", "used", job.project) / sum("used");
  const userUsed = numberAt(accounting, "byUser", "used", job.user) / sum("used");
  const userAsked = numberAt(accounting, "byUser", "asked", job.user) / sum("asked");
  const projectTarget = (projectTargets.get(job.project) ?? 0) / 100;
  const userTarget = (userTargets.get(job.user) ?? 0) / 100;
  return (
    coefProject * (projectUsed - projectTarget) +
    coefUser * (userUsed - userTarget) +
    coefUserAsk * (userAsked - userTarget)
  );
}

/** Reads `{name => number, ...}`. */
function readTargets(text: unknown): Map<string, number> {
  const items = String(text).replace(/[{}]/g, "").split(",");
  return new Map(
    items
      .map((item) => item.split("=>").map((part) => part.trim()))
      .map(([name = "", target = ""]) => [name, Number(target)]),
  );
}

/** R4.6. */
export function priority(job: ReferenceJob, site: Site, input: SortingInput): number {
  const given = (key: string, otherwise: number) => numberAt(input.priority, key, otherwise);
  const { size, area } = sizeOf(job, site);
  const cluster = Math.max(1, site.default.size());
  const small = 1 / Math.max(1, area);
  const age = given("age_coef", DEFAULT_AGE_COEF) * Math.max(0, site.now - (job.given.submissionTime ?? 0));
  const factors: [weight: string, factor: () => number][] = [
    ["age_weight", () => Math.max(1, age)],
    ["queue_weight", () => numberAt(input.priority, "queue_coefs", job.queue)],
    ["work_weight", () => (given("work_mode", 0) !== 0 ? 1 - small : small)],
    ["size_weight", () => (given("size_mode", 0) !== 0 ? size / cluster : 1 - size / cluster)],
    ["karma_weight", () => reciprocal(1 + karma(job, site, input.accounting))],
    ["qos_weight", () => job.given.qos ?? 0],
    ["nice_weight", () => Math.max(1, job.given.nice ?? 1)],
  ];
  let sum = 0;
  for (const [key, factor] of factors) {
    const weight = given(key, 0);
    if (weight !== 0) sum += weight * factor();
  }
  return sum;
}

/** 1/x, and +infinity for a zero of either sign. */
function reciprocal(value: number): number {
  return value === 0 ? Number.POSITIVE_INFINITY : 1 / value;
}

/** Size of a job on the empty platform, and size x W (R4.7). */
export function sizeOf(job: ReferenceJob, site: Site): { size: number; area: number } {
  const [first] = job.given.moldables ?? [];
  if (first === undefined || moldableFault(first, site.hierarchy) !== null) return { size: 0, area: 0 };
  const size = findResources(resolve(first, site), site.usable, site)?.size() ?? 0;
  return { size, area: size * (first.walltime + site.pad) };
}

/** The number at a path of keys, the last argument if it is one being the default; otherwise 0. */
function numberAt(value: unknown, ...path: (string | number)[]): number {
  let current: unknown = value;
  for (const key of path) {
    if (typeof key === "number") return typeof current === "number" ? current : key;
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) current = undefined;
    else current = (current as Record<string, unknown>)[key];
  }
  return typeof current === "number" ? current : 0;
}
