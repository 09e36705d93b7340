/** New advance reservations: the checks and what follows (section 15 of the rules). */
import type { ReasonCode, ReservationOutcome } from "../../ts/model/index.js";
import { findResources, moldableFault, resolve } from "./hierarchy.js";
import { isLimited, refuses } from "./quotas.js";
import type { SearchContext, Window } from "./search.js";
import { mayUse } from "./sharing.js";
import { HORIZON, type ReferenceJob } from "./site.js";
import type { SlotSet } from "./slots.js";

/** A reservation that was accepted, or why it was not. */
export type Verdict = { accepted: Window & { moldable: number } } | { refused: ReasonCode };

/** Examines a reservation in the main set (R15.2). */
export function examine(job: ReferenceJob, main: SlotSet, { site, quotas }: SearchContext): Verdict {
  const [moldable] = job.given.moldables ?? [];
  const requested = job.given.reservation ?? 0;
  if (job.types.malformed || moldable === undefined || job.types.inner !== null) return { refused: "invalid_request" };
  const fault = moldableFault(moldable, site.hierarchy);
  if (fault !== null) return { refused: fault };
  const length = moldable.walltime + site.pad;
  if (site.now >= requested + length) return { refused: "ar_too_old" };
  const begin = Math.max(requested, site.now);
  const end = begin + length - 1;
  if (end > HORIZON) return { refused: "ar_out_of_range" };
  const tested = main.touching(begin, end - site.pad);
  const available = tested.map((slot) => mayUse(job, slot)).reduce((common, offer) => common.intersect(offer));
  const resources = findResources(resolve(moldable, site), available, site);
  if (resources === null) return { refused: "ar_no_resources" };
  if (isLimited(job, quotas) && refuses(quotas, site, job, resources, tested, begin, end - site.pad)) {
    return { refused: "ar_quota" };
  }
  return { accepted: { moldable: moldable.id, begin, end, resources } };
}

/** State and message of a verdict (R15.2, R15.3). */
export function outcomeOf(verdict: Verdict): ReservationOutcome {
  if ("accepted" in verdict) return { state: "toAckReservation", message: "" };
  if (verdict.refused === "ar_too_old") return { state: "toError", message: "Reservation too old" };
  const suffix = verdict.refused === "ar_quota" ? " due to quotas" : "";
  return { state: "toError", message: `This advance reservation cannot run${suffix}` };
}
