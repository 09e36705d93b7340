/** Random jobs: waiting ones, reservations, and already scheduled ones. */
import type { Dependency, Job, PlacedAssignment } from "../../ts/model/index.js";
import { LIMITS } from "../../ts/model/limits.js";
import type { WorldPlan } from "./features.js";
import { randomTypes } from "./job-types.js";
import { rankText } from "./ranks.js";
import { randomMoldable } from "./requests.js";

const USERS = ["ann", "bob", ""];
const PROJECTS = ["red", "blue", ""];
const NAMES = ["run", ""];
const STATES = ["Running", "Hold", "toLaunch", "Launching", "Suspended", "Resuming", "Finishing", "toError"];

/** All jobs of a world, by ascending id. */
export function randomJobs(plan: WorldPlan): Job[] {
  const { dice, kind } = plan;
  const placed = dice.int(0, kind === "tiny" ? 4 : 12);
  const waiting = dice.int(1, kind === "tiny" ? 20 : 25);
  const kinds = dice.times(placed + waiting, (i) => i < placed);
  const order = dice.chance(0.5) ? kinds : dice.shuffle(kinds);
  let last = 0;
  const ids = order.map(() => {
    last += dice.chance(0.9) ? 1 : dice.int(2, 50);
    return last;
  });
  return order.map((isPlaced, i) => (isPlaced ? placedJob(plan, ids, i) : waitingJob(plan, ids, i)));
}

/** What all jobs have; absent texts are empty ones (R1.5). */
function person({ dice }: WorldPlan): Pick<Job, "user" | "project" | "name"> {
  if (dice.chance(0.2)) return {};
  return { user: dice.pick(USERS), project: dice.pick(PROJECTS), name: dice.pick(NAMES) };
}

function placedJob(plan: WorldPlan, ids: readonly number[], index: number): Job {
  const { dice, queues } = plan;
  const queue = dice.chance(0.8) ? dice.pick([...queues.flat(), "default"]) : dice.pick(["besteffort", "elsewhere"]);
  const job: Job = { id: ids[index] as number, queue, ...person(plan), assignment: randomAssignment(plan) };
  const types = randomTypes(plan, true, ids);
  if (types.length > 0) job.types = types;
  if (dice.chance(0.5)) job.state = dice.pick(["Running", "Waiting"]);
  return job;
}

/** A window around now or beyond the horizon, on some resources, perhaps no usable one. */
function randomAssignment({ dice, site, now, unit }: WorldPlan): PlacedAssignment {
  const begin = now + dice.int(-4, 12) * unit;
  const end = dice.chance(0.15) ? now + dice.int(-1, 1) : begin + dice.int(1, 8) * unit - dice.int(0, 1);
  const resources = dice.pick([
    dice.some(site.usable, 0.3),
    dice.some(site.usable, 0.7),
    dice.pick(site.blocks),
    dice.chance(0.3) ? [(site.usable.at(-1) ?? 0) + 1] : site.usable,
  ]);
  if (dice.chance(0.05))
    return { begin: LIMITS.horizon - 5, end: LIMITS.horizon + 100, resources: rankText(resources) };
  return { begin: Math.min(begin, end), end, resources: rankText(resources) };
}

function waitingJob(plan: WorldPlan, ids: readonly number[], index: number): Job {
  const { dice, features, site, words, queues, now } = plan;
  const id = ids[index] as number;
  const moldables = dice.chance(words.odd / 8) ? 0 : dice.pick([1, 1, 1, 2, 3]);
  const job: Job = {
    id,
    queue: dice.pick(queues.flat()),
    state: "Waiting",
    ...person(plan),
    moldables: dice.times(moldables, (i) => randomMoldable(dice, site, words, id * 10 + i)),
  };
  const types = randomTypes(plan, false, ids);
  if (types.length > 0) job.types = types;
  if (features.has("reservations") && dice.chance(0.3)) job.reservation = randomStart(plan);
  if (dice.chance(0.15)) job.dependencies = dice.times(dice.int(1, 2), () => randomDependency(plan, ids, index));
  if (features.has("sorting")) {
    job.submissionTime = now - dice.pick([0, -100, 3600, 1_000_000, 5_000_000]);
    if (dice.chance(0.5)) job.qos = dice.pick([0, 0.5, 2]);
    if (dice.chance(0.5)) job.nice = dice.pick([0, 1, 3]);
  }
  return job;
}

function randomStart({ dice, now, unit }: WorldPlan): number {
  if (dice.chance(0.1)) return dice.pick([0, LIMITS.horizon - unit, LIMITS.horizon, LIMITS.horizon + 1]);
  return now + dice.int(-6, 20) * unit + dice.pick([0, 0, 0, -1, 1]);
}

/** On an earlier job mostly; also on a later one, on the job itself and on nobody. */
function randomDependency({ dice }: WorldPlan, ids: readonly number[], index: number): Dependency {
  const job = dice.chance(0.8) ? dice.pick(ids.slice(0, index + 1)) : dice.pick([...ids, 999_999]);
  const kind = dice.next();
  if (kind < 0.7) return { job, state: "Waiting" };
  if (kind < 0.8) return { job, state: "Error", exitCode: dice.pick([0, 1, null]) };
  if (kind < 0.93) {
    const exitCode = dice.pick([0, 0, null, 256, undefined]);
    return exitCode === undefined ? { job, state: "Terminated" } : { job, state: "Terminated", exitCode };
  }
  return { job, state: dice.pick(STATES) };
}
