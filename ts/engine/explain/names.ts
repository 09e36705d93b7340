/** What the numbers of an account mean: the parts of a job by their place in its columns. */
import type { WorkColumns } from "../columns.js";

/** A job of a batch, read from its columns. */
export class JobNames {
  readonly #work: WorkColumns;
  readonly #row: number;

  constructor(work: WorkColumns, row: number) {
    this.#work = work;
    this.#row = row;
  }

  get id(): number {
    return this.#work.jobs.ids[this.#row] as number;
  }

  /** Requested start; `null`: it is no reservation. */
  get reservation(): number | null {
    const start = this.#work.jobs.reservations[this.#row] as number;
    return Number.isNaN(start) ? null : start;
  }

  /** Its types as written. */
  get types(): string[] {
    const { typeEnds, types } = this.#work.jobs;
    return [...types.subarray(...range(typeEnds, this.#row))].map((text) => this.#text(text));
  }

  /** Name of the slot set in its type `inner`; `null`: the main one. */
  get slotSet(): string | null {
    return this.types.find((type) => type.startsWith("inner="))?.slice("inner=".length) ?? null;
  }

  /** Whether a hook decides for it (R3.1). */
  get hasHook(): boolean {
    return this.types.some((type) => /^(assign|find)(=|$)/.test(type));
  }

  /** Id of a moldable. */
  moldable(at: number): number {
    return this.#work.jobs.moldableIds[this.#firstMoldable + at] as number;
  }

  /** Walltime of a moldable, without the pad. */
  walltime(at: number): number {
    return this.#work.jobs.walltimes[this.#firstMoldable + at] as number;
  }

  /** Place of the moldable of an id, of several the first. */
  moldableOf(id: number): number {
    const { moldableIds, moldableEnds } = this.#work.jobs;
    return moldableIds.subarray(...range(moldableEnds, this.#row)).indexOf(id);
  }

  /** Levels of a group of a moldable, parent first. */
  levels(moldable: number, group: number): [level: string, count: number][] {
    const { ends, levelEnds, levelNames, counts } = this.#work.requests;
    const request = this.#work.jobs.requests[this.#firstMoldable + moldable] as number;
    const [first, last] = range(levelEnds, range(ends, request)[0] + group);
    const names = levelNames.subarray(first, last);
    return [...names].map((name, k) => [this.#text(name), counts[first + k] as number]);
  }

  /** A required job. */
  dependency(at: number): { job: number; state: string; exitCode: number } {
    const { dependencyJobs, dependencyStates, exitCodes } = this.#work.jobs;
    const place = this.#firstDependency + at;
    return {
      job: dependencyJobs[place] as number,
      state: this.#text(dependencyStates[place] as number),
      exitCode: exitCodes[place] as number,
    };
  }

  /** Place of the first dependency on a job. */
  dependencyOn(job: number): number {
    const { dependencyJobs, dependencyEnds } = this.#work.jobs;
    return dependencyJobs.subarray(...range(dependencyEnds, this.#row)).indexOf(job);
  }

  get #firstMoldable(): number {
    return range(this.#work.jobs.moldableEnds, this.#row)[0];
  }

  get #firstDependency(): number {
    return range(this.#work.jobs.dependencyEnds, this.#row)[0];
  }

  #text(index: number): string {
    return this.#work.texts[index] as string;
  }
}

/** Where a list of a list of lists begins and ends. */
function range(ends: Uint32Array, list: number): [begin: number, end: number] {
  return [list === 0 ? 0 : (ends[list - 1] as number), ends[list] as number];
}
