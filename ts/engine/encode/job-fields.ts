/** Objects that few jobs have: their own fields by name, each read once. */
import type { Reader } from "./reader.js";

const { hasOwnProperty: hasOwn } = Object.prototype;

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
