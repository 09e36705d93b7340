/** Scenarios from which what is said to be in the way is taken away. */
import type { Explanation, QuotaRules, Scenario } from "../../ts/model/index.js";

/** A cause of either kind. */
export type Cause = NonNullable<Explanation["cause"]>;

/** Of that kind. */
export type CauseOf<Kind extends Cause["kind"]> = Extract<Cause, { kind: Kind }>;

/** The scenario without these jobs. */
export function withoutJobs(scenario: Scenario, ids: readonly number[]): Scenario {
  return { ...scenario, jobs: scenario.jobs.filter((job) => !ids.includes(job.id)) };
}

/** The scenario without these limits of its quota rules; the other limits of the same rules stay. */
export function withoutLimits(scenario: Scenario, { refusals }: CauseOf<"quota">): Scenario {
  const copy = structuredClone(scenario);
  for (const { set, rule, quantity } of refusals) {
    const rules = copy.quotas?.[set] as QuotaRules;
    const limits = rules[rule];
    if (limits === undefined) throw new Error(`there is no rule ${rule} in ${set}`);
    limits[["resources", "jobs", "work"].indexOf(quantity)] = -1;
  }
  return copy;
}

/** The scenario with one job of it changed. */
export function withJob(scenario: Scenario, id: number, change: (job: Scenario["jobs"][number]) => void): Scenario {
  const copy = structuredClone(scenario);
  for (const job of copy.jobs) if (job.id === id) change(job);
  return copy;
}
