/** Where in a job a reader is. */
import type { FieldPath } from "../../model/index.js";
import type { Inside } from "./reader.js";

/**
 * A place in a job, kept in a few numbers: jobs are most of what a round is given, and to put each key and each index on
 * a stack and take them off again would take longer than reading what is there. Whoever descends says where it is, and
 * whoever comes back says that it left.
 */
export class JobPlace implements Inside {
  /** The field of the job in whose value the reader is; `""`: it is at the job. */
  field = "";
  /** The item of that field, which is a list; -1: it is none, or the reader is at no item. */
  item = -1;
  /** The group of the requests of a moldable; -1: the reader is in none. */
  group = -1;
  /** The level of that group; -1: the reader is in none. */
  level = -1;

  /** The reader is at the job. */
  leave(): void {
    this.field = "";
    this.item = -1;
    this.group = -1;
    this.level = -1;
  }

  steps(): FieldPath {
    const steps: (string | number)[] = [];
    if (this.field !== "") steps.push(this.field);
    if (this.item >= 0) steps.push(this.item);
    if (this.group >= 0) steps.push("requests", this.group);
    if (this.level >= 0) steps.push("levels", this.level);
    return steps;
  }
}
