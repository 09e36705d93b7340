/**
 * The objects that a job is made of: their own fields by name, each read once. Most of what a round is given is in these,
 * so they are read without a dictionary: a field that is read by its name costs nothing, and nothing is made for it.
 */
import type { Reader } from "./reader.js";

const { hasOwnProperty: hasOwn } = Object.prototype;

/** The fields of a job; `undefined`: there is none of that name. */
export class JobFields {
  id: unknown;
  queue: unknown;
  state: unknown;
  user: unknown;
  project: unknown;
  name: unknown;
  types: unknown;
  assignment: unknown;
  moldables: unknown;
  dependencies: unknown;
  submissionTime: unknown;
  qos: unknown;
  nice: unknown;
  reservation: unknown;
}

/** Reads a job, which is where the reader is. */
export function readJob(reader: Reader, value: unknown): JobFields {
  const job = reader.source(value);
  const fields = new JobFields();
  for (const name in job) {
    if (!hasOwn.call(job, name)) continue;
    reader.key = name;
    switch (name) {
      case "id":
        fields.id = job.id;
        break;
      case "queue":
        fields.queue = job.queue;
        break;
      case "state":
        fields.state = job.state;
        break;
      case "user":
        fields.user = job.user;
        break;
      case "project":
        fields.project = job.project;
        break;
      case "name":
        fields.name = job.name;
        break;
      case "types":
        fields.types = job.types;
        break;
      case "assignment":
        fields.assignment = job.assignment;
        break;
      case "moldables":
        fields.moldables = job.moldables;
        break;
      case "dependencies":
        fields.dependencies = job.dependencies;
        break;
      case "submissionTime":
        fields.submissionTime = job.submissionTime;
        break;
      case "qos":
        fields.qos = job.qos;
        break;
      case "nice":
        fields.nice = job.nice;
        break;
      case "reservation":
        fields.reservation = job.reservation;
        break;
      default:
        reader.unknown(name);
    }
  }
  return fields;
}

/** The fields of an assignment; `undefined`: there is none of that name. */
export class AssignmentFields {
  begin: unknown;
  end: unknown;
  resources: unknown;
}

/** Reads an assignment, which is where the reader is. */
export function readAssignment(reader: Reader, value: unknown): AssignmentFields {
  const assignment = reader.source(value);
  const fields = new AssignmentFields();
  for (const name in assignment) {
    if (!hasOwn.call(assignment, name)) continue;
    reader.key = name;
    switch (name) {
      case "begin":
        fields.begin = assignment.begin;
        break;
      case "end":
        fields.end = assignment.end;
        break;
      case "resources":
        fields.resources = assignment.resources;
        break;
      default:
        reader.unknown(name);
    }
  }
  return fields;
}

/** The fields of a moldable; `undefined`: there is none of that name. */
export class MoldableFields {
  id: unknown;
  walltime: unknown;
  requests: unknown;
}

/** Reads a moldable, which is where the reader is. */
export function readMoldable(reader: Reader, value: unknown): MoldableFields {
  const moldable = reader.source(value);
  const fields = new MoldableFields();
  for (const name in moldable) {
    if (!hasOwn.call(moldable, name)) continue;
    reader.key = name;
    switch (name) {
      case "id":
        fields.id = moldable.id;
        break;
      case "walltime":
        fields.walltime = moldable.walltime;
        break;
      case "requests":
        fields.requests = moldable.requests;
        break;
      default:
        reader.unknown(name);
    }
  }
  return fields;
}

/** The fields of a group of a request; `undefined`: there is none of that name. */
export class GroupFields {
  filter: unknown;
  levels: unknown;
}

/** Reads a group of a request, which is where the reader is. */
export function readGroup(reader: Reader, value: unknown): GroupFields {
  const group = reader.source(value);
  const fields = new GroupFields();
  for (const name in group) {
    if (!hasOwn.call(group, name)) continue;
    reader.key = name;
    switch (name) {
      case "filter":
        fields.filter = group.filter;
        break;
      case "levels":
        fields.levels = group.levels;
        break;
      default:
        reader.unknown(name);
    }
  }
  return fields;
}

/** The fields of a dependency; `undefined`: there is none of that name. */
export class DependencyFields {
  job: unknown;
  state: unknown;
  exitCode: unknown;
}

/** Reads a dependency, which is where the reader is. */
export function readDependency(reader: Reader, value: unknown): DependencyFields {
  const dependency = reader.source(value);
  const fields = new DependencyFields();
  for (const name in dependency) {
    if (!hasOwn.call(dependency, name)) continue;
    reader.key = name;
    switch (name) {
      case "job":
        fields.job = dependency.job;
        break;
      case "state":
        fields.state = dependency.state;
        break;
      case "exitCode":
        fields.exitCode = dependency.exitCode;
        break;
      default:
        reader.unknown(name);
    }
  }
  return fields;
}
