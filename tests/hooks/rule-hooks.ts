/**
 * Hooks that do what the rules do, with the search and the order of the reference scheduler. A round with them must
 * be the round without.
 */
import type * as Package from "../../dist/engine/node.js";
import type { Job, Moldable, Scenario } from "../../ts/model/index.js";
import { findResources, moldableFault, resolve } from "../reference/hierarchy.js";
import { HORIZON, readSite, type Site } from "../reference/site.js";
import { sortJobs } from "../reference/sorting.js";
import { redox } from "../support/engine.js";

/** Decides scenarios with hooks that do what the rules do, and counts how often they are asked. */
export interface RuleScheduler {
  decide(scenario: Scenario): Package.Schedule;
  calls: number;
  dispose(): void;
}

/** A find hook that is section 8 and R9.1 to R9.3; most jobs have it. */
export function findByTheRules(): Promise<RuleScheduler> {
  return scheduler(withHook("find=rules"), (site) => ({
    find: {
      rules: ({ moldable, offered }) =>
        findResources(resolve(mutable(moldable), site()), site().read(offered), site())?.toText() ?? null,
    },
  }));
}

/** An assign hook that is the search of R7.5 and R9.4, without quotas; most jobs have it. */
export function assignByTheRules(): Promise<RuleScheduler> {
  return scheduler(withHook("assign=rules"), (site) => ({ assign: { rules: (input) => firstWindow(input, site()) } }));
}

/** A sort hook that is the order of the scenario, worked out from what the hook sees alone. */
export function sortByTheRules(): Promise<RuleScheduler> {
  const custom = (scenario: Scenario) => ({ ...scenario, config: { ...scenario.config, JOB_PRIORITY: "CUSTOM" } });
  return scheduler(custom, (_, order) => ({
    sort: ({ now, resources, queues, jobs, config, accounting, priority }) => {
      const seen = {
        scenario: 1,
        now,
        resources,
        queues: [queues],
        jobs,
        config: { ...config, JOB_PRIORITY: order() },
      };
      const site = readSite(seen as unknown as Scenario);
      return sortJobs(site.jobs, site, { accounting, priority }).map(({ id }) => id);
    },
  }));
}

async function scheduler(
  change: (scenario: Scenario, site: Site) => Scenario,
  make: (site: () => Site, order: () => unknown) => Package.SiteHooks,
): Promise<RuleScheduler> {
  let site: Site;
  let order: unknown;
  const counted: RuleScheduler = {
    calls: 0,
    decide(scenario) {
      site = readSite(scenario);
      order = scenario.config?.JOB_PRIORITY;
      const schedule = engine.scheduleScenario(change(scenario, site));
      const [error] = schedule.hookErrors;
      if (error !== undefined) throw error;
      return schedule;
    },
    dispose: () => engine.dispose(),
  };
  const hooks = make(
    () => {
      counted.calls++;
      return site;
    },
    () => {
      counted.calls++;
      return order;
    },
  );
  const engine = await redox.createEngine({ hooks });
  return counted;
}

/** Gives a hook to two jobs of three, but to those of which no moldable is valid. */
function withHook(type: string): (scenario: Scenario, site: Site) => Scenario {
  return (scenario, { hierarchy }) => {
    const valid = ({ moldables = [] }: Job) =>
      moldables.some((moldable) => moldableFault(moldable, hierarchy) === null);
    const jobs = scenario.jobs.map((job) =>
      job.id % 3 === 0 || !valid(job) ? job : { ...job, types: [...(job.types ?? []), type] },
    );
    return { ...scenario, jobs };
  };
}

function firstWindow(input: Package.AssignInput, site: Site): Package.HookAssignment | null {
  let best: (Package.HookAssignment & { end: number }) | null = null;
  for (const moldable of input.job.moldables) {
    if (moldableFault(mutable(moldable), site.hierarchy) !== null) continue;
    const request = resolve(mutable(moldable), site);
    for (const { begin } of input.slots) {
      const end = begin + moldable.walltime + input.pad - 1;
      if (end > HORIZON || (best !== null && end >= best.end)) break;
      const found = findResources(request, site.read(input.free(begin, end)), site);
      if (found === null) continue;
      best = { moldable: moldable.id, begin, end, resources: found.toText() };
    }
  }
  return best;
}

/** The reference scheduler changes nothing of what it reads, but its types do not say so. */
const mutable = (moldable: Package.HookMoldable): Moldable => moldable as unknown as Moldable;
