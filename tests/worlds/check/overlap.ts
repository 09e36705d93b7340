/** Jobs that hold the same resource at the same time (R7.2, section 10). */
import { type Facts, type Held, type Invariant, type JobFacts, meet, tested } from "./facts.js";

type Pair = readonly [one: JobFacts & { held: Held }, other: JobFacts & { held: Held }];

/** Both are time-shared and both scopes admit the other (R10.2, R10.3). */
function share(one: JobFacts, other: JobFacts): boolean {
  return [one, other].every(({ types }) => {
    const scope = types.value("timesharing");
    if (scope === null) return false;
    const same = (key: "user" | "name") => !scope.includes(key) || (one.job[key] ?? "") === (other.job[key] ?? "");
    return same("user") && same("name");
  });
}

/** One allows the placeholder of the other (R10.2). */
function allows(one: JobFacts, other: JobFacts): boolean {
  const allowed = one.types.value("allow", "allowed");
  return allowed !== null && allowed === other.types.value("placeholder");
}

/** Whether a scheduled job holds anything before the newcomer is decided, as far as that is certain. */
function isSeen(scheduled: JobFacts, newcomer: JobFacts, facts: Facts): boolean {
  const bestEffort = scheduled.types.has("besteffort");
  if (bestEffort && newcomer.group < facts.bestEffortGroup) return false;
  const inner = scheduled.types.value("inner");
  if (inner === null) return true;
  if (bestEffort) return false;
  return facts.jobs.some(
    (one) => one.scheduled && one.held !== null && !one.types.has("besteffort") && opens(one, inner),
  );
}

/** Whether a job is a container of this name (R3.1). */
function opens({ job, types }: JobFacts, name: string): boolean {
  return types.has("container") && (types.value("container") || String(job.id)) === name;
}

/** Pairs in one slot set that hold the same resource at the same time, one of them at least placed in this round. */
function overlaps(facts: Facts): Pair[] {
  const held = facts.jobs
    .filter((one): one is JobFacts & { held: Held } => one.held !== null)
    .map((one) => ({ ...one, held: tested(one, facts) }));
  const placed = held.filter(({ scheduled }) => !scheduled);
  return placed.flatMap((one) =>
    held
      .filter((other) => other.scheduled || other.job.id > one.job.id)
      .filter((other) => other.types.value("inner") === one.types.value("inner"))
      .filter((other) => meet(one.held, other.held) && [...one.held.ranks].some((rank) => other.held.ranks.has(rank)))
      .filter((other) => !other.scheduled || isSeen(other, one, facts))
      .map((other) => [one, other] as const),
  );
}

const has = (one: JobFacts, ...keys: string[]) => one.types.value(...keys) !== null;
const say =
  (what: string) =>
  ([one, other]: Pair) =>
    `jobs ${one.job.id} and ${other.job.id} overlap: ${what}`;

/** R7.2: without sharing and placeholders nobody holds what another one holds. */
export const nothingHeldTwice: Invariant = (facts) =>
  overlaps(facts)
    .filter((pair) => !pair.every((one) => has(one, "timesharing")) && !pair.some((one) => has(one, "placeholder")))
    .map(say("neither sharing nor placeholders let them"));

/** R10.3: sharing jobs admit each other. */
export const sharingIsMutual: Invariant = (facts) =>
  overlaps(facts)
    .filter(([one, other]) => has(one, "timesharing") && has(other, "timesharing"))
    .filter(([one, other]) => !share(one, other) && !allows(one, other) && !allows(other, one))
    .map(say("a scope does not admit the other job"));

/** R10.2: on a placeholder lie only jobs that allow its name, or that share. */
export const placeholdersAreKept: Invariant = (facts) =>
  overlaps(facts)
    .filter((pair) => pair.some((one) => has(one, "placeholder")))
    .filter(([one, other]) => !share(one, other) && !allows(one, other) && !allows(other, one))
    .map(say("the placeholder is not allowed"));

/** R10.4: no new placeholder lies on an allow job that was there before. */
export const noPlaceholderOnAllow: Invariant = (facts) =>
  overlaps(facts)
    .filter(([one, other]) => other.scheduled && has(one, "placeholder") && has(other, "allow", "allowed"))
    .map(say("a placeholder on an allow job"));
