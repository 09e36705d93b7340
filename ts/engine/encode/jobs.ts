/** Jobs, checked and laid out in columns. */
import { LIMITS } from "../../model/index.js";
import type { RoundColumns } from "../columns.js";
import type { Dictionary, InternedGroup } from "./dictionary.js";
import { NATURAL, type Reader, SAFE } from "./reader.js";

const FIELDS: ReadonlySet<string> = new Set([
  "id",
  "queue",
  "state",
  "user",
  "project",
  "name",
  "types",
  "assignment",
  "moldables",
  "dependencies",
  "submissionTime",
  "qos",
  "nice",
  "reservation",
]);
const ASSIGNMENT_FIELDS: ReadonlySet<string> = new Set(["begin", "end", "resources"]);
const MOLDABLE_FIELDS: ReadonlySet<string> = new Set(["id", "walltime", "requests"]);
const GROUP_FIELDS: ReadonlySet<string> = new Set(["filter", "levels"]);
const DEPENDENCY_FIELDS: ReadonlySet<string> = new Set(["job", "state", "exitCode"]);

/** Reads `jobs`. `queues` are the names that a waiting job's queue may have. */
export function encodeJobs(
  reader: Reader,
  value: unknown,
  dictionary: Dictionary,
  queues: ReadonlySet<string>,
): RoundColumns["jobs"] {
  const jobs = reader.list(value, "jobs", LIMITS.jobs);
  const encoder = new JobEncoder(reader, dictionary, queues);
  reader.path.push("jobs");
  for (let i = 0; i < jobs.length; i++) encoder.add(jobs[i], i);
  reader.path.pop();
  return encoder.columns();
}

class JobEncoder {
  readonly #reader: Reader;
  readonly #dictionary: Dictionary;
  readonly #queueNames: ReadonlySet<string>;
  readonly #seen = new Set<number>();

  readonly #ids: number[] = [];
  readonly #queues: number[] = [];
  readonly #users: number[] = [];
  readonly #projects: number[] = [];
  readonly #names: number[] = [];
  readonly #submissions: number[] = [];
  readonly #qos: number[] = [];
  readonly #nices: number[] = [];
  readonly #typeEnds: number[] = [];
  readonly #types: number[] = [];
  readonly #heldSets: number[] = [];
  readonly #heldBegins: number[] = [];
  readonly #heldEnds: number[] = [];
  readonly #moldableEnds: number[] = [];
  readonly #moldableIds: number[] = [];
  readonly #walltimes: number[] = [];
  readonly #requests: number[] = [];
  readonly #dependencyEnds: number[] = [];
  readonly #dependencyJobs: number[] = [];
  readonly #dependencyStates: number[] = [];
  readonly #exitCodes: number[] = [];
  readonly #reservations: number[] = [];

  constructor(reader: Reader, dictionary: Dictionary, queueNames: ReadonlySet<string>) {
    this.#reader = reader;
    this.#dictionary = dictionary;
    this.#queueNames = queueNames;
  }

  add(value: unknown, row: number): void {
    const reader = this.#reader;
    const job = reader.object(value, FIELDS, row);
    reader.path.push(row);
    const id = reader.integer(job.id, "id", NATURAL);
    if (this.#seen.has(id)) reader.fail("duplicate", "an id that no other job has", id, "id");
    this.#seen.add(id);
    this.#ids.push(id);
    const queue = reader.name(job.queue, "queue");
    if (job.assignment === undefined && !this.#queueNames.has(queue)) {
      reader.fail("inconsistent", "a queue of one of the queue groups", queue, "queue");
    }
    this.#queues.push(this.#dictionary.text(queue));
    this.#users.push(this.#nameOrNone(job.user, "user"));
    this.#names.push(this.#nameOrNone(job.name, "name"));
    this.#projects.push(this.#nameOrNone(job.project, "project"));
    if (job.state !== undefined) reader.name(job.state, "state");
    this.#submissions.push(job.submissionTime === undefined ? 0 : reader.number(job.submissionTime, "submissionTime"));
    this.#qos.push(job.qos === undefined ? 0 : reader.number(job.qos, "qos"));
    this.#nices.push(job.nice === undefined ? 1 : reader.number(job.nice, "nice"));
    this.#reservations.push(
      job.reservation === undefined ? Number.NaN : reader.integer(job.reservation, "reservation", SAFE),
    );
    this.#addTypes(job.types);
    this.#addAssignment(job.assignment);
    this.#addMoldables(job.moldables);
    this.#addDependencies(job.dependencies);
    reader.path.pop();
  }

