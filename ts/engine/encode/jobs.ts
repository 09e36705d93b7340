/** Jobs, checked and laid out in columns. */
import { LIMITS } from "../../model/index.js";
import type { WorkColumns } from "../columns.js";
import type { Dictionary } from "./dictionary.js";
import { JobColumns } from "./job-columns.js";
import { readAssignment, readDependency } from "./job-fields.js";
import { JobPlace } from "./job-place.js";
import { MoldableReader } from "./moldables.js";
import { getPrototypeOf, plainPrototype } from "./plain.js";
import type { QueueNames } from "./queues.js";
import { type Fields, NATURAL, type Reader, SAFE } from "./reader.js";

const { hasOwnProperty: hasOwn } = Object.prototype;

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
  const encoder = new JobEncoder(reader, dictionary, { queues, taken: new Set(), kind: "any" }, count);
  encoder.add(value, 0, count);
  reader.close();
  return encoder.columns();
}

/** What jobs may be. */
export interface JobRules {
  readonly kind: JobKind;
  /** The names that a waiting job's queue may have. */
  readonly queues: QueueNames;
  /** Ids that no job may have, beside those of the others. */
  readonly taken: ReadonlySet<number>;
}

/** Jobs that are read by one call of a function: few, so that it is called again soon, and by then may be compiled. */
const BATCH = 32;

/** Checks jobs, and lays them out. */
export class JobEncoder {
  readonly #reader: Reader;
  readonly #dictionary: Dictionary;
  readonly #rules: JobRules;
  readonly #place = new JobPlace();
  readonly #plain = plainPrototype();
  readonly #columns: JobColumns;
  /** The highest id that there was. */
  #highest = -1;

  /** Where in the list the last job is that was looked at. */
  at = 0;
  /** Id of that job, whatever became of it; `null`: it has none. */
  id: number | null = null;
  /** The caller's own objects, row by row; `null`: nobody wants them. */
  readonly kept: unknown[] | null;

  /** @param most how many jobs there may be */
  constructor(reader: Reader, dictionary: Dictionary, rules: JobRules, most: number) {
    this.#reader = reader;
    this.#dictionary = dictionary;
    this.#rules = rules;
    this.#columns = new JobColumns(most, new MoldableReader(reader, this.#place, dictionary, most));
    this.kept = rules.kind === "any" ? null : [];
    reader.inside = this.#place;
  }

  /**
   * Adds the jobs that stand in a list, which the reader has opened, from `begin` to before `end`.
   *
   * @throws what is wrong with one of them, which is that `at`; those before it are there, and nothing of it
   */
  add(list: unknown, begin: number, end: number): void {
    for (let from = begin; from < end; from += BATCH) this.#addBatch(list, from, Math.min(end, from + BATCH));
  }

