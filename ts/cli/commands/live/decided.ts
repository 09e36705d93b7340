/** What a round decided, for people: as one scenario and one schedule, by the numbers that they know the resources by. */
import { resourceNumbers } from "../../../database/index.js";
import type { Schedule } from "../../../engine/node.js";
import type { Decision } from "../../../metascheduler/index.js";
import type { Assignment, Explanation, Job, ReasonCode, Scenario, Wait } from "../../../model/index.js";
import type { ExplainedSchedule } from "../../drawing/index.js";

/** The jobs of a round and where they went. Sets are of `resource_id`, see `resourceNumbers`. */
export class DecidedRound implements ExplainedSchedule {
  readonly name = "";
  readonly assignments: Record<string, Assignment | null> = {};
  readonly reasons: Record<string, ReasonCode> = {};
  /** For drawings: nothing could be scheduled by it. */
  readonly scenario: Scenario;
  readonly #numbers: (ranks: string) => string;
  /** The schedule that treats a job. */
  readonly #schedules = new Map<number, Schedule>();

  /** @param now date of the round, epoch seconds */
  constructor({ gathered, steps }: Decision, now: number) {
    this.#numbers = resourceNumbers(gathered.inventory);
    for (const { schedule } of steps) this.#add(schedule);
    const jobs = [
      ...gathered.planned.map(({ job }) => job),
      ...gathered.waiting.map(({ job }) => job),
      ...gathered.reservations.map(({ job }) => job),
    ];
    const { set } = gathered.inventory;
    const usable = this.#numbers(set.usable ?? set.default);
    this.scenario = {
      scenario: 1,
      now,
      resources: { default: this.#numbers(set.default), usable, hierarchy: {} },
      queues: [],
      jobs: jobs.map((job) => this.#numbered(job)),
    };
  }

  /** Whether the round decided about a job. */
  treats(job: number): boolean {
    return this.#schedules.has(job);
  }

  waitsFor(job: number): Wait | null {
    return this.#schedules.get(job)?.waitsFor(job) ?? null;
  }

  /**
   * Why a job is where it is; `null`: the round did not decide about it.
   *
   * @throws EngineCrashedError
   */
  explain(job: number): Explanation | null {
    return this.#schedules.get(job)?.explain(job, this.#numbers) ?? null;
  }

  #add(schedule: Schedule): void {
    for (const [id, assignment] of Object.entries(schedule.assignments)) {
      this.#schedules.set(Number(id), schedule);
      this.assignments[id] = assignment && { ...assignment, resources: this.#numbers(assignment.resources) };
    }
    Object.assign(this.reasons, schedule.reasons);
  }

  #numbered(job: Job): Job {
    const { assignment } = job;
    if (assignment === undefined) return job;
    return { ...job, assignment: { ...assignment, resources: this.#numbers(assignment.resources) } };
  }
}