  /** A missing name is the empty text (R1.5). */
  #nameOrNone(value: unknown, key: string): number {
    return this.#dictionary.text(value === undefined ? "" : this.#reader.name(value, key));
  }

  #addTypes(value: unknown): void {
    const reader = this.#reader;
    const types = value === undefined ? [] : reader.list(value, "types");
    reader.path.push("types");
    for (let i = 0; i < types.length; i++) this.#types.push(this.#dictionary.text(reader.name(types[i], i)));
    reader.path.pop();
    this.#typeEnds.push(this.#types.length);
  }

  #addAssignment(value: unknown): void {
    const reader = this.#reader;
    if (value === undefined) {
      this.#heldSets.push(0);
      this.#heldBegins.push(0);
      this.#heldEnds.push(0);
      return;
    }
    const held = reader.object(value, ASSIGNMENT_FIELDS, "assignment");
    reader.path.push("assignment");
    const begin = reader.integer(held.begin, "begin", SAFE);
    const end = reader.integer(held.end, "end", SAFE);
    if (end < begin) reader.fail("inconsistent", `an end not before the begin, ${begin}`, end, "end");
    this.#heldSets.push(this.#dictionary.set(reader, held.resources, "resources") + 1);
    this.#heldBegins.push(begin);
    this.#heldEnds.push(end);
    reader.path.pop();
  }

  #addMoldables(value: unknown): void {
    const reader = this.#reader;
    const moldables = value === undefined ? [] : reader.list(value, "moldables");
    reader.path.push("moldables");
    for (let i = 0; i < moldables.length; i++) {
      const moldable = reader.object(moldables[i], MOLDABLE_FIELDS, i);
      reader.path.push(i);
      this.#moldableIds.push(reader.integer(moldable.id, "id", NATURAL));
      this.#walltimes.push(reader.integer(moldable.walltime, "walltime", SAFE));
      this.#requests.push(this.#request(moldable.requests));
      reader.path.pop();
    }
    reader.path.pop();
    this.#moldableEnds.push(this.#moldableIds.length);
  }

  #request(value: unknown): number {
    const reader = this.#reader;
    const groups: InternedGroup[] = [];
    const list = reader.list(value, "requests");
    reader.path.push("requests");
    for (let i = 0; i < list.length; i++) {
      const group = reader.object(list[i], GROUP_FIELDS, i);
      reader.path.push(i);
      groups.push({ filter: this.#dictionary.set(reader, group.filter, "filter"), ...this.#levels(group.levels) });
      reader.path.pop();
    }
    reader.path.pop();
    return this.#dictionary.request(groups);
  }

  /** Level names and counts. A count that is no count makes the moldable invalid (R9.5), not the round. */
  #levels(value: unknown): { names: number[]; counts: number[] } {
    const reader = this.#reader;
    const names: number[] = [];
    const counts: number[] = [];
    const levels = reader.list(value, "levels", LIMITS.levels);
    reader.path.push("levels");
    for (let i = 0; i < levels.length; i++) {
      const pair = reader.list(levels[i], i);
      if (pair.length !== 2) reader.fail("malformed", "a pair [level, count]", pair, i);
      reader.path.push(i);
      names.push(this.#dictionary.text(reader.name(pair[0], 0)));
      counts.push(reader.number(pair[1], 1));
      reader.path.pop();
    }
    reader.path.pop();
    return { names, counts };
  }

  #addDependencies(value: unknown): void {
    const reader = this.#reader;
    const dependencies = value === undefined ? [] : reader.list(value, "dependencies");
    reader.path.push("dependencies");
    for (let i = 0; i < dependencies.length; i++) {
      const dependency = reader.object(dependencies[i], DEPENDENCY_FIELDS, i);
      reader.path.push(i);
      this.#dependencyJobs.push(reader.integer(dependency.job, "job", NATURAL));
      this.#dependencyStates.push(this.#dictionary.text(reader.name(dependency.state, "state")));
      const exitCode = dependency.exitCode ?? null;
      // None counts as 0 (R6.1).
      this.#exitCodes.push(exitCode === null ? 0 : reader.integer(exitCode, "exitCode", SAFE));
      reader.path.pop();
    }
    reader.path.pop();
    this.#dependencyEnds.push(this.#dependencyJobs.length);
  }

  columns(): RoundColumns["jobs"] {
    return {
      ids: Float64Array.from(this.#ids),
      queues: Uint32Array.from(this.#queues),
      users: Uint32Array.from(this.#users),
      projects: Uint32Array.from(this.#projects),
      names: Uint32Array.from(this.#names),
      submissions: Float64Array.from(this.#submissions),
      qos: Float64Array.from(this.#qos),
      nices: Float64Array.from(this.#nices),
      typeEnds: Uint32Array.from(this.#typeEnds),
      types: Uint32Array.from(this.#types),
      heldSets: Uint32Array.from(this.#heldSets),
      heldBegins: Float64Array.from(this.#heldBegins),
      heldEnds: Float64Array.from(this.#heldEnds),
      moldableEnds: Uint32Array.from(this.#moldableEnds),
      moldableIds: Float64Array.from(this.#moldableIds),
      walltimes: Float64Array.from(this.#walltimes),
      requests: Uint32Array.from(this.#requests),
      dependencyEnds: Uint32Array.from(this.#dependencyEnds),
      dependencyJobs: Float64Array.from(this.#dependencyJobs),
      dependencyStates: Uint32Array.from(this.#dependencyStates),
      exitCodes: Float64Array.from(this.#exitCodes),
      reservations: Float64Array.from(this.#reservations),
    };
  }
}
