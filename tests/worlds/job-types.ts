/** Random job types: meaningless, malformed, and those of the features of a world. */
import type { WorldPlan } from "./features.js";

/** Types that change nothing in a basic world, or mark best-effort jobs. */
const PLAIN = ["deploy", "deploy=x", "", "=x", "console", "inners=3", "no_quotas", "no_quotas=1", "Container"];
const BEST_EFFORT = ["besteffort", "besteffort=1"];

/** Every way to be malformed (R3.3). */
const MALFORMED = [
  ["timesharing"],
  ["timesharing=user"],
  ["timesharing=user, *"],
  ["timesharing=*,*", "timesharing=*,*"],
  ["placeholder"],
  ["placeholder="],
  ["placeholder=p", "placeholder=p"],
  ["allow="],
  ["allowed"],
  ["allow=p", "allowed=p"],
  ["placeholder=p", "allow=p"],
  ["allowed=p", "placeholder=q"],
  ["container", "container=k"],
  ["inner"],
  ["inner="],
  ["inner=k", "inner=k"],
];

/** Malformed types that leave a scheduled job without a feature (R3.6). */
const MALFORMED_PLACED = [
  ["timesharing=user", "besteffort"],
  ["besteffort", "allow"],
  ["inner=", "container"],
  ["deploy", "placeholder", "timesharing=*,*"],
];

const SCOPES = ["*,*", "user,*", "*,user", "*,name", "name,*", "user,name", "name,user"];
const NAMES = ["p", "q"];
const SETS = ["k", "l"];

/**
 * Types of a job.
 *
 * @param ids ids of the jobs of the world, which containers may have as names
 */
export function randomTypes(plan: WorldPlan, placed: boolean, ids: readonly number[]): string[] {
  const { dice, features } = plan;
  const types: string[] = [];
  if (dice.chance(0.25)) types.push(dice.pick(PLAIN));
  if (dice.chance(placed ? 0.3 : 0.1)) types.push(dice.pick(BEST_EFFORT));
  if (features.has("sharing") && dice.chance(0.6)) types.push(...sharingTypes(plan));
  if (features.has("containers") && dice.chance(0.6)) types.push(...containerTypes(plan, ids));
  const listed = dice.chance(0.2) ? dice.shuffle(types) : types;
  if (!dice.chance(0.03)) return listed;
  const malformed = dice.pick(placed ? MALFORMED_PLACED : MALFORMED);
  return dice.chance(0.5) ? [...listed, ...malformed] : [...malformed, ...listed];
}

function sharingTypes({ dice }: WorldPlan): string[] {
  const types: string[] = [];
  if (dice.chance(0.5)) types.push(`timesharing=${dice.pick(SCOPES)}`);
  if (dice.chance(0.6)) types.push(`${dice.pick(["placeholder", "allow", "allow", "allowed"])}=${dice.pick(NAMES)}`);
  return types;
}

function containerTypes({ dice }: WorldPlan, ids: readonly number[]): string[] {
  const types: string[] = [];
  if (dice.chance(0.45)) types.push(dice.chance(0.3) ? "container" : `container=${dice.pick(SETS)}`);
  const name = dice.chance(0.7) ? dice.pick(SETS) : dice.pick([...ids.map(String), "nowhere"]);
  if (dice.chance(types.length > 0 ? 0.15 : 0.8)) types.push(`inner=${name}`);
  return types;
}
