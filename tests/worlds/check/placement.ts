/** Each placed job for itself: its window, its resources, its request. */
import { LIMITS } from "../../../ts/model/limits.js";
import { rankText, readRanks } from "../ranks.js";
import { type Facts, type Invariant, newlyPlaced, tested } from "./facts.js";
import { takenOf } from "./request.js";

/** Dates that withdraw nothing (R2.4). */
const NO_DATES = [0, 1, 2147483646, 2147483647];

/** R1.2: nothing begins before now. */
export const beginsAfterNow: Invariant = (facts) =>
  newlyPlaced(facts)
    .filter(({ held }) => held.begin < facts.now)
    .map(({ job, held }) => `job ${job.id} begins at ${held.begin}, before now`);

/** R9.4, R15.1: the moldable is one of the job's; a reservation has only its first. */
export const moldableIsTheJobs: Invariant = (facts) =>
  newlyPlaced(facts)
    .filter(
      ({ job, moldable }) => moldable === null || (job.reservation !== undefined && moldable !== job.moldables?.[0]),
    )
    .map(({ job }) => `job ${job.id} got a moldable it may not have`);

/** R1.1, R1.3: the end follows from begin, walltime and pad. */
export const endIsExact: Invariant = (facts) =>
  newlyPlaced(facts)
    .filter(({ held, moldable }) => moldable && held.end !== held.begin + moldable.walltime + facts.pad - 1)
    .map(({ job, held }) => `job ${job.id} ends at ${held.end}`);

/** R1.2: nothing passes the horizon. */
export const endsWithinHorizon: Invariant = (facts) =>
  newlyPlaced(facts)
    .filter(({ held }) => held.end > LIMITS.horizon)
    .map(({ job }) => `job ${job.id} ends past the horizon`);

/** R2.1: only usable resources, and not none; the text is ascending and merged. */
export const resourcesAreUsable: Invariant = (facts) =>
  newlyPlaced(facts).flatMap(({ job, held }) => {
    const text = facts.schedule.assignments[job.id]?.resources;
    const faults: string[] = [];
    if (held.ranks.size === 0) faults.push(`job ${job.id} got nothing`);
    if (text !== rankText(held.ranks)) faults.push(`job ${job.id} got the badly written set ${JSON.stringify(text)}`);
    for (const rank of held.ranks) if (!facts.usable.has(rank)) faults.push(`job ${job.id} got ${rank}, not usable`);
    return faults;
  });

/** R2.3 to R2.5: in the main set nothing is used from its date on. */
export const withdrawnIsNotUsed: Invariant = (facts) => {
  const dates = new Map<number, number>();
  for (const [date, text] of facts.scenario.resources.availableUpto ?? []) {
    if (NO_DATES.includes(date)) continue;
    for (const rank of readRanks(text)) dates.set(rank, Math.min(date, dates.get(rank) ?? date));
  }
  return newlyPlaced(facts)
    .filter(({ types }) => !types.has("inner"))
    .flatMap((one) =>
      [...one.held.ranks]
        .filter((rank) => (dates.get(rank) ?? Number.POSITIVE_INFINITY) <= tested(one, facts).end)
        .map((rank) => `job ${one.job.id} holds ${rank} after its date`),
    );
};

/** Sections 8 and 9: the resources are what the moldable asks for, whole blocks of its filters. */
export const requestIsMet: Invariant = (facts: Facts) =>
  newlyPlaced(facts).flatMap(({ job, held, moldable }) => {
    if (moldable === null) return [];
    const taken = takenOf(moldable, held.ranks, facts);
    if (taken === null) return [`job ${job.id}: ${rankText(held.ranks)} does not meet its request`];
    if (taken === "unknown" || rankText(taken) === rankText(held.ranks)) return [];
    return [`job ${job.id}: of ${rankText(held.ranks)} only ${rankText(taken)} is asked for`];
  });
