/** Random settings of the order of jobs: karma and multifactor priority (R4.4 to R4.7). */
import type { Accounting, PriorityWeights, Scenario } from "../../ts/model/index.js";
import type { WorldPlan } from "./features.js";

const NAMES = ["ann", "bob", "red", "blue", "", "default"];

/** The parts of a scenario that say in which order jobs are placed. */
export function randomOrder(plan: WorldPlan): Pick<Scenario, "config" | "accounting" | "priority"> {
  const { dice } = plan;
  const config: Record<string, unknown> = { JOB_PRIORITY: dice.pick(["FAIRSHARE", "MULTIFACTOR", "MULTIFACTOR"]) };
  if (dice.chance(0.7)) config.SCHEDULER_FAIRSHARING_USER_TARGETS = "{ ann => 50, bob=>12.5,default => 22.0}";
  if (dice.chance(0.7)) config.SCHEDULER_FAIRSHARING_PROJECT_TARGETS = "{red => 75.0 }";
  for (const key of ["PROJECT", "USER", "USER_ASK"]) {
    if (dice.chance(0.5)) config[`SCHEDULER_FAIRSHARING_COEF_${key}`] = dice.pick([0, 0.3, 1, 2]);
  }
  const order: Pick<Scenario, "config" | "accounting" | "priority"> = { config };
  if (dice.chance(0.9)) order.accounting = randomAccounting(plan);
  if (dice.chance(0.9)) order.priority = randomPriority(plan);
  return order;
}

function randomAccounting({ dice }: WorldPlan): Accounting {
  const sums = () => Object.fromEntries(dice.some(NAMES, 0.6).map((name) => [name, dice.int(0, 1000)]));
  const both = () => ({ asked: sums(), used: sums() });
  const total = () => dice.pick([0, 1000, 3000]);
  return { window: { asked: total(), used: total() }, byProject: both(), byUser: both() };
}

function randomPriority({ dice }: WorldPlan): PriorityWeights {
  const priority: PriorityWeights = {};
  for (const key of ["age", "queue", "work", "size", "karma", "qos", "nice"] as const) {
    if (dice.chance(0.4)) priority[`${key}_weight`] = dice.pick([0, 0.5, 1, 10, -1]);
  }
  for (const key of ["work_mode", "size_mode"] as const) if (dice.chance(0.4)) priority[key] = dice.pick([0, 1]);
  if (dice.chance(0.5)) priority.queue_coefs = { default: 2, short: 1.5 };
  if (dice.chance(0.3)) priority.age_coef = dice.pick([0.001, 1e-5]);
  return priority;
}
