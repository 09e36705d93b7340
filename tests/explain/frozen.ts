/** One job of a round, with everything decided before it fixed: the job asked about is the only one that waits. */
import type { Job, Scenario, ScheduleData } from "../../ts/model/index.js";
import { readSite } from "../reference/site.js";
import { roundLimit, sortJobs } from "../reference/sorting.js";

/** The jobs of a round in the order in which they are decided (R4.1, 4); those beyond the limit are not among them. */
function decisionOrder(scenario: Scenario): number[] {
  const site = readSite(scenario);
  const { accounting, priority } = scenario;
  const waiting = site.jobs.filter((job) => job.given.assignment === undefined);
  return site.queueGroups.flatMap((group) => {
    const ordinary = waiting.filter((job) => group.includes(job.queue) && job.given.reservation === undefined);
    const placed = sortJobs(ordinary, site, { accounting, priority }).slice(0, roundLimit(site));
    const reserved = group.flatMap((queue) =>
      waiting.filter((job) => job.queue === queue && job.given.reservation !== undefined).sort((a, b) => a.id - b.id),
    );
    return [...placed, ...reserved].map((job) => job.id);
  });
}

/**
 * The scenario as one job of it finds it: those decided before it are already scheduled, the later ones are not there.
 *
 * @returns `null` where that cannot be said so: the job depends on one of the round, a best-effort job is counted by
 *   quotas (already scheduled ones are seen at another time, R5.5), or the job was not decided at all
 */
export function frozenAt(scenario: Scenario, schedule: ScheduleData, asked: number): Scenario | null {
  const order = decisionOrder(scenario);
  const place = order.indexOf(asked);
  const before = new Set(order.slice(0, place));
  const jobs: Job[] = [];
  for (const job of scenario.jobs) {
    const assignment = schedule.assignments[job.id];
    if (job.assignment !== undefined || job.id === asked) jobs.push(job);
    else if (before.has(job.id) && assignment) {
      const { moldables, dependencies, reservation, types = [], ...rest } = job;
      const seen = types.filter((type) => type.split("=", 1)[0] !== "besteffort");
      if (seen.length < types.length && scenario.config?.QUOTAS === "yes") return null;
      const { begin, end, resources } = assignment;
      jobs.push({ ...rest, types: seen, assignment: { begin, end, resources } });
    }
  }
  const dependencies = scenario.jobs.find((job) => job.id === asked)?.dependencies ?? [];
  const onPlaced = dependencies.some(({ job, state }) => state === "Waiting" && schedule.assignments[job]);
  return place < 0 || onPlaced ? null : structuredClone({ ...scenario, jobs });
}
