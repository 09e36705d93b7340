/** What hooks see of jobs, made from their columns: a hook never sees the caller's objects, nor ours. */
import type { WorkColumns } from "../columns.js";
import { type AskedHook, askedHook } from "./arguments.js";
import { listOf, Sets } from "./sets.js";
import type { HookDependency, HookGroup, HookJob, HookMoldable } from "./types.js";

/** Jobs, as hooks see them; each is made when a hook first sees it. */
export class JobsView {
  readonly #work: WorkColumns;
  readonly #sets: Sets;
  readonly #jobs = new Map<number, HookJob>();
  readonly #requests = new Map<number, readonly HookGroup[]>();
  readonly #asked = new Map<number, AskedHook>();

  constructor(work: WorkColumns) {
    this.#work = work;
    this.#sets = new Sets(work.sets);
  }

  /** The id of the job of a row. */
  id(row: number): number {
    return this.#work.jobs.ids[row] as number;
  }

  /** The job of a row. */
  job(row: number): HookJob {
    let job = this.#jobs.get(row);
    if (job === undefined) {
      job = this.#make(row);
      this.#jobs.set(row, job);
    }
    return job;
  }

  /** Which hook the job of a row, which has one, asks for. Of both kinds it is `assign`. */
  asked(row: number): AskedHook {
    let asked = this.#asked.get(row);
    if (asked === undefined) {
      asked = askedHook(this.job(row).types);
      this.#asked.set(row, asked);
    }
    return asked;
  }

  /** The queues of the group that treats the job of a row. */
  queuesOf(row: number): readonly string[] {
    const { queues, jobs } = this.#work;
    const at = queues.names.indexOf(jobs.queues[row] as number);
    const group = queues.groupEnds.findIndex((end) => at < end);
    return Object.freeze(this.#textsOf(queues.names, queues.groupEnds, group));
  }

  #make(row: number): HookJob {
    const { jobs, texts } = this.#work;
    const text = (column: Uint32Array) => texts[column[row] as number] as string;
    return Object.freeze({
      id: this.id(row),
      queue: text(jobs.queues),
      user: text(jobs.users),
      project: text(jobs.projects),
      name: text(jobs.names),
      types: Object.freeze(this.#textsOf(jobs.types, jobs.typeEnds, row)),
      moldables: Object.freeze(this.#moldables(row)),
      dependencies: Object.freeze(this.#dependencies(row)),
      submissionTime: jobs.submissions[row] as number,
      qos: jobs.qos[row] as number,
      nice: jobs.nices[row] as number,
    });
  }

  #moldables(row: number): HookMoldable[] {
    const { jobs } = this.#work;
    const moldables: HookMoldable[] = [];
    const [start, end] = listOf(jobs.moldableEnds, row);
    for (let at = start; at < end; at++) {
      const requests = this.#request(jobs.requests[at] as number);
      const [id, walltime] = [jobs.moldableIds[at] as number, jobs.walltimes[at] as number];
      moldables.push(Object.freeze({ id, walltime, requests }));
    }
    return moldables;
  }

  #dependencies(row: number): HookDependency[] {
    const { jobs, texts } = this.#work;
    const dependencies: HookDependency[] = [];
    const [start, end] = listOf(jobs.dependencyEnds, row);
    for (let at = start; at < end; at++) {
      const state = texts[jobs.dependencyStates[at] as number] as string;
      const [job, exitCode] = [jobs.dependencyJobs[at] as number, jobs.exitCodes[at] as number];
      dependencies.push(Object.freeze({ job, state, exitCode }));
    }
    return dependencies;
  }

  #request(request: number): readonly HookGroup[] {
    let groups = this.#requests.get(request);
    if (groups === undefined) {
      groups = Object.freeze(this.#groups(request));
      this.#requests.set(request, groups);
    }
    return groups;
  }

  #groups(request: number): HookGroup[] {
    const { requests, texts } = this.#work;
    const groups: HookGroup[] = [];
    const [start, end] = listOf(requests.ends, request);
    for (let at = start; at < end; at++) {
      const [first, last] = listOf(requests.levelEnds, at);
      const levels: (readonly [string, number])[] = [];
      for (let level = first; level < last; level++) {
        const name = texts[requests.levelNames[level] as number] as string;
        levels.push(Object.freeze([name, requests.counts[level] as number] as const));
      }
      const filter = this.#sets.text(requests.filters[at] as number);
      groups.push(Object.freeze({ filter, levels: Object.freeze(levels) }));
    }
    return groups;
  }

  /** The texts of list `at`. */
  #textsOf(column: Uint32Array, ends: Uint32Array, at: number): string[] {
    return Array.from(column.subarray(...listOf(ends, at)), (text) => this.#work.texts[text] as string);
  }
}
