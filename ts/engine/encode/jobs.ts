/** Jobs, checked and laid out in columns. */
import { LIMITS } from "../../model/index.js";
import type { WorkColumns } from "../columns.js";
import type { Dictionary, InternedGroup } from "./dictionary.js";
import { JobLists } from "./job-lists.js";
import type { QueueNames } from "./queues.js";
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

/**
 * What a list of jobs holds: `any` jobs, as a scenario does, jobs that are `scheduled` already, ones that are
 * `waiting` and no reservations, or new `reservations`.
 */
export type JobKind = "any" | "scheduled" | "waiting" | "reservations";

/** Reads `jobs`. `queues` are the names that a waiting job's queue may have. */
export function encodeJobs(
  reader: Reader,
  value: unknown,
  dictionary: Dictionary,
  queues: QueueNames,
): WorkColumns["jobs"] {
  const jobs = reader.list(value, "jobs", LIMITS.jobs);
  const encoder = new JobEncoder(reader, dictionary, queues, new Set());
  reader.path.push("jobs");
  for (let i = 0; i < jobs.length; i++) encoder.add(jobs[i], i, "any");
  reader.path.pop();
  return encoder.columns();
}

/** Checks jobs, and lays them out. */
export class JobEncoder {
  readonly #reader: Reader;
  readonly #dictionary: Dictionary;
  readonly #queueNames: QueueNames;
  readonly #seen: Set<number>;
  readonly #lists = new JobLists();
  #id: number | null = null;

  /**
   * @param queueNames the names that a waiting job's queue may have
   * @param seen ids that no job may have; those of the jobs are added
   */
  constructor(reader: Reader, dictionary: Dictionary, queueNames: QueueNames, seen: Set<number>) {
    this.#reader = reader;
    this.#dictionary = dictionary;
    this.#queueNames = queueNames;
    this.#seen = seen;
  }

  /** Id of the last job that was looked at, whatever became of it; `null`: it has none. */
  get id(): number | null {
    return this.#id;
  }

  /**
   * Adds a job if nothing is wrong with it.
   *
   * @param row its place in the list, where the reader is
   * @throws what is wrong with it; then nothing of it is there
   */
  attempt(value: unknown, row: number, kind: JobKind): void {
    const { ids } = this.#lists.ofJobs;
    const before = ids.length;
    try {
      this.add(value, row, kind);
    } catch (error) {
      // Its id is free for another job, unless it is another job's already.
      if (ids.length > before) this.#seen.delete(ids[before] as number);
      this.#lists.keep(before);
      throw error;
    }
  }

