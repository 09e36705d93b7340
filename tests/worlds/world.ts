/** Random valid scenarios for property-based tests. */
import type { ResourceSet, Scenario, SchedulerConfig } from "../../ts/model/index.js";
import { LIMITS } from "../../ts/model/limits.js";
import { Dice } from "./dice.js";
import { FEATURES, type Feature, type Features, type WorldKind, type WorldPlan } from "./features.js";
import { randomJobs } from "./jobs.js";
import { randomOrder } from "./order-worlds.js";
import { randomClock, randomQuotas } from "./quota-worlds.js";
import { rankText } from "./ranks.js";
import { randomFilter, type Vocabulary } from "./requests.js";
import { type RandomSite, randomSite } from "./sites.js";

export type { Feature, Features, WorldKind } from "./features.js";

const QUEUES = [
  [["default"]],
  [["default"]],
  [["default", "short"]],
  [["short"], ["default"]],
  [["admin"], ["default", "short"], ["besteffort"]],
  [["besteffort"], ["default"]],
  [["default", "besteffort"], ["short"]],
  [[], ["default"]],
];

/** Values of the round limit, a limit or none (R4.3). */
const ROUND_LIMITS = [1, 2, 3, 5, "2", "4", 0, -1, 2.5, "", "0", "-1", "abc", "2.5"];

/** Makes a world: the same arguments give the same. */
export function randomWorld(seed: number, kind: WorldKind, features: Features): Scenario {
  const dice = new Dice(`${seed} ${kind} ${features}`);
  const allowed = features === "all" ? FEATURES : features === "basic" ? [] : features;
  const chosen = new Set(dice.some(allowed, 0.55));
  if (chosen.has("calendar")) chosen.add("quotas");
  const { now, timeZone, unit } = randomTime(dice, kind, chosen);
  const site = randomSite(dice, kind === "tiny" ? 7 : 36);
  const pad = dice.pick([0, 60, 0, 60, undefined, Math.max(1, Math.floor(unit / 5))]);
  const plan: WorldPlan = {
    dice,
    kind,
    features: chosen,
    site,
    words: randomWords(dice, kind, site, unit),
    now,
    unit,
    pad: pad ?? 60,
    queues: dice.pick(QUEUES),
  };
  const config = randomConfig(plan, pad);
  const order = chosen.has("sorting") ? randomOrder(plan) : {};
  const scenario: Scenario = {
    scenario: 1,
    name: `${kind} ${seed}`,
    now,
    ...order,
    config: { ...config, ...order.config },
    resources: randomWithdrawals(plan),
    queues: plan.queues,
    jobs: randomJobs(plan),
  };
  if (timeZone !== undefined) scenario.timeZone = timeZone;
  if (chosen.has("quotas")) scenario.quotas = randomQuotas(plan);
  return scenario;
}

/** The date of the round, now and then near the horizon, and the unit of times. */
function randomTime(
  dice: Dice,
  kind: WorldKind,
  features: ReadonlySet<Feature>,
): { now: number; timeZone?: string; unit: number } {
  if (features.has("calendar")) return { ...randomClock({ dice }), unit: dice.pick([1800, 3600, 21600]) };
  const unit = kind === "tiny" ? 10 : dice.pick([7, 60, 600]);
  if (dice.chance(0.15)) return { now: LIMITS.horizon - dice.int(0, 15) * unit + dice.pick([0, 0, -1]), unit };
  return { now: dice.chance(0.1) ? dice.pick([0, 1, 5]) : 1_700_000_000, unit };
}

function randomWords(dice: Dice, kind: WorldKind, site: RandomSite, unit: number): Vocabulary {
  const filters = dice.times(kind === "tiny" ? 2 : 5, () => randomFilter(dice, site));
  const odd = dice.pick([0, 0.05, 0.1, 0.3]);
  if (kind === "broad") {
    const walltimes = dice.times(12, () => dice.int(1, 20) * unit + dice.pick([0, 0, -1]));
    return { walltimes, filters, counts: [1, 1, 2, 3, 4, 6], odd, repeat: dice.pick([0, 0.3]), known: [] };
  }
  const walltimes = dice.shuffle([1, unit, unit - 1, 2 * unit, 3 * unit, 5 * unit + 1]).slice(0, 3);
  const counts = dice.pick([[1], [1, 2], [2], [1, 2, 3]]);
  return { walltimes, filters, counts, odd, repeat: dice.pick([0.2, 0.6, 0.9]), known: [] };
}

/** The settings; the pad is left out when it is the default. */
function randomConfig(plan: WorldPlan, pad: number | undefined): SchedulerConfig {
  const { dice, features } = plan;
  const config: SchedulerConfig = {};
  if (pad !== undefined) config.SCHEDULER_JOB_SECURITY_TIME = pad;
  if (features.has("quotas")) config.QUOTAS = "yes";
  else if (dice.chance(0.3)) config.QUOTAS = "no";
  if (dice.chance(0.25)) config.MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND = dice.pick(ROUND_LIMITS);
  if (dice.chance(0.25)) config.SCHEDULER_GROUPS_MAY_OVERLAP = dice.pick(["yes", "yes", "no"]);
  if (dice.chance(0.2)) config.JOB_PRIORITY = "FIFO";
  if (features.has("calendar") && dice.chance(0.7)) {
    config.QUOTAS_WINDOW_TIME_LIMIT = dice.pick([0, 40 * plan.unit, 172_800, 604_800, 604_800, 2_000_000, 5_184_000]);
  }
  if (features.has("quotas") && dice.chance(0.5)) {
    config.QUOTAS_ALL_NB_RESOURCES_MODE = dice.pick(["all", "default_not_dead"]);
  }
  return config;
}

/** The resources with availability dates: special ones, past ones, and such that cut the future (R2.3, R2.4). */
function randomWithdrawals({ dice, site, now, unit, features }: WorldPlan): ResourceSet {
  const resources = { ...site.resources };
  if (features.has("quotas") && dice.chance(0.5)) {
    resources.nbDefault = dice.int(0, 40);
    resources.nbDefaultNotDead = dice.int(0, 30);
  }
  if (dice.chance(0.6)) return resources;
  const dates = () =>
    dice.chance(0.3)
      ? dice.pick([0, 1, 2147483646, 2147483647, 2147483645, 2147483648, now - 100, now, now + 1])
      : now + dice.int(0, 12) * unit;
  resources.availableUpto = dice.times(dice.int(0, 4), () => [dates(), rankText(dice.some(site.usable, 0.3))]);
  return resources;
}
