/** Jobs, checked and laid out in columns. */
import { LIMITS } from "../../model/index.js";
import type { WorkColumns } from "../columns.js";
import type { Dictionary } from "./dictionary.js";
import { JobColumns } from "./job-columns.js";
import { type JobFields, readAssignment, readDependency, readJob, readMoldable } from "./job-fields.js";
import type { QueueNames } from "./queues.js";
import { NATURAL, type Reader, SAFE } from "./reader.js";
import { RequestReader } from "./requests.js";

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
  const count = reader.open(value, "jobs", LIMITS.jobs);
  const encoder = new JobEncoder(reader, dictionary, queues, new Set(), count);
  for (let i = 0; i < count; i++) encoder.add(reader.item(value, i), "any");
  reader.close();
  return encoder.columns();
}

/** Checks jobs, and lays them out. */
export class JobEncoder {
  readonly #reader: Reader;
  readonly #dictionary: Dictionary;
  readonly #queueNames: QueueNames;
  readonly #taken: ReadonlySet<number>;
  readonly #columns: JobColumns;
  readonly #requests: RequestReader;
  #id: number | null = null;
  /** The fields of the last job that was added. */
  #before: JobFields | null = null;

  /**
   * @param queueNames the names that a waiting job's queue may have
   * @param taken ids that no job may have, beside those of the others
   * @param most how many jobs there may be
   */
  constructor(
    reader: Reader,
    dictionary: Dictionary,
    queueNames: QueueNames,
    taken: ReadonlySet<number>,
    most: number,
  ) {
    this.#reader = reader;
    this.#dictionary = dictionary;
    this.#queueNames = queueNames;
    this.#taken = taken;
    this.#columns = new JobColumns(most);
    this.#requests = new RequestReader(reader, dictionary);
  }

  /** Id of the last job that was looked at, whatever became of it; `null`: it has none. */
  get id(): number | null {
    return this.#id;
  }

  /**
   * Adds a job, which is where the reader is, if nothing is wrong with it.
   *
   * @throws what is wrong with it; then nothing of it is there
   */
  attempt(value: unknown, kind: JobKind): void {
    try {
      this.add(value, kind);
    } catch (error) {
      this.#columns.discard();
      throw error;
    }
  }

  /** Adds a job, which is where the reader is. After an error the columns are of no use. */
  add(value: unknown, kind: JobKind): void {
    const reader = this.#reader;
    const { rows, length: row } = this.#columns;
    this.#id = null;
    const job = readJob(reader, value);
    const id = reader.integer(job.id, "id", NATURAL);
    this.#id = id;
    if (this.#taken.has(id) || this.#columns.has(id)) {
      reader.fail("duplicate", "an id that no other job has", id, "id");
    }
    if (kind !== "any") this.#checkKind(job, kind);
    rows.ids[row] = id;
    const queue = reader.name(job.queue, "queue");
    if (job.assignment === undefined && !this.#queueNames.has(queue)) {
      reader.fail("inconsistent", "a queue of one of the queue groups", queue, "queue");
    }
    const before = this.#before ?? job;
    this.#addName(rows.queues, queue, before.queue, "queue");
    this.#addName(rows.users, job.user, before.user, "user");
    this.#addName(rows.names, job.name, before.name, "name");
    this.#addName(rows.projects, job.project, before.project, "project");
    if (job.state !== undefined) reader.name(job.state, "state");
    rows.submissions[row] = job.submissionTime === undefined ? 0 : reader.number(job.submissionTime, "submissionTime");
    rows.qos[row] = job.qos === undefined ? 0 : reader.number(job.qos, "qos");
    rows.nices[row] = job.nice === undefined ? 1 : reader.number(job.nice, "nice");
    rows.reservations[row] =
      job.reservation === undefined ? Number.NaN : reader.integer(job.reservation, "reservation", SAFE);
    if (job.types !== undefined) this.#addTypes(job.types);
    this.#addAssignment(job.assignment);
    if (job.moldables !== undefined) this.#addMoldables(job.moldables);
    if (job.dependencies !== undefined) this.#addDependencies(job.dependencies);
    this.#columns.end();
    this.#before = job;
  }

  #checkKind({ assignment, reservation }: JobFields, kind: Exclude<JobKind, "any">): void {
    const reader = this.#reader;
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

  /**
   * Adds a name, often that of the job before. A missing one is the empty text (R1.5).
   *
   * @param before what the job before has there
   */
  #addName(names: Uint32Array, value: unknown, before: unknown, key: string): void {
    const row = this.#columns.length;
    if (row > 0 && value === before) names[row] = names[row - 1] as number;
    else names[row] = this.#dictionary.text(value === undefined ? "" : this.#reader.name(value, key));
  }

  #addTypes(value: unknown): void {
    const reader = this.#reader;
    const { types } = this.#columns;
    const count = reader.open(value, "types");
    for (let i = 0; i < count; i++) types.push(this.#dictionary.text(reader.name(reader.item(value, i))));
    reader.close();
  }

  #addAssignment(value: unknown): void {
    const reader = this.#reader;
    const { rows, length: row } = this.#columns;
    if (value === undefined) {
      // Something may be there of a job that was left out.
      rows.heldSets[row] = 0;
      rows.heldBegins[row] = 0;
      rows.heldEnds[row] = 0;
      return;
    }
    reader.path.push("assignment");
    const held = readAssignment(reader, value);
    const begin = reader.integer(held.begin, "begin", SAFE);
    const end = reader.integer(held.end, "end", SAFE);
    if (end < begin) reader.fail("inconsistent", `an end not before the begin, ${begin}`, end, "end");
    rows.heldSets[row] = this.#dictionary.set(reader, held.resources, "resources") + 1;
    rows.heldBegins[row] = begin;
    rows.heldEnds[row] = end;
    reader.path.pop();
  }

  #addMoldables(value: unknown): void {
    const reader = this.#reader;
    const count = reader.open(value, "moldables");
    for (let i = 0; i < count; i++) this.#addMoldable(reader.item(value, i));
    reader.close();
  }

  #addMoldable(value: unknown): void {
    const reader = this.#reader;
    const { moldableIds, walltimes, requests } = this.#columns;
    const moldable = readMoldable(reader, value);
    moldableIds.push(reader.integer(moldable.id, "id", NATURAL));
    walltimes.push(reader.integer(moldable.walltime, "walltime", SAFE));
    requests.push(this.#requests.read(moldable.requests));
  }

  #addDependencies(value: unknown): void {
    const reader = this.#reader;
    const count = reader.open(value, "dependencies");
    for (let i = 0; i < count; i++) this.#addDependency(reader.item(value, i));
    reader.close();
  }

  #addDependency(value: unknown): void {
    const reader = this.#reader;
    const { dependencyJobs, dependencyStates, exitCodes } = this.#columns;
    const dependency = readDependency(reader, value);
    dependencyJobs.push(reader.integer(dependency.job, "job", NATURAL));
    dependencyStates.push(this.#dictionary.text(reader.name(dependency.state, "state")));
    const exitCode = dependency.exitCode ?? null;
    // None counts as 0 (R6.1).
    exitCodes.push(exitCode === null ? 0 : reader.integer(exitCode, "exitCode", SAFE));
  }

  /** The jobs in columns. */
  columns(): WorkColumns["jobs"] {
    return this.#columns.columns();
  }
}
