/** Sets of quota rules: four fields and three limits each (R12.2). */
import { describe, type InputCode, LIMITS, type QuotaValue } from "../../../model/index.js";
import type { Reader } from "../reader.js";
import type { Faults } from "./faults.js";
import { limitOf, VALUE_LENGTH } from "./values.js";

/** Fields of a key. */
export const FIELDS = 4;
/** Limits of a rule. */
export const LIMITS_OF_RULE = 3;

const UNITS = [1, 1, 3_600];
const KEY_FORM = 'four fields "queue,project,type,user"';
const VALUES_FORM = "three values [resources, jobs, hours]";
const VALUE_FORM = 'a number, a decimal text, "ALL" or "x*ALL"';
const THREE = { min: LIMITS_OF_RULE, max: LIMITS_OF_RULE };

/** A rule as the document has it. */
export interface WrittenRule {
  /** Name of its set; `quotas` are the default rules. */
  set: string;
  /** `"queue,project,type,user"`. */
  key: string;
  /** Resources, jobs, hours. */
  limits: readonly QuotaValue[];
}

/** All rules of a document, in the order of the columns: the default rules, then the named sets as listed. */
export class Rules {
  /** Names of the sets; the first is `quotas`. */
  readonly sets: string[] = [];
  /** Ends of the sets in the list of rules. */
  readonly ends: number[] = [];
  /** Four a rule. */
  readonly fields: string[] = [];
  /** Three a rule. */
  readonly limits: number[] = [];
  readonly #keys: string[] = [];
  #keysRead = 0;
  readonly #values: (readonly QuotaValue[])[] = [];

  /** Number of rules. */
  get count(): number {
    return this.#keys.length;
  }

  /** Number of the first rule of a set. */
  begin(set: number): number {
    return set === 0 ? 0 : (this.ends[set - 1] as number);
  }

  /** The rule of a number, as the document has it; made when it is asked for. */
  written(rule: number): WrittenRule {
    const set = this.sets[this.ends.findIndex((end) => rule < end)] as string;
    return { set, key: this.#keys[rule] as string, limits: this.#values[rule] as readonly QuotaValue[] };
  }

  /**
   * Reads a set of rules; the reader is at the document.
   *
   * @param all what `ALL` stands for (R12.4)
   */
  readSet(reader: Reader, faults: Faults, value: unknown, name: string, all: number): void {
    const given = value === undefined ? {} : (faults.attempt(() => reader.object(value, null, name)) ?? {});
    const keys = Object.keys(given);
    reader.path.push(name);
    this.#keysRead += keys.length;
    if (this.#keysRead > LIMITS.items) faults.stop(`at most ${LIMITS.items} rules in all sets`);
    for (const key of keys) {
      if (given[key] !== undefined) this.#readRule(reader, faults, given[key], key, all);
    }
    reader.path.pop();
    this.sets.push(name);
    this.ends.push(this.count);
  }

  #readRule(reader: Reader, faults: Faults, value: unknown, key: string, all: number): void {
    // One more than there may be shows that there are too many, however many they are.
    const fields = key.split(",", FIELDS + 1);
    if (fields.length !== FIELDS) faults.add("malformed", KEY_FORM, describe(key), key);
    else if (fields.some((field) => field.length > LIMITS.nameLength)) {
      faults.add("too_large", `fields of at most ${LIMITS.nameLength} characters`, "a longer one", key);
    }
    const values = faults.attempt(() => reader.tuple(value, key, THREE, VALUES_FORM));
    reader.path.push(key);
    const limits = (values ?? []).map((value, i) => readLimit(faults, value, i, all));
    reader.path.pop();
    // With a fault anywhere the rules are never looked at.
    this.fields.push(...fields);
    this.limits.push(...limits);
    this.#keys.push(key);
    this.#values.push((values ?? []) as readonly QuotaValue[]);
  }
}

function readLimit(faults: Faults, value: unknown, i: number, all: number): number {
  const limit = limitOf(value, all, UNITS[i] as number);
  if (limit !== null) return limit;
  if (typeof value === "string" && value.length > VALUE_LENGTH) {
    faults.add("too_large", `at most ${VALUE_LENGTH} characters`, `${value.length} characters`, i);
  } else faults.add(faultOf(value), VALUE_FORM, describe(value), i);
  return 0;
}

function faultOf(value: unknown): InputCode {
  if (value === undefined) return "missing";
  if (typeof value === "number") return "out_of_range";
  return typeof value === "string" ? "malformed" : "wrong_type";
}
