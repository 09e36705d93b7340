/** Which nodes are halted, and which are woken (section 10.2 of the database reference). */
import type { EnergySituation, NodeResource } from "../../../database/index.js";
import type { EnergyPlan } from "./plan.js";

/** Names of nodes, ascending; none is in both lists. */
export interface EnergyDecision {
  readonly halt: readonly string[];
  readonly wake: readonly string[];
}

/** Decides for all nodes. A node that would be both halted and woken is woken. */
export function decideEnergy(situation: EnergySituation, plan: EnergyPlan, now: number): EnergyDecision {
  const nodes = new Map<string, NodeResource[]>();
  for (const resource of situation.resources) {
    const others = nodes.get(resource.node);
    if (others === undefined) nodes.set(resource.node, [resource]);
    else others.push(resource);
  }
  const [halt, wake]: [string[], string[]] = [[], []];
  for (const [node, resources] of nodes) {
    if (isAwaited(node, resources, situation, plan, now)) wake.push(node);
    else if (isIdle(node, resources, situation, plan, now)) halt.push(node);
  }
  return { halt: halt.sort(), wake: wake.sort() };
}

/** Whether a Waiting job is about to start on a resource of the node that is Absent, and may end on it. */
function isAwaited(
  node: string,
  resources: readonly NodeResource[],
  { woken }: EnergySituation,
  { mode, waking }: EnergyPlan,
  now: number,
): boolean {
  if (waking === null) return false;
  // Greta knows which commands are under way; of ours only the events tell.
  if (mode === "command" && isYounger(woken.get(node), waking.lead, now)) return false;
  return resources.some(
    ({ type, state, wakingEnd, availableUpto }) =>
      type === "default" && state === "Absent" && wakingEnd !== null && wakingEnd <= availableUpto,
  );
}

/** Whether the node has been doing nothing for long enough, and has nothing to do for long enough. */
function isIdle(
  node: string,
  resources: readonly NodeResource[],
  { woken, halted }: EnergySituation,
  { mode, halting }: EnergyPlan,
  now: number,
): boolean {
  if (halting === null) return false;
  const alive = resources.filter(({ type, state }) => type === "default" && state === "Alive");
  if (alive.length === 0 || !alive.every(({ availableUpto }) => availableUpto >= 1 && availableUpto <= LATEST)) {
    return false;
  }
  const wokenAt = woken.get(node);
  if (wokenAt !== undefined && wokenAt >= now - halting.idle) return false;
  if (mode === "command" && isYounger(halted.get(node), halting.idle, now)) return false;
  return resources.every(
    ({ held, firstStart, lastJobDate }) =>
      !held && lastJobDate < now - halting.idle && (firstStart === null || firstStart > now + halting.sleep),
  );
}

/** The latest date of a resource that may be halted: the one after it says that it never is. */
const LATEST = 2_147_483_646;

const isYounger = (date: number | undefined, seconds: number, now: number): boolean =>
  date !== undefined && now - date < seconds;
