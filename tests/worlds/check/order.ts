/** Completeness, dependencies, the round limit and malformed jobs. */
import type { Dependency } from "../../../ts/model/index.js";
import { type Facts, type Invariant, type JobFacts, newlyPlaced } from "./facts.js";

const CODES = [
  "round_limit",
  "invalid_request",
  "unknown_level",
  "dependency",
  "no_slot_set",
  "quota",
  "quota_horizon",
  "no_resources",
];
const RESERVATION_CODES = [
  "invalid_request",
  "unknown_level",
  "ar_too_old",
  "ar_out_of_range",
  "ar_no_resources",
  "ar_quota",
];

const sorted = (ids: Iterable<string>) => [...ids].sort().join(" ");
const isOrdinary = ({ job, scheduled }: JobFacts) => !scheduled && job.reservation === undefined;

/** One line for each waiting job, one reason of the right kind for each that is not placed (section 16). */
export const isComplete: Invariant = ({ jobs, schedule }) => {
  const waiting = jobs.filter(({ scheduled }) => !scheduled);
  const faults: string[] = [];
  const expected = sorted(waiting.map(({ job }) => `${job.id}`));
  if (sorted(Object.keys(schedule.assignments)) !== expected) faults.push("not one assignment for each waiting job");
  const left = Object.keys(schedule.assignments).filter((id) => schedule.assignments[id] === null);
  if (sorted(Object.keys(schedule.reasons)) !== sorted(left)) faults.push("not one reason for each job left out");
  for (const { job } of waiting) {
    const reason = schedule.reasons[job.id];
    const codes = job.reservation === undefined ? CODES : RESERVATION_CODES;
    if (reason !== undefined && !codes.includes(reason)) faults.push(`job ${job.id} cannot have the reason ${reason}`);
  }
  return faults;
};

/** R3.6: a job with a malformed type is not placed. */
export const malformedIsLeftOut: Invariant = (facts) =>
  newlyPlaced(facts)
    .filter(({ types }) => types.malformed)
    .map(({ job }) => `job ${job.id} has a malformed type and is placed`);

/** What a dependency asks of its job: to start after this instant; `null`: it is not met (R6.1, R6.2). */
function earliest(dependency: Dependency, job: JobFacts, facts: Facts): number | null {
  const { state, exitCode } = dependency;
  if (state === "Error" || (state === "Terminated" && (exitCode ?? 0) === 0)) return facts.now;
  const required = facts.jobs.find((one) => one.job.id === dependency.job);
  if (state !== "Waiting" || !required || !isOrdinary(required) || required.group !== job.group) return null;
  return required.held === null ? null : required.held.end + 1;
}

/** R6.1: a placed job starts after the jobs it depends on. */
export const dependenciesAreKept: Invariant = (facts) =>
  newlyPlaced(facts)
    .filter(isOrdinary)
    .flatMap((one) =>
      (one.job.dependencies ?? [])
        .filter((dependency) => (earliest(dependency, one, facts) ?? Number.POSITIVE_INFINITY) > one.held.begin)
        .map((dependency) => `job ${one.job.id} does not wait for job ${dependency.job}`),
    );

/** R16.1: the reason `dependency` is given to jobs that have one that is not plainly met. */
export const dependencyIsMissing: Invariant = (facts) =>
  facts.jobs
    .filter(({ job }) => facts.schedule.reasons[job.id] === "dependency")
    .filter(({ job }) => (job.dependencies ?? []).every(({ state }) => state === "Error"))
    .map(({ job }) => `job ${job.id} has no dependency that keeps it waiting`);

/** R4.3: of each group so many jobs are treated as the limit says, or all; with FIFO the first ones. */
export const limitIsKept: Invariant = (facts) => {
  const given = facts.scenario.config?.MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND;
  const limit = Number.isInteger(Number(given)) && Number(given) > 0 ? Number(given) : Number.POSITIVE_INFINITY;
  const fifo = !["FAIRSHARE", "MULTIFACTOR"].includes(facts.scenario.config?.JOB_PRIORITY ?? "FIFO");
  return facts.scenario.queues.flatMap((_, group) => {
    const ids = facts.jobs.filter((one) => isOrdinary(one) && one.group === group).map(({ job }) => job.id);
    const cut = ids.filter((id) => facts.schedule.reasons[id] === "round_limit");
    const expected = ids.length - Math.min(ids.length, limit);
    if (cut.length !== expected) return [`group ${group} has ${cut.length} jobs over the limit, not ${expected}`];
    const first = Math.min(...cut);
    return fifo && ids.some((id) => id > first && !cut.includes(id))
      ? [`group ${group} is not cut in order of id`]
      : [];
  });
};