  /** What each job needs is in one function; see {@link MoldableReader}. */
  #addBatch(list: unknown, begin: number, end: number): void {
    const reader = this.#reader;
    const { path } = reader;
    const last = path.length - 1;
    const { kind, queues, taken } = this.#rules;
    const { texts } = this.#dictionary;
    const plain = this.#plain;
    const columns = this.#columns;
    const { rows, moldables, types: typeNames, dependencyJobs } = columns;
    const { ids, users, projects, names, typeEnds, moldableEnds, dependencyEnds } = rows;
    const { kept } = this;
    /** See `Reader.key`; `undefined`: whoever was called to read has told the reader. */
    let key: string | null | undefined = null;
    let i = begin;
    try {
      for (; i < end; i++) {
        path[last] = i;
        key = null;
        this.id = null;
        const job = (list as readonly unknown[])[i] as Fields;
        const isPlain = typeof job === "object" && job !== null && getPrototypeOf(job) === plain;
        if (!isPlain) reader.source(job);
        let id: unknown;
        let queue: unknown;
        let user: unknown = "";
        let project: unknown = "";
        let label: unknown = "";
        let state: unknown;
        let types: unknown;
        let assignment: unknown;
        let alternatives: unknown;
        let dependencies: unknown;
        let submissionTime: unknown;
        let qos: unknown;
        let nice: unknown;
        let reservation: unknown;
        for (const name in job) {
          if (!isPlain && !hasOwn.call(job, name)) continue;
          key = name;
          if (name === "id") id = job.id;
          else if (name === "queue") queue = job.queue;
          else if (name === "user") user = job.user;
          else if (name === "project") project = job.project;
          else if (name === "moldables") alternatives = job.moldables;
          else if (name === "state") state = job.state;
          else if (name === "types") types = job.types;
          else if (name === "assignment") assignment = job.assignment;
          else if (name === "dependencies") dependencies = job.dependencies;
          else if (name === "submissionTime") submissionTime = job.submissionTime;
          else if (name === "name") label = job.name;
          else if (name === "qos") qos = job.qos;
          else if (name === "nice") nice = job.nice;
          else if (name === "reservation") reservation = job.reservation;
          else reader.unknown(name);
        }
        key = undefined;

        const row = columns.length;
        const number = typeof id === "number" && id >>> 0 === id ? id + 0 : reader.integer(id, "id", NATURAL);
        this.id = number;
        if (number > this.#highest) this.#highest = number;
        else if (columns.has(number)) reader.fail("duplicate", "an id that no other job has", number, "id");
        if (taken.has(number)) reader.fail("duplicate", "an id that no other job has", number, "id");
        if (kind !== "any") this.#checkKind(kind, assignment, reservation);
        ids[row] = number;
        rows.queues[row] = texts.get(queue as string) ?? this.#dictionary.text(reader.name(queue, "queue"));
        if (assignment === undefined && !queues.has(queue as string)) {
          reader.fail("inconsistent", "a queue of one of the queue groups", queue, "queue");
        }
        users[row] = texts.get(user as string) ?? this.#newName(user, "user");
        names[row] = texts.get(label as string) ?? this.#newName(label, "name");
        projects[row] = texts.get(project as string) ?? this.#newName(project, "project");
        if (state !== undefined) reader.name(state, "state");
        if (submissionTime !== undefined) rows.submissions[row] = reader.number(submissionTime, "submissionTime");
        if (qos !== undefined) rows.qos[row] = reader.number(qos, "qos");
        if (nice !== undefined) rows.nices[row] = reader.number(nice, "nice");
        if (reservation !== undefined) rows.reservations[row] = reader.integer(reservation, "reservation", SAFE);
        if (types !== undefined) this.#addTypes(types);
        if (assignment !== undefined) this.#addAssignment(assignment);
        if (alternatives !== undefined) moldables.read(alternatives);
        if (dependencies !== undefined) this.#addDependencies(dependencies);
        typeEnds[row] = typeNames.length;
        moldableEnds[row] = moldables.length;
        dependencyEnds[row] = dependencyJobs.length;
        if (kept !== null) kept.push(job);
        columns.length = row + 1;
      }
    } catch (thrown) {
      if (key !== undefined) reader.key = key;
      const error = reader.errorOf(thrown);
      this.#place.leave();
      columns.discard();
      this.at = i;
      throw error;
    }
  }

  #checkKind(kind: Exclude<JobKind, "any">, assignment: unknown, reservation: unknown): void {
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

  /** Number of a name that was not there before. A missing one is the empty text (R1.5). */
  #newName(value: unknown, key: string): number {
    return this.#dictionary.text(value === undefined ? "" : this.#reader.name(value, key));
  }

  #addTypes(value: unknown): void {
    const reader = this.#reader;
    const place = this.#place;
    const { types } = this.#columns;
    const count = reader.count(value, "types");
    place.field = "types";
    for (let i = 0; i < count; i++) {
      place.item = i;
      reader.key = null;
      types.push(this.#dictionary.text(reader.name((value as readonly unknown[])[i])));
    }
    place.leave();
  }

  #addAssignment(value: unknown): void {
    const reader = this.#reader;
    const place = this.#place;
    const { rows, length: row } = this.#columns;
    place.field = "assignment";
    const held = readAssignment(reader, value);
    const begin = reader.integer(held.begin, "begin", SAFE);
    const end = reader.integer(held.end, "end", SAFE);
    if (end < begin) reader.fail("inconsistent", `an end not before the begin, ${begin}`, end, "end");
    rows.heldSets[row] = this.#dictionary.set(reader, held.resources, "resources") + 1;
    rows.heldBegins[row] = begin;
    rows.heldEnds[row] = end;
    place.leave();
  }

  #addDependencies(value: unknown): void {
    const reader = this.#reader;
    const place = this.#place;
    const { dependencyJobs, dependencyStates, exitCodes } = this.#columns;
    const count = reader.count(value, "dependencies");
    place.field = "dependencies";
    for (let i = 0; i < count; i++) {
      place.item = i;
      const dependency = readDependency(reader, (value as readonly unknown[])[i]);
      dependencyJobs.push(reader.integer(dependency.job, "job", NATURAL));
      dependencyStates.push(this.#dictionary.text(reader.name(dependency.state, "state")));
      const exitCode = dependency.exitCode ?? null;
      // None counts as 0 (R6.1).
      exitCodes.push(exitCode === null ? 0 : reader.integer(exitCode, "exitCode", SAFE));
    }
    place.leave();
  }

  /** The jobs in columns; no more can be added. */
  columns(): WorkColumns["jobs"] {
    this.#reader.inside = null;
    return this.#columns.columns();
  }
}