  /** Adds a job. After an error the columns are of no use. */
  add(value: unknown, row: number, kind: JobKind): void {
    const reader = this.#reader;
    const { ofJobs } = this.#lists;
    this.#id = null;
    const job = reader.object(value, FIELDS, row);
    reader.path.push(row);
    const id = reader.integer(job.id, "id", NATURAL);
    this.#id = id;
    if (this.#seen.has(id)) reader.fail("duplicate", "an id that no other job has", id, "id");
    ofJobs.ids.push(id);
    this.#seen.add(id);
    if (kind !== "any") this.#checkKind(job, kind);
    const queue = reader.name(job.queue, "queue");
    if (job.assignment === undefined && !this.#queueNames.has(queue)) {
      reader.fail("inconsistent", "a queue of one of the queue groups", queue, "queue");
    }
    ofJobs.queues.push(this.#dictionary.text(queue));
    ofJobs.users.push(this.#nameOrNone(job.user, "user"));
    ofJobs.names.push(this.#nameOrNone(job.name, "name"));
    ofJobs.projects.push(this.#nameOrNone(job.project, "project"));
    if (job.state !== undefined) reader.name(job.state, "state");
    ofJobs.submissions.push(job.submissionTime === undefined ? 0 : reader.number(job.submissionTime, "submissionTime"));
    ofJobs.qos.push(job.qos === undefined ? 0 : reader.number(job.qos, "qos"));
    ofJobs.nices.push(job.nice === undefined ? 1 : reader.number(job.nice, "nice"));
    ofJobs.reservations.push(
      job.reservation === undefined ? Number.NaN : reader.integer(job.reservation, "reservation", SAFE),
    );
    this.#addTypes(job.types);
    this.#addAssignment(job.assignment);
    this.#addMoldables(job.moldables);
    this.#addDependencies(job.dependencies);
    reader.path.pop();
  }

  #checkKind(job: Readonly<Record<string, unknown>>, kind: Exclude<JobKind, "any">): void {
    const reader = this.#reader;
    const { assignment, reservation } = job;
    if (kind === "scheduled") {
      if (assignment === undefined) reader.fail("missing", "where the job is scheduled", assignment, "assignment");
      return;
    }
    if (assignment !== undefined) reader.fail("inconsistent", "a job that is waiting", assignment, "assignment");
    if (kind === "reservations" && reservation === undefined) {
      reader.fail("missing", "the requested start of a reservation", reservation, "reservation");
    }
    if (kind === "waiting" && reservation !== undefined) {
      reader.fail("inconsistent", "a job that is no new reservation", reservation, "reservation");
    }
  }

  /** A missing name is the empty text (R1.5). */
  #nameOrNone(value: unknown, key: string): number {
    return this.#dictionary.text(value === undefined ? "" : this.#reader.name(value, key));
  }

  #addTypes(value: unknown): void {
    const reader = this.#reader;
    const types = value === undefined ? [] : reader.list(value, "types");
    reader.path.push("types");
    const { types: texts } = this.#lists.ofTypes;
    for (let i = 0; i < types.length; i++) texts.push(this.#dictionary.text(reader.name(types[i], i)));
    reader.path.pop();
    this.#lists.ofJobs.typeEnds.push(texts.length);
  }

  #addAssignment(value: unknown): void {
    const reader = this.#reader;
    const { heldSets, heldBegins, heldEnds } = this.#lists.ofJobs;
    if (value === undefined) {
      heldSets.push(0);
      heldBegins.push(0);
      heldEnds.push(0);
      return;
    }
    const held = reader.object(value, ASSIGNMENT_FIELDS, "assignment");
    reader.path.push("assignment");
    const begin = reader.integer(held.begin, "begin", SAFE);
    const end = reader.integer(held.end, "end", SAFE);
    if (end < begin) reader.fail("inconsistent", `an end not before the begin, ${begin}`, end, "end");
    heldSets.push(this.#dictionary.set(reader, held.resources, "resources") + 1);
    heldBegins.push(begin);
    heldEnds.push(end);
    reader.path.pop();
  }

  #addMoldables(value: unknown): void {
    const reader = this.#reader;
    const { moldableIds, walltimes, requests } = this.#lists.ofMoldables;
    const moldables = value === undefined ? [] : reader.list(value, "moldables");
    reader.path.push("moldables");
    for (let i = 0; i < moldables.length; i++) {
      const moldable = reader.object(moldables[i], MOLDABLE_FIELDS, i);
      reader.path.push(i);
      moldableIds.push(reader.integer(moldable.id, "id", NATURAL));
      walltimes.push(reader.integer(moldable.walltime, "walltime", SAFE));
      requests.push(this.#request(moldable.requests));
      reader.path.pop();
    }
    reader.path.pop();
    this.#lists.ofJobs.moldableEnds.push(moldableIds.length);
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
    const { dependencyJobs, dependencyStates, exitCodes } = this.#lists.ofDependencies;
    const dependencies = value === undefined ? [] : reader.list(value, "dependencies");
    reader.path.push("dependencies");
    for (let i = 0; i < dependencies.length; i++) {
      const dependency = reader.object(dependencies[i], DEPENDENCY_FIELDS, i);
      reader.path.push(i);
      dependencyJobs.push(reader.integer(dependency.job, "job", NATURAL));
      dependencyStates.push(this.#dictionary.text(reader.name(dependency.state, "state")));
      const exitCode = dependency.exitCode ?? null;
      // None counts as 0 (R6.1).
      exitCodes.push(exitCode === null ? 0 : reader.integer(exitCode, "exitCode", SAFE));
      reader.path.pop();
    }
    reader.path.pop();
    this.#lists.ofJobs.dependencyEnds.push(dependencyJobs.length);
  }

  /** The jobs in columns. */
  columns(): WorkColumns["jobs"] {
    return this.#lists.columns();
  }
}
