/** A scheduling round from the rules alone (R4.1): slow, without any cache, and easy to check by reading. */
import type {
  Assignment,
  OrdinaryReason,
  ReasonCode,
  ReservationOutcome,
  Scenario,
  ScheduleData,
} from "../../ts/model/index.js";
import { earliestStart } from "./dependencies.js";
import { moldableFault } from "./hierarchy.js";
import { type Quotas, readQuotas } from "./quotas.js";
import type { RankSet } from "./rank-set.js";
import { reasonOf } from "./reasons.js";
import { examine, outcomeOf } from "./reservations.js";
import { search, type Window } from "./search.js";
import { containerName, type ReferenceJob, readSite, type Site } from "./site.js";
import { SlotSet } from "./slots.js";
import { roundLimit, type SortingInput, sortJobs } from "./sorting.js";

/** Name of the main slot set (R7.1). */
const MAIN = "default";

/** Dates that withdraw nothing (R2.4). */
const NO_DATES = new Set([0, 1, 2147483646, 2147483647]);

/**
 * Schedules a scenario.
 *
 * @throws Error that lists the faults of the quota document (R12.10)
 */
export function referenceSchedule(scenario: Scenario): ScheduleData {
  const site = readSite(scenario);
  const quotas = readQuotas(site, scenario.quotas);
  const { accounting, priority } = scenario;
  return new Round(site, quotas, { accounting, priority }, scenario.name ?? "").run();
}

/** A moldable that was placed. */
type Placement = Window & { moldable: number };

class Round {
  private readonly main: SlotSet;
  private readonly slotSets: Map<string, SlotSet>;
  private readonly assignments: Record<string, Assignment | null> = {};
  private readonly reasons: Record<string, ReasonCode> = {};
  private readonly reservations: Record<string, ReservationOutcome> = {};

  constructor(
    private readonly site: Site,
    private readonly quotas: Quotas,
    private readonly sorting: SortingInput,
    private readonly name: string,
  ) {
    this.main = new SlotSet(site.now, site.usable, quotas.periods);
    this.slotSets = new Map([[MAIN, this.main]]);
  }

  /** R4.1. */
  run(): ScheduleData {
    const { site, name, assignments, reasons, reservations } = this;
    for (const { date, resources } of site.availableUpto) {
      if (!NO_DATES.has(date)) this.main.withdraw(resources, date);
    }
    const scheduled = site.jobs.filter((job) => job.given.assignment !== undefined);
    const waiting = site.jobs.filter((job) => job.given.assignment === undefined);
    this.insert(scheduled.filter((job) => !job.types.besteffort));
    for (const group of site.queueGroups) {
      if (group.length === 1 && group[0] === "besteffort") this.insert(scheduled.filter((job) => job.types.besteffort));
      const jobs = waiting.filter((job) => group.includes(job.queue));
      this.placeGroup(jobs.filter((job) => job.given.reservation === undefined));
      for (const queue of group) {
        const ofQueue = jobs.filter((job) => job.queue === queue && job.given.reservation !== undefined);
        for (const job of ofQueue.sort((a, b) => a.id - b.id)) this.reserve(job);
      }
    }
    const result = { name, assignments, reasons };
    return Object.keys(reservations).length > 0 ? { ...result, reservations } : result;
  }

  /** Inserts already scheduled jobs: first every container opens its set (R5.1 to R5.4). */
  private insert(jobs: readonly ReferenceJob[]): void {
    const placed = jobs.flatMap((job) => {
      const { assignment } = job.given;
      if (assignment === undefined || assignment.end < this.site.now) return [];
      return [{ job, ...assignment, resources: this.site.read(assignment.resources) }];
    });
    for (const { job, begin, end, resources } of placed) this.openSet(job, resources, begin, end);
    for (const { job, begin, end, resources } of placed) this.setOf(job)?.hold(job, resources, begin, end);
  }

  /** The slot set that a job uses, if it is there (R7.1). */
  private setOf(job: ReferenceJob): SlotSet | undefined {
    return this.slotSets.get(job.types.inner ?? MAIN);
  }

  /** Opens the set of a container and adds its window (R11.1, R11.2). */
  private openSet(job: ReferenceJob, resources: RankSet, begin: number, end: number): void {
    const name = containerName(job);
    if (name === null) return;
    const nothing = this.site.usable.minus(this.site.usable);
    const slotSet = this.slotSets.get(name) ?? new SlotSet(this.site.now, nothing, this.quotas.periods);
    this.slotSets.set(name, slotSet);
    slotSet.add(resources, begin, end - this.site.pad);
  }

  /** Sorts the waiting jobs of a group, cuts them off at the limit and places them (R4.1, 4b). */
  private placeGroup(jobs: readonly ReferenceJob[]): void {
    const sorted = sortJobs(jobs, this.site, this.sorting);
    const limit = roundLimit(this.site);
    const batch = new Map<number, Assignment | null>();
    for (const job of sorted.slice(0, limit)) {
      const placement = this.place(job, batch);
      if (typeof placement === "string") this.leaveOut(job, placement);
      else this.take(job, placement);
      batch.set(job.id, this.assignments[job.id] ?? null);
    }
    for (const job of sorted.slice(limit)) this.leaveOut(job, "round_limit");
  }

  /** Searches a job's moldables; what applies first of R16.1 is the reason (R9.4, R16.1). */
  private place(job: ReferenceJob, batch: ReadonlyMap<number, Assignment | null>): Placement | OrdinaryReason {
    const { site, quotas } = this;
    const moldables = job.given.moldables ?? [];
    const faults = moldables.map((moldable) => moldableFault(moldable, site.hierarchy));
    if (job.types.malformed) return "invalid_request";
    if (faults.every((fault) => fault !== null)) return reasonOf(faults);
    const earliest = earliestStart(job, site.now, batch);
    if (earliest === null) return "dependency";
    const slotSet = this.setOf(job);
    if (slotSet === undefined) return "no_slot_set";
    slotSet.cut(earliest);
    const reasons: OrdinaryReason[] = [];
    let best: Placement | null = null;
    for (const [i, moldable] of moldables.entries()) {
      const found = faults[i] ?? search(job, moldable, slotSet, earliest, { site, quotas });
      if (typeof found === "string") reasons.push(found);
      else if (best === null || found.end < best.end) best = { ...found, moldable: moldable.id };
    }
    return best ?? reasonOf(reasons);
  }

  /** Treats a new advance reservation (R15.3). */
  private reserve(job: ReferenceJob): void {
    const verdict = examine(job, this.main, { site: this.site, quotas: this.quotas });
    this.reservations[job.id] = outcomeOf(verdict);
    if ("accepted" in verdict) this.take(job, verdict.accepted);
    else this.leaveOut(job, verdict.refused);
  }

  /** Notes a placed job: it holds its resources, and a container opens its set (R9.4). */
  private take(job: ReferenceJob, { moldable, begin, end, resources }: Placement): void {
    this.setOf(job)?.hold(job, resources, begin, end);
    this.openSet(job, resources, begin, end);
    this.assignments[job.id] = { moldable, begin, end, resources: resources.toText() };
  }

  private leaveOut(job: ReferenceJob, reason: ReasonCode): void {
    this.assignments[job.id] = null;
    this.reasons[job.id] = reason;
  }
}
