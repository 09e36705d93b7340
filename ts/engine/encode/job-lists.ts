/** The columns of jobs while they grow. */
import type { WorkColumns } from "../columns.js";

/** Columns with an item for each job, for each type, for each moldable and for each dependency. */
export class JobLists {
  readonly ofJobs = {
    ids: [] as number[],
    queues: [] as number[],
    users: [] as number[],
    projects: [] as number[],
    names: [] as number[],
    submissions: [] as number[],
    qos: [] as number[],
    nices: [] as number[],
    typeEnds: [] as number[],
    heldSets: [] as number[],
    heldBegins: [] as number[],
    heldEnds: [] as number[],
    moldableEnds: [] as number[],
    dependencyEnds: [] as number[],
    reservations: [] as number[],
  };
  readonly ofTypes = { types: [] as number[] };
  readonly ofMoldables = { moldableIds: [] as number[], walltimes: [] as number[], requests: [] as number[] };
  readonly ofDependencies = {
    dependencyJobs: [] as number[],
    dependencyStates: [] as number[],
    exitCodes: [] as number[],
  };

  /** Forgets all but the first jobs; of the next one some columns may be there already and others not. */
  keep(jobs: number): void {
    const { typeEnds, moldableEnds, dependencyEnds } = this.ofJobs;
    const upTo = (ends: readonly number[]) => (jobs === 0 ? 0 : (ends[jobs - 1] as number));
    cut(this.ofTypes, upTo(typeEnds));
    cut(this.ofMoldables, upTo(moldableEnds));
    cut(this.ofDependencies, upTo(dependencyEnds));
    cut(this.ofJobs, jobs);
  }

  /** The columns as the module takes them. */
  columns(): WorkColumns["jobs"] {
    const { ofJobs, ofTypes, ofMoldables, ofDependencies } = this;
    return {
      ids: Float64Array.from(ofJobs.ids),
      queues: Uint32Array.from(ofJobs.queues),
      users: Uint32Array.from(ofJobs.users),
      projects: Uint32Array.from(ofJobs.projects),
      names: Uint32Array.from(ofJobs.names),
      submissions: Float64Array.from(ofJobs.submissions),
      qos: Float64Array.from(ofJobs.qos),
      nices: Float64Array.from(ofJobs.nices),
      typeEnds: Uint32Array.from(ofJobs.typeEnds),
      types: Uint32Array.from(ofTypes.types),
      heldSets: Uint32Array.from(ofJobs.heldSets),
      heldBegins: Float64Array.from(ofJobs.heldBegins),
      heldEnds: Float64Array.from(ofJobs.heldEnds),
      moldableEnds: Uint32Array.from(ofJobs.moldableEnds),
      moldableIds: Float64Array.from(ofMoldables.moldableIds),
      walltimes: Float64Array.from(ofMoldables.walltimes),
      requests: Uint32Array.from(ofMoldables.requests),
      dependencyEnds: Uint32Array.from(ofJobs.dependencyEnds),
      dependencyJobs: Float64Array.from(ofDependencies.dependencyJobs),
      dependencyStates: Uint32Array.from(ofDependencies.dependencyStates),
      exitCodes: Float64Array.from(ofDependencies.exitCodes),
      reservations: Float64Array.from(ofJobs.reservations),
    };
  }
}

function cut(lists: Readonly<Record<string, number[]>>, length: number): void {
  for (const list of Object.values(lists)) list.length = length;
}
