/** Quotas of a document without a calendar (section 12), and the window limit of one with (section 14). */
import { readRanks } from "../ranks.js";
import { type Facts, type Held, type Invariant, type JobFacts, meet, newlyPlaced, tested } from "./facts.js";

/** Keys that no quota rule tracks (R3.5). */
const UNTRACKED = ["timesharing", "placeholder", "allow", "allowed", "no_quotas", "assign", "find"];
const DEFAULT_WINDOW_TIME_LIMIT = 5184000;

/** The part of a quota document that is looked at. */
interface Document {
  quotas?: Record<string, [unknown, unknown, unknown]>;
  job_types?: string[];
  periodical?: unknown[];
  oneshot?: unknown[];
}

/** A rule that concerns a job, with the values that its counter counts; `null`: all. */
interface Counter {
  key: string;
  values: (string | null)[];
  limits: [unknown, unknown, unknown];
}

const documentOf = ({ scenario }: Facts) =>
  scenario.config?.QUOTAS === "yes" ? ((scenario.quotas ?? {}) as Document) : null;
const hasCalendar = ({ periodical, oneshot }: Document) => (periodical ?? []).length + (oneshot ?? []).length > 0;
const isLimited = ({ types }: JobFacts) => !types.has("container") && !types.has("no_quotas");

/** The fields of a job that rules speak of; the type apart. */
function fieldsOf({ job }: JobFacts): [queue: string, project: string, user: string] {
  return [job.queue, job.project ?? "", job.user ?? ""];
}

/** The counters that a job must keep (R12.6), found by looking keys up. */
function countersOf(one: JobFacts, { quotas = {}, job_types = [] }: Document): Counter[] {
  const rules = Object.entries(quotas).map(([key, limits]) => ({ key, fields: key.split(","), limits }));
  const [queue, project, user] = fieldsOf(one);
  const best = <T extends { fields: string[] }>(some: T[], at: number, value: string) => {
    const text = [value, "/", "*"].find((wanted) => some.some(({ fields }) => fields[at] === wanted));
    return some.filter(({ fields }) => fields[at] === text);
  };
  const inProject = best(best(rules, 0, queue), 1, project);
  const tracked = new Set(one.types.keys.filter((key) => job_types.includes(key) && !UNTRACKED.includes(key)));
  const own = inProject.filter(({ fields: [, , type = ""] }) => type !== "/" && tracked.has(type));
  const types = own.length > 0 ? new Set(own.map(({ fields }) => fields[2])) : new Set(["*"]);
  return [...types].flatMap((type) =>
    best(
      inProject.filter(({ fields }) => fields[2] === type),
      3,
      user,
    ).map(({ key, fields, limits }) => {
      const value = (at: number, own: string) =>
        fields[at] === "*" ? null : fields[at] === "/" ? own : (fields[at] ?? "");
      return {
        key,
        values: [value(0, queue), value(1, project), type === "*" ? null : (type ?? ""), value(3, user)],
        limits,
      };
    }),
  );
}

/** Whether a counter counts a job (R12.7, R12.8). */
function counts({ values }: Counter, one: JobFacts): boolean {
  const [queue, project, type, user] = values;
  const [ownQueue, ownProject, ownUser] = fieldsOf(one);
  const agrees = (wanted: string | null | undefined, own: string) => wanted === null || wanted === own;
  return (
    !one.types.has("container") &&
    agrees(queue, ownQueue) &&
    agrees(project, ownProject) &&
    agrees(user, ownUser) &&
    (type === null || one.types.keys.includes(type ?? ""))
  );
}

/** A limit as a number; infinity: none (R12.3). Rounded up a little: only plain excesses are faults. */
function limitOf(value: unknown, facts: Facts): number {
  const { resources, config } = facts.scenario;
  const byMode = config?.QUOTAS_ALL_NB_RESOURCES_MODE === "all" ? resources.nbDefault : resources.nbDefaultNotDead;
  const text = String(value);
  const factor = text.endsWith("ALL") ? (byMode ?? readRanks(resources.default).size) : 1;
  const number = Number(text.replace(/\*?ALL$/, "") || "1") * factor;
  return number < 0 ? Number.POSITIVE_INFINITY : number + 1e-6;
}

/**
 * R12.9: at no instant do the jobs that must keep a counter exceed it together, with the scheduled jobs it
 * counts. The last of them that was decided saw all the others, whatever the order was. The pad of a
 * reservation is not tested (R15.2).
 */
export const quotasAreKept: Invariant = (facts) => {
  const document = documentOf(facts);
  if (document === null || hasCalendar(document)) return [];
  const defaults = readRanks(facts.scenario.resources.default);
  const size = ({ ranks }: Held) => [...ranks].filter((rank) => defaults.has(rank)).length;
  const placed = newlyPlaced(facts)
    .filter(isLimited)
    .map((one) => ({
      ...one,
      held: tested(one, facts),
      keys: countersOf(one, document).map((c) => JSON.stringify(c)),
    }));
  return placed.flatMap((one) =>
    countersOf(one, document).flatMap((counter) => {
      const key = JSON.stringify(counter);
      const inSet = (other: JobFacts) => other.types.value("inner") === one.types.value("inner");
      const bound = placed.filter((other) => other.keys.includes(key) && inSet(other));
      const scheduled = one.types.has("inner")
        ? []
        : before(facts).filter((other) => inSet(other) && counts(counter, other));
      const at: Held = { ...one.held, end: one.held.begin };
      const there = [...bound, ...scheduled].filter(({ held }) => meet(held, at));
      const [resources, jobs, seconds] = counter.limits.map((limit) => limitOf(limit, facts)) as [
        number,
        number,
        number,
      ];
      const busy = there.reduce((sum, { held }) => sum + size(held), 0);
      const faults: string[] = [];
      if (busy > resources) faults.push(`${busy} resources at ${at.begin} break ${counter.key}`);
      if (there.length > jobs) faults.push(`${there.length} jobs at ${at.begin} break ${counter.key}`);
      const area = size(one.held) * (one.held.end - one.held.begin + 1);
      if (area > seconds * 3600) faults.push(`job ${one.job.id} alone breaks ${counter.key}`);
      return faults;
    }),
  );
};

/** Jobs that hold something in the main set from the start of the round. */
function before({ jobs }: Facts): (JobFacts & { held: Held })[] {
  return jobs.filter(
    (one): one is JobFacts & { held: Held } => one.scheduled && one.held !== null && !one.types.has("besteffort"),
  );
}

/** R14.1: with a calendar, limited jobs end within the window limit. */
export const windowLimitIsKept: Invariant = (facts) => {
  const document = documentOf(facts);
  if (document === null || !hasCalendar(document)) return [];
  const last = facts.now + Number(facts.scenario.config?.QUOTAS_WINDOW_TIME_LIMIT ?? DEFAULT_WINDOW_TIME_LIMIT);
  return newlyPlaced(facts)
    .filter((one) => isLimited(one) && one.job.reservation === undefined && one.held.end > last)
    .map(({ job }) => `job ${job.id} ends after the window limit`);
};
