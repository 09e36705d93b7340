/** Accepted reservations that are due: pushed, cut down, or expired (section 5.5 of the database reference). */
import {
  addEvents,
  type ChangedJob,
  dropPlanned,
  type Inventory,
  lockJobs,
  mirrorPlan,
  movePlan,
  readAcceptedReservations,
  replaceInMessages,
  setJobStates,
  setMessages,
  type Transaction,
  type WaitingPlan,
} from "../../database/index.js";
import type { Round } from "./context.js";
import { tellErrors } from "./errors.js";
import { hasExpired } from "./expiry.js";
import { writeJobs } from "./refused.js";

/** What becomes of an accepted reservation. */
export type ReservationDecision =
  /** It can no longer start. */
  | { readonly kind: "expire" }
  /** It waits a second longer for resources that are missing. */
  | { readonly kind: "push" }
  /** It goes without the resources that are missing. */
  | { readonly kind: "reduce"; readonly missing: readonly number[]; readonly left: number }
  | { readonly kind: "keep" };

/**
 * Decides about an accepted reservation, by the date it asked for, never by its start in the plan.
 *
 * @param usable whether a resource is Alive, or Absent and able to wake up
 * @param now epoch seconds
 * @param patience seconds that it waits for missing resources: `RESERVATION_WAITING_RESOURCES_TIMEOUT`
 */
export function decideReservation(
  plan: WaitingPlan,
  usable: (resource: number) => boolean,
  now: number,
  patience: number,
): ReservationDecision {
  const { ownStart, resources } = plan;
  if (hasExpired(plan, now)) return { kind: "expire" };
  if (now < ownStart) return { kind: "keep" };
  const missing = resources.filter((resource) => !usable(resource));
  const left = resources.length - missing.length;
  if (missing.length === 0) return { kind: "keep" };
  if (left === 0 || now < ownStart + patience) return { kind: "push" };
  return { kind: "reduce", missing, left };
}

/** The reservations that were changed, by ascending id. */
export interface TreatedReservations {
  readonly expired: readonly number[];
  readonly pushed: readonly number[];
  readonly reduced: readonly number[];
}

/**
 * Treats the accepted reservations of some queues, in one group. A start that is pushed is changed in the plan alone,
 * never in `jobs.start_time`. The rows of an expired one stay in the plan until it is next made anew.
 *
 * @throws DatabaseError
 */
export async function treatAcceptedReservations(
  round: Round,
  inventory: Inventory,
  queues: readonly string[],
): Promise<TreatedReservations> {
  const { writer, settings, now, log } = round;
  const plans = await writer.session.snapshot((queries) => readAcceptedReservations(queries, queues));
  for (const { job, why } of plans.odd) log.warn?.("an accepted reservation is left out", { job, why });
  const usable = (resource: number): boolean => {
    const rank = inventory.rankOf.get(resource);
    return rank !== undefined && inventory.resources[rank]?.usable === true;
  };
  const patience = settings.RESERVATION_WAITING_RESOURCES_TIMEOUT;
  const decided = plans.jobs
    .map((plan) => ({ ...plan, decision: decideReservation(plan, usable, now, patience) }))
    .filter(({ decision }) => decision.kind !== "keep");
  if (decided.length === 0) return { expired: [], pushed: [], reduced: [] };
  const parts = await writeJobs(round, { done: "treated", items: decided, jobOf: ({ id }) => id }, (queries, some) =>
    write(queries, round, some),
  );
  const expired = parts.flatMap((part) => part.expired);
  await tellErrors(round, expired);
  return {
    expired: expired.map(({ id }) => id),
    pushed: parts.flatMap((part) => part.pushed),
    reduced: parts.flatMap((part) => part.reduced),
  };
}

type Decided = WaitingPlan & { readonly decision: ReservationDecision };

/** Writes what was decided about the reservations that are still waiting. */
async function write(
  queries: Transaction,
  { settings, now }: Round,
  decided: readonly Decided[],
): Promise<{ expired: ChangedJob[]; pushed: number[]; reduced: number[] }> {
  const ids = decided.map(({ id }) => id);
  const locked = new Set(await lockJobs(queries, ids, ["Waiting"], { accepted: true }));
  const kept = decided.filter(({ id }) => locked.has(id));
  const late = kept.filter(({ decision }) => decision.kind === "expire").map(({ id }) => id);
  const pushed = kept.filter(({ decision }) => decision.kind === "push");
  const reduced = kept.flatMap(({ id, moldable, decision }) =>
    decision.kind === "reduce" ? [{ id, moldable, ...decision }] : [],
  );

  const expired = await setJobStates(queries, settings, { ids: late, from: ["Waiting"], to: "Error", now });
  const text = "Reservation expired and couldn't be started.";
  await setMessages(
    queries,
    expired.map(({ id }) => ({ job: id, text })),
  );
  await movePlan(
    queries,
    pushed.map(({ moldable }) => moldable),
    now + 1,
  );
  await reduce(queries, reduced, now);
  await mirrorPlan(
    queries,
    [...pushed, ...reduced].map(({ moldable }) => moldable),
  );
  return { expired, pushed: pushed.map(({ id }) => id), reduced: reduced.map(({ id }) => id) };
}

interface Reduced {
  readonly id: number;
  readonly moldable: number;
  readonly missing: readonly number[];
  readonly left: number;
}

async function reduce(queries: Transaction, reduced: readonly Reduced[], now: number): Promise<void> {
  const rows = reduced.flatMap(({ moldable, missing }) => missing.map((resource) => ({ moldable, resource })));
  await dropPlanned(queries, rows);
  const events = reduced.map(({ id }) => ({
    type: "SCHEDULER_REDUCE_NB_RESSOURCES_FOR_RESERVATION",
    job: id,
    description: `[MetaSched] Reduce the number of resources for the job ${id}`,
  }));
  await addEvents(queries, events, now);
  const texts = reduced.map(({ id, left }) => ({ job: id, text: `R=${left}` }));
  await replaceInMessages(queries, "R=\\d+", texts);
}
