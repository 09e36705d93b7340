/** Small scenarios: two hosts of two cores, no pad, 2023-11-14 22:13:20 UTC. */
import type { Job, Moldable, QuotaDocument, RequestGroup, Scenario, SchedulerConfig } from "../../ts/model/index.js";

/** Date of the round. */
export const NOW = 1_700_000_000;

/** A group: so many of each level, in all cores unless a filter says otherwise. */
export function group(levels: Record<string, number>, filter = "0-3"): RequestGroup {
  return { filter, levels: Object.entries(levels) };
}

/** A moldable of these groups, ten minutes unless it says otherwise. */
export function moldable(id: number, requests: RequestGroup[], walltime = 600): Moldable {
  return { id, walltime, requests };
}

/** A waiting job: so many cores for ten minutes. */
export function job(id: number, cores: number, more: Partial<Job> = {}): Job {
  return { id, queue: "default", moldables: [moldable(10 * id, [group({ core: cores })])], ...more };
}

/** A job that runs until so many seconds from now. */
export function running(id: number, resources: string, seconds: number, more: Partial<Job> = {}): Job {
  return { id, queue: "default", assignment: { begin: NOW - 60, end: NOW + seconds - 1, resources }, ...more };
}

/** A scenario of these jobs. */
export function scenario(jobs: Job[], more: Partial<Scenario> = {}): Scenario {
  return {
    scenario: 1,
    name: "small",
    now: NOW,
    resources: { default: "0-3", hierarchy: { host: ["0-1", "2-3"], core: ["0", "1", "2", "3"] } },
    queues: [["default"]],
    ...more,
    config: { SCHEDULER_JOB_SECURITY_TIME: 0, ...more.config },
    jobs,
  };
}

/** The same with these quotas. */
export function limited(jobs: Job[], quotas: QuotaDocument, config: SchedulerConfig = {}): Scenario {
  return scenario(jobs, { quotas, config: { QUOTAS: "yes", ...config } });
}
