/** The columns of jobs while they are filled. */
import type { WorkColumns } from "../columns.js";
import { Column } from "./column.js";

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
  }
}

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
  readonly moldableIds = new Column();
  readonly walltimes = new Column();
  readonly requests = new Column();
  readonly dependencyJobs = new Column();
  readonly dependencyStates = new Column();
  readonly exitCodes = new Column();
  /** Ids of the first of them; `null`: so far none had to be looked up. */
  #ids: Set<number> | null = null;

  /** @param most how many jobs there may be */
  constructor(most: number) {
    this.rows = new Rows(most);
  }

  /** Whether one of them has this id. As a rule they come by ascending id: then there is nothing to look up. */
  has(id: number): boolean {
    const { ids } = this.rows;
    if (this.#ids === null && (this.length === 0 || id > (ids[this.length - 1] as number))) return false;
    this.#ids ??= new Set();
    while (this.#ids.size < this.length) this.#ids.add(ids[this.#ids.size] as number);
    return this.#ids.has(id);
  }

  /** The last job is complete. */
  end(): void {
    const { typeEnds, moldableEnds, dependencyEnds } = this.rows;
    typeEnds[this.length] = this.types.length;
    moldableEnds[this.length] = this.moldableIds.length;
    dependencyEnds[this.length] = this.dependencyJobs.length;
    this.length += 1;
  }

  /** Forgets what is there of a job that is not complete. */
  discard(): void {
    const { typeEnds, moldableEnds, dependencyEnds } = this.rows;
    const last = this.length - 1;
    this.types.keep(typeEnds[last] ?? 0);
    for (const column of [this.moldableIds, this.walltimes, this.requests]) column.keep(moldableEnds[last] ?? 0);
    for (const column of [this.dependencyJobs, this.dependencyStates, this.exitCodes]) {
      column.keep(dependencyEnds[last] ?? 0);
    }
  }

  /** The columns as the module takes them. */
  columns(): WorkColumns["jobs"] {
    const { rows, length } = this;
    const cut = <Items extends Float64Array | Uint32Array>(column: Items): Items =>
      column.length === length ? column : (column.slice(0, length) as Items);
    return {
      ids: cut(rows.ids),
      queues: cut(rows.queues),
      users: cut(rows.users),
      projects: cut(rows.projects),
      names: cut(rows.names),
      submissions: cut(rows.submissions),
      qos: cut(rows.qos),
      nices: cut(rows.nices),
      typeEnds: cut(rows.typeEnds),
      types: this.types.naturals(),
      heldSets: cut(rows.heldSets),
      heldBegins: cut(rows.heldBegins),
      heldEnds: cut(rows.heldEnds),
      moldableEnds: cut(rows.moldableEnds),
      moldableIds: this.moldableIds.floats(),
      walltimes: this.walltimes.floats(),
      requests: this.requests.naturals(),
      dependencyEnds: cut(rows.dependencyEnds),
      dependencyJobs: this.dependencyJobs.floats(),
      dependencyStates: this.dependencyStates.naturals(),
      exitCodes: this.exitCodes.floats(),
      reservations: cut(rows.reservations),
    };
  }
}
