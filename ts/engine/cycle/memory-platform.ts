/** A platform without a database: the data of a scenario, and what was decided of it. */
import type { Accounting, Job, PriorityWeights, ResourceSet, Scenario } from "../../model/index.js";
import type { PlacedJob, Platform, QuotaSource, RoundContext, TreatedReservation } from "./platform.js";

/** How a memory platform behaves. */
export interface MemoryPlatformOptions {
  /** Nothing is kept: every round finds the scenario as it was given. Default `false`. */
  dryRun?: boolean;
}

/**
 * A platform over a scenario, for tests, for trying things out, and as an example of a platform.
 *
 * What is saved becomes part of it: a placed job is a scheduled one from then on, with what it holds; an accepted
 * reservation is too, in state `toAckReservation`; a refused one is gone. The scenario that was given stays as it is.
 * The session is not looked at. `queues` of the scenario is the caller's to go through, `now` and `config` are the
 * caller's to pass on.
 *
 * ```js
 * const platform = new MemoryPlatform(scenario);
 * for (const queues of scenario.queues) {
 *   await scheduleCycleExternal(null, scenario.config ?? {}, platform, scenario.now, queues);
 * }
 * const later = { ...platform.scenario, now: scenario.now + 600 }; // what was placed is scheduled now
 * ```
 */
export class MemoryPlatform implements Platform {
  readonly #scenario: Scenario;
  readonly #dryRun: boolean;
  #jobs: readonly Job[];

  constructor(scenario: Scenario, options: MemoryPlatformOptions = {}) {
    this.#scenario = scenario;
    this.#dryRun = options.dryRun ?? false;
    this.#jobs = [...scenario.jobs];
  }

  /** The scenario as it is now: a scenario of its own, in which nothing changes any more. */
  get scenario(): Scenario {
    return { ...this.#scenario, jobs: [...this.#jobs] };
  }

  fetchResourceSet(): ResourceSet {
    return this.#scenario.resources;
  }

  fetchScheduledJobs(): Job[] {
    return this.#jobs.filter((job) => job.assignment !== undefined);
  }

  fetchWaitingJobs(_session: unknown, _round: RoundContext, queues: readonly string[]): Job[] {
    return this.#jobs.filter((job) => job.reservation === undefined && isWaiting(job, queues));
  }

  fetchNewReservations(_session: unknown, _round: RoundContext, queue: string): Job[] {
    return this.#jobs.filter((job) => job.reservation !== undefined && isWaiting(job, [queue]));
  }

  /** The same sums for every group: those of the scenario. */
  fetchAccounting(): Accounting | undefined {
    return this.#scenario.accounting;
  }

  fetchPriority(): PriorityWeights | undefined {
    return this.#scenario.priority;
  }

  fetchQuotas(): QuotaSource {
    const { quotas, timeZone } = this.#scenario;
    return { ...(quotas && { document: quotas }), ...(timeZone !== undefined && { timeZone }) };
  }

  saveAssignments(_session: unknown, _round: RoundContext, placed: readonly PlacedJob[]): void {
    if (this.#dryRun) return;
    this.#replace(new Map(placed.map(({ job, assignment }) => [job.id, scheduled(job, assignment)])));
  }

  saveReservations(_session: unknown, _round: RoundContext, treated: readonly TreatedReservation[]): void {
    if (this.#dryRun) return;
    const after = ({ job, outcome, assignment }: TreatedReservation) =>
      assignment && { ...scheduled(job, assignment), state: outcome.state };
    this.#replace(new Map(treated.map((reservation) => [reservation.job.id, after(reservation)])));
  }

  /** @param changed jobs by id; `null`: it is gone */
  #replace(changed: ReadonlyMap<number, Job | null>): void {
    this.#jobs = this.#jobs.flatMap((job) => {
      const after = changed.get(job.id);
      return after === undefined ? [job] : after === null ? [] : [after];
    });
  }
}

function scheduled(job: Job, { begin, end, resources }: { begin: number; end: number; resources: string }): Job {
  return { ...job, assignment: { begin, end, resources } };
}

function isWaiting({ assignment, queue }: Job, queues: readonly string[]): boolean {
  return assignment === undefined && queues.includes(queue);
}
