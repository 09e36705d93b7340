/**
 * What holds for every right schedule, whatever algorithm made it. Written from the rules, apart from the
 * reference scheduler; each invariant names its rule where it is defined.
 */
import type { Scenario, ScheduleData } from "../../ts/model/index.js";
import { innerIsInside, slotSetIsMissing } from "./check/containers.js";
import { factsOf, type Invariant } from "./check/facts.js";
import {
  dependenciesAreKept,
  dependencyIsMissing,
  isComplete,
  limitIsKept,
  malformedIsLeftOut,
} from "./check/order.js";
import { noPlaceholderOnAllow, nothingHeldTwice, placeholdersAreKept, sharingIsMutual } from "./check/overlap.js";
import {
  beginsAfterNow,
  endIsExact,
  endsWithinHorizon,
  moldableIsTheJobs,
  requestIsMet,
  resourcesAreUsable,
  withdrawnIsNotUsed,
} from "./check/placement.js";
import { quotasAreKept, windowLimitIsKept } from "./check/quotas.js";
import { outcomesFit, reservationsStartInTime } from "./check/reservations.js";

/** All invariants by name. */
export const INVARIANTS = {
  isComplete,
  malformedIsLeftOut,
  beginsAfterNow,
  moldableIsTheJobs,
  endIsExact,
  endsWithinHorizon,
  resourcesAreUsable,
  withdrawnIsNotUsed,
  requestIsMet,
  nothingHeldTwice,
  sharingIsMutual,
  placeholdersAreKept,
  noPlaceholderOnAllow,
  dependenciesAreKept,
  dependencyIsMissing,
  limitIsKept,
  innerIsInside,
  slotSetIsMissing,
  quotasAreKept,
  windowLimitIsKept,
  reservationsStartInTime,
  outcomesFit,
} satisfies Record<string, Invariant>;

/** Name of an invariant. */
export type InvariantName = keyof typeof INVARIANTS;

/** What is wrong with a schedule, as `name: fault`; empty: nothing. */
export function violations(scenario: Scenario, schedule: ScheduleData): string[] {
  const facts = factsOf(scenario, schedule);
  return Object.entries(INVARIANTS).flatMap(([name, check]) => check(facts).map((fault) => `${name}: ${fault}`));
}
