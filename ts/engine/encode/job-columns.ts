/** The columns of jobs while they are filled. */
import type { WorkColumns } from "../columns.js";
import { Column, cut } from "./column.js";
import type { MoldableReader } from "./moldables.js";

/** Columns with an item for each job. */
class Rows {
  readonly ids: Float64Array;
  readonly queues: Uint32Array;
  readonly users: Uint32Array;
  readonly projects: Uint32Array;
  readonly names: Uint32Array;
  readonly submissions: Float64Array;
  readonly qos: Float64Array;
  readonly nices: Float64Array;
  readonly typeEnds: Uint32Array;
  readonly heldSets: Uint32Array;
  readonly heldBegins: Float64Array;
  readonly heldEnds: Float64Array;
  readonly moldableEnds: Uint32Array;
  readonly dependencyEnds: Uint32Array;
  readonly reservations: Float64Array;

  constructor(most: number) {
    this.ids = new Float64Array(most);
    this.queues = new Uint32Array(most);
    this.users = new Uint32Array(most);
    this.projects = new Uint32Array(most);
    this.names = new Uint32Array(most);
    this.submissions = new Float64Array(most);
    this.qos = new Float64Array(most);
    this.nices = new Float64Array(most);
    this.typeEnds = new Uint32Array(most);
    this.heldSets = new Uint32Array(most);
    this.heldBegins = new Float64Array(most);
    this.heldEnds = new Float64Array(most);
    this.moldableEnds = new Uint32Array(most);
    this.dependencyEnds = new Uint32Array(most);
    this.reservations = new Float64Array(most);
    this.nices.fill(DEFAULT_NICE);
    this.reservations.fill(Number.NaN);
  }

  /** Makes an item of the columns that are not written for each job what it is for a job without such fields. */
  clear(row: number): void {
    this.submissions[row] = 0;
    this.qos[row] = 0;
    this.nices[row] = DEFAULT_NICE;
    this.heldSets[row] = 0;
    this.heldBegins[row] = 0;
    this.heldEnds[row] = 0;
    this.reservations[row] = Number.NaN;
  }
}

const DEFAULT_NICE = 1;

/**
 * Columns with an item for each job, for each type, for each moldable and for each dependency. They are fields of
 * classes, since V8 takes the objects of one and the same literal for different ones at first, and then forgets what
 * it has compiled.
 */
export class JobColumns {
  /** How many jobs there are. */
  length = 0;
  readonly rows: Rows;
  readonly types = new Column();
  readonly dependencyJobs = new Column();
  readonly dependencyStates = new Column();
  readonly exitCodes = new Column();
  readonly moldables: MoldableReader;
  /** Ids of the first of them; `null`: so far none had to be looked up. */
  #ids: Set<number> | null = null;

  /**
   * @param most how many jobs there may be
   * @param moldables reads the moldables, and has the columns of these
   */
  constructor(most: number, moldables: MoldableReader) {
    this.rows = new Rows(most);
    this.moldables = moldables;
  }

  /** Whether one of them has this id. As a rule they come by ascending id: then there is nothing to look up. */
  has(id: number): boolean {
    const { ids } = this.rows;
    if (this.#ids === null && (this.length === 0 || id > (ids[this.length - 1] as number))) return false;
    this.#ids ??= new Set();
    while (this.#ids.size < this.length) this.#ids.add(ids[this.#ids.size] as number);
    return this.#ids.has(id);
  }

  /** Forgets what is there of a job that is not complete. */
  discard(): void {
    const { rows, length } = this;
    const last = length - 1;
    if (length < rows.ids.length) rows.clear(length);
    this.types.keep(rows.typeEnds[last] ?? 0);
    this.moldables.length = rows.moldableEnds[last] ?? 0;
    for (const column of [this.dependencyJobs, this.dependencyStates, this.exitCodes]) {
      column.keep(rows.dependencyEnds[last] ?? 0);
    }
  }

  /** The columns as the module takes them. */
  columns(): WorkColumns["jobs"] {
    const { rows, length } = this;
    return {
      ids: cut(rows.ids, length),
      queues: cut(rows.queues, length),
      users: cut(rows.users, length),
      projects: cut(rows.projects, length),
      names: cut(rows.names, length),
      submissions: cut(rows.submissions, length),
      qos: cut(rows.qos, length),
      nices: cut(rows.nices, length),
      typeEnds: cut(rows.typeEnds, length),
      types: this.types.naturals(),
      heldSets: cut(rows.heldSets, length),
      heldBegins: cut(rows.heldBegins, length),
      heldEnds: cut(rows.heldEnds, length),
      moldableEnds: cut(rows.moldableEnds, length),
      ...this.moldables.columns(),
      dependencyEnds: cut(rows.dependencyEnds, length),
      dependencyJobs: this.dependencyJobs.floats(),
      dependencyStates: this.dependencyStates.naturals(),
      exitCodes: this.exitCodes.floats(),
      reservations: cut(rows.reservations, length),
    };
  }
}
