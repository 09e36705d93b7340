/** Tables of bad inputs: what is wrong, how it gets into a valid scenario, what the error must say. */
import { describe, expect, test } from "vitest";
import type { InputCode, ScheduleData } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";
import { type Loose, validScenario } from "./base.js";

/** An engine for the tests of a file. */
export const engine = await redox.createEngine();

/** A schedule as data. */
export const plain = (schedule: ScheduleData): Loose => JSON.parse(JSON.stringify(schedule));

/** The schedule of the valid scenario. */
export const good: Loose = plain(engine.scheduleScenario(validScenario()));

/** The error of scheduling `input`. */
export function errorOf(input: unknown): Error & { code?: string; field?: string } {
  try {
    engine.scheduleScenario(input as Loose);
  } catch (error) {
    return error as Error;
  }
  throw new Error("the input was accepted");
}

/** Checks that `input` is refused with this code at this field, and that the engine is as good as before. */
export function expectRefused(input: unknown, code: InputCode, field: string): void {
  const error = errorOf(input);
  expect(error, String(error)).toBeInstanceOf(redox.InputError);
  expect({ code: error.code, field: error.field }).toEqual({ code, field });
  expect(error.message.length).toBeLessThan(600);
  expect(plain(engine.scheduleScenario(validScenario()))).toEqual(good);
}

/** `[what is wrong, how it is put in, code, field]` */
export type Row = [title: string, spoil: (scenario: Loose) => unknown, code: InputCode, field: string];

/** Runs a table: `spoil` changes the scenario in place, or returns a function that gives what is to be given instead. */
export function table(name: string, rows: Row[]): void {
  describe(name, () => {
    test.each(rows)("%s", (_, spoil, code, field) => {
      const scenario = validScenario();
      const other = spoil(scenario);
      expectRefused(typeof other === "function" ? other() : scenario, code, field);
    });
  });
}

/** The object that holds a field, and the field's key in it. */
export function place(root: Loose, field: string): [holder: Loose, key: string | number] {
  const parts = [...field.matchAll(/\[(\d+)\]|[\w$]+/g)].map((m) => (m[1] === undefined ? m[0] : Number(m[1])));
  const key = parts.pop() as string | number;
  return [parts.reduce((value, part) => value[part], root), key];
}

/** Puts a value into a field. */
export function put(field: string, value: unknown): (scenario: Loose) => void {
  return (scenario) => {
    const [holder, key] = place(scenario, field);
    holder[key] = value;
  };
}

/** Fields that a scenario of {@link validScenario} cannot be without. */
export const REQUIRED = [
  "scenario",
  "now",
  "resources",
  "queues",
  "jobs",
  "resources.default",
  "resources.hierarchy",
  "jobs[1].id",
  "jobs[1].queue",
  "jobs[0].assignment.begin",
  "jobs[0].assignment.end",
  "jobs[0].assignment.resources",
  "jobs[1].moldables[0].id",
  "jobs[1].moldables[0].walltime",
  "jobs[1].moldables[0].requests",
  "jobs[1].moldables[0].requests[0].filter",
  "jobs[1].moldables[0].requests[0].levels",
  "jobs[1].dependencies[0].job",
  "jobs[1].dependencies[0].state",
];
