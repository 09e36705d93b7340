/** The window search of one moldable (R7.5 to R7.7, R14.1, R14.2). */
import type { Moldable } from "../../ts/model/index.js";
import { findResources, resolve } from "./hierarchy.js";
import { isLimited, type Quotas, refuses } from "./quotas.js";
import type { RankSet } from "./rank-set.js";
import { mayUse } from "./sharing.js";
import { HORIZON, type ReferenceJob, type Site } from "./site.js";
import type { Slot, SlotSet } from "./slots.js";

/** A window and what was found in it. */
export interface Window {
  begin: number;
  end: number;
  resources: RankSet;
}

/** Why a search found nothing (R16.1, 5). */
export type SearchReason = "quota" | "quota_horizon" | "no_resources";

/** Everything a search looks at besides the job. */
export interface SearchContext {
  site: Site;
  quotas: Quotas;
}

/** The first window that does for a valid moldable, not before `earliest`. */
export function search(
  job: ReferenceJob,
  moldable: Moldable,
  slotSet: SlotSet,
  earliest: number,
  { site, quotas }: SearchContext,
): Window | SearchReason {
  const request = resolve(moldable, site);
  const limited = isLimited(job, quotas);
  const { slots } = slotSet;
  const offers = new Map<Slot, RankSet>();
  let reason: SearchReason = "no_resources";
  for (const [first, { begin }] of slots.entries()) {
    const end = begin + moldable.walltime + site.pad - 1;
    if (begin < earliest || end > HORIZON) continue;
    const available = site.usable.intersectAll(offersOf(job, slots, first, end, offers));
    const resources = findResources(request, available, site);
    if (resources === null) continue;
    if (limited && quotas.lastEnd !== null && end > quotas.lastEnd) {
      return reason === "quota" ? "quota" : "quota_horizon";
    }
    if (limited && refuses(quotas, site, job, resources, slotSet.touching(begin, end), begin, end)) {
      reason = "quota";
      continue;
    }
    return { begin, end, resources };
  }
  return reason;
}

/** What the slots from `first` to the one around `end` offer the job, one by one. */
function* offersOf(
  job: ReferenceJob,
  slots: readonly Slot[],
  first: number,
  end: number,
  known: Map<Slot, RankSet>,
): Generator<RankSet> {
  for (let i = first; i < slots.length; i++) {
    const slot = slots[i] as Slot;
    if (slot.begin > end) return;
    const offer = known.get(slot) ?? mayUse(job, slot);
    known.set(slot, offer);
    yield offer;
  }
}
