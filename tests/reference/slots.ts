/** Slot sets: chains of slots without gap over [now, horizon] (R7.1 to R7.4, R11.2). */
import type { RankSet } from "./rank-set.js";
import { HORIZON, type ReferenceJob } from "./site.js";

/** Name of the quota rules in force in a slot; `null`: the default rules (R13.7). */
export type RulesName = string | null;

/** A job and what it holds. */
export interface Holder {
  job: ReferenceJob;
  resources: RankSet;
}

/** A closed interval in which nothing changes (R7.2). */
export interface Slot {
  begin: number;
  end: number;
  /** The resources that exist here, held or not. */
  existing: RankSet;
  holders: Holder[];
  rules: RulesName;
}

/** From `begin` on these rules are in force, up to the next period. */
export interface RulesPeriod {
  begin: number;
  rules: RulesName;
}

/** A slot set. */
export class SlotSet {
  /** In order of time. */
  readonly slots: Slot[];

  /** @param periods rules in force from now on, in order of time, the first beginning at now (R13.9) */
  constructor(now: number, existing: RankSet, periods: readonly RulesPeriod[]) {
    this.slots = [{ begin: now, end: HORIZON, existing, holders: [], rules: null }];
    for (const period of periods) {
      this.cut(period.begin);
      for (const slot of this.slots) if (slot.begin >= period.begin) slot.rules = period.rules;
    }
  }

  /** Cuts at an instant; both parts have all the same data (R7.3). */
  cut(instant: number): void {
    const index = this.slots.findIndex((slot) => slot.begin < instant && instant <= slot.end);
    const slot = this.slots[index];
    if (slot === undefined) return;
    const later = { ...slot, begin: instant, holders: [...slot.holders] };
    slot.end = instant - 1;
    this.slots.splice(index + 1, 0, later);
  }

  /** Makes a job a holder over [begin, end]; the part outside the set is ignored (R7.4). */
  hold(job: ReferenceJob, resources: RankSet, begin: number, end: number): void {
    for (const slot of this.cutOut(begin, end)) slot.holders.push({ job, resources });
  }

  /** Lets resources exist over [begin, end]; an empty window cuts nothing (R11.2). */
  add(resources: RankSet, begin: number, end: number): void {
    for (const slot of this.cutOut(begin, end)) slot.existing = slot.existing.union(resources);
  }

  /** Withdraws resources from a date on (R2.3). */
  withdraw(resources: RankSet, date: number): void {
    this.cut(date);
    for (const slot of this.slots) if (slot.begin >= date) slot.existing = slot.existing.minus(resources);
  }

  /** The slots that a window touches. */
  touching(begin: number, end: number): Slot[] {
    return this.slots.filter((slot) => slot.begin <= end && slot.end >= begin);
  }

  /** Cuts at the begin and after the end of a window and gives the slots within it. */
  private cutOut(begin: number, end: number): Slot[] {
    const start = this.slots[0]?.begin ?? 0;
    if (Math.max(begin, start) > Math.min(end, HORIZON)) return [];
    this.cut(begin);
    this.cut(end + 1);
    return this.touching(begin, end);
  }
}
