/** A small site for the tests of hooks, and a way to schedule on it. */
import type * as Package from "../../dist/engine/node.js";
import type { Job, RequestGroup, Scenario } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";

/** Date of the rounds. */
export const NOW = 1_700_000_000;

/** A request for cores. */
export const cores = (count: number): RequestGroup[] => [{ filter: "0-7", levels: [["core", count]] }];

/** A waiting job for `count` cores. Its moldable is 10 times its id. */
export function job(id: number, count: number, walltime: number, more: Partial<Job> = {}): Job {
  return { id, queue: "default", moldables: [{ id: 10 * id, walltime, requests: cores(count) }], ...more };
}

/** A job that runs. */
export function running(id: number, resources: string, begin: number, end: number, more: Partial<Job> = {}): Job {
  return { id, queue: "default", assignment: { begin, end, resources }, ...more };
}

/** A scenario of eight cores on four hosts, with a pad of 10 seconds. */
export function scenario(jobs: Job[], more: Partial<Scenario> = {}): Scenario {
  const { config, ...rest } = more;
  return {
    scenario: 1,
    now: NOW,
    resources: {
      default: "0-7",
      hierarchy: { host: ["0-1", "2-3", "4-5", "6-7"], core: ["0", "1", "2", "3", "4", "5", "6", "7"] },
    },
    queues: [["default"]],
    jobs,
    config: { SCHEDULER_JOB_SECURITY_TIME: 10, ...config },
    ...rest,
  };
}

/** Decides a scenario with an engine that has these hooks. */
export async function decide(given: Scenario, hooks: Package.SiteHooks): Promise<Package.Schedule> {
  return redox.scheduleScenario(given, { hooks });
}

/** What a test gives as a hook although the types forbid it. */
// biome-ignore lint/suspicious/noExplicitAny: the tests of bad hooks need to write them
export const loose = (hook: (input: any) => unknown): any => hook;

/** Takes what the job wants from the end of what is offered. */
export const last: Package.FindHook = ({ moldable, offered }) => {
  const ranks = redox.ranksOf(offered);
  const wanted = moldable.requests[0]?.levels[0]?.[1] ?? 0;
  return ranks.length < wanted ? null : ranks.slice(-wanted).join(" ");
};

/** Asks for a find hook. */
export const find = (name = "last"): Pick<Job, "types"> => ({ types: [`find=${name}`] });

/** An assign hook that puts a job somewhere, its first moldable. */
export const put =
  (begin: number, resources: string): Package.AssignHook =>
  ({ job }) => ({ moldable: job.moldables[0]?.id ?? 0, begin, resources });

/** One rule for all: resources, jobs, hours. */
export const quotas = (limits: [number, number, number], more: object = {}): Partial<Scenario> => ({
  config: { QUOTAS: "yes" },
  quotas: { quotas: { "*,*,*,*": limits }, ...more },
});
