/** What was gathered, as the platform that the five functions ask; what they decide is kept until it is written. */
import type { Inventory, PlannedRow } from "../../database/index.js";
import type { PlacedJob, Platform, QuotaSource, TreatedReservation } from "../../engine/index.js";
import {
  type Accounting,
  type Job,
  type PriorityWeights,
  parseProcSet,
  procSetSize,
  type ResourceSet,
} from "../../model/index.js";
import { accountingKey, type Gathered } from "./gathered.js";
import { placedMessage } from "./message.js";
import type { Sources } from "./sources.js";

/** A platform over what was gathered. */
export class GatheredPlatform implements Platform<null> {
  readonly #gathered: Gathered;
  readonly #sources: Sources;
  readonly #timeZone: string;
  readonly #interactive: ReadonlySet<number>;
  /** Ordinary jobs that were placed. */
  readonly placed: PlannedRow[] = [];
  /** Reservations that were accepted. */
  readonly accepted: PlannedRow[] = [];
  /** Reservations that were refused. */
  readonly refused: { readonly job: number; readonly message: string }[] = [];

  constructor(gathered: Gathered, sources: Sources, timeZone: string) {
    this.#gathered = gathered;
    this.#sources = sources;
    this.#timeZone = timeZone;
    const jobs = [...gathered.waiting, ...gathered.reservations];
    this.#interactive = new Set(jobs.filter(({ interactive }) => interactive).map(({ job }) => job.id));
  }

  fetchResourceSet(): ResourceSet {
    return this.#gathered.inventory.set;
  }

  fetchScheduledJobs(): Job[] {
    return this.#gathered.planned.map(({ job }) => job);
  }

  fetchWaitingJobs(_session: null, _round: unknown, queues: readonly string[]): Job[] {
    const jobs = this.#gathered.waiting.map(({ job }) => job).filter(({ queue }) => queues.includes(queue));
    const ended = this.#endedBefore(queues);
    if (ended.size === 0) return jobs;
    return jobs.map((job) => ({
      ...job,
      dependencies: (job.dependencies ?? []).map((one) => (ended.has(one.job) ? { ...one, state: "Error" } : one)),
    }));
  }

  /** The reservations that have expired and are in the groups before this one: to its jobs they are in Error. */
  #endedBefore(queues: readonly string[]): Set<number> {
    const { groups, expired } = this.#gathered;
    const place = groups.findIndex((group) => group.some((queue) => queues.includes(queue)));
    const before = new Set(groups.slice(0, Math.max(0, place)).flat());
    return new Set([...expired].filter(([, queue]) => before.has(queue)).map(([job]) => job));
  }

  fetchNewReservations(_session: null, _round: unknown, queue: string): Job[] {
    return this.#gathered.reservations.map(({ job }) => job).filter((job) => job.queue === queue);
  }

  fetchAccounting(_session: null, _round: unknown, queues: readonly string[]): Accounting | undefined {
    return this.#gathered.accounting.get(accountingKey(queues));
  }

  fetchPriority(): PriorityWeights | undefined {
    return this.#sources.priority;
  }

  fetchQuotas(): QuotaSource {
    const { quotas } = this.#sources;
    return { timeZone: this.#timeZone, ...(quotas !== undefined && { document: quotas }) };
  }

  saveAssignments(_session: null, _round: unknown, placed: readonly PlacedJob[]): void {
    for (const { job, assignment, karma } of placed) this.placed.push(this.#row(job, assignment, karma));
  }

  saveReservations(_session: null, _round: unknown, treated: readonly TreatedReservation[]): void {
    for (const { job, outcome, assignment } of treated) {
      if (assignment === null) this.refused.push({ job: job.id, message: outcome.message });
      else this.accepted.push(this.#row(job, assignment, null));
    }
  }

  #row(job: Job, { moldable, begin, end, resources }: PlacedJob["assignment"], karma: number | null): PlannedRow {
    const message = placedMessage({
      resources: procSetSize(parseProcSet(resources)),
      walltime: end - begin + 1,
      interactive: this.#interactive.has(job.id),
      queue: job.queue,
      name: job.name ?? "",
      karma,
    });
    return { job: job.id, moldable, begin, resources, message, karma };
  }
}

/** The ids of the resources by rank. */
export function idsByRank({ resources }: Inventory): number[] {
  return resources.map(({ id }) => id);
}

/** The ids of the resources that can be used. */
export function usableIds({ resources }: Inventory): number[] {
  return resources.filter(({ usable }) => usable).map(({ id }) => id);
}
