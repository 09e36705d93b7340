import { describe, expect, test } from "vitest";
import type { InputError } from "../../model/index.js";
import { Dictionary } from "./dictionary.js";
import { JobEncoder } from "./jobs.js";
import { ANY_QUEUE } from "./queues.js";
import { Reader } from "./reader.js";

const LEVELS = [["core", 1]];
const job = (id: number, more = {}) => ({
  id,
  queue: "default",
  moldables: [{ id, walltime: 60, requests: [{ filter: "0-3", levels: LEVELS }] }],
  ...more,
});

/** Adds jobs one by one; gives the field of each that was refused. */
function attemptAll(encoder: JobEncoder, jobs: readonly unknown[]): (string | null)[] {
  return jobs.map((job) => {
    try {
      encoder.attempt(job, "any");
      return null;
    } catch (error) {
      return (error as InputError).field;
    }
  });
}

const encoderOf = (most: number, taken: number[] = []) =>
  new JobEncoder(new Reader(), new Dictionary(), ANY_QUEUE, new Set(taken), most);

describe("an id", () => {
  test.each([
    ["ascending", [1, 2, 2, 3, 3, 9]],
    ["descending", [9, 8, 8, 7, 9]],
    ["in no order", [5, 1, 9, 1, 7, 9, 5, 6]],
  ])("is that of one job, %s", (_, ids) => {
    const encoder = encoderOf(ids.length);
    const refused = attemptAll(
      encoder,
      ids.map((id) => job(id)),
    );
    expect(refused).toEqual(ids.map((id, at) => (ids.indexOf(id) < at ? "id" : null)));
    expect(Array.from(encoder.columns().ids)).toEqual([...new Set(ids)]);
  });

  test("of a job that was refused is free for another", () => {
    const encoder = encoderOf(4);
    const refused = attemptAll(encoder, [job(2), job(1, { qos: "x" }), job(3, { nice: null }), job(3), job(1)]);
    expect(refused).toEqual([null, "qos", "nice", null, null]);
  });

  test("may be taken by others", () => {
    expect(attemptAll(encoderOf(2, [7]), [job(7), job(8)])).toEqual(["id", null]);
  });
});

test("of a job that was refused nothing is left", () => {
  const wrong = {
    dependencies: [
      { job: 1, state: "Waiting" },
      { job: 1, state: 0 },
    ],
  };
  const assignment = { begin: 1, end: 2, resources: "0" };
  const encoder = encoderOf(4);
  const jobs = [job(1), job(2, { types: ["a"], assignment, user: "u", ...wrong }), job(2), job(3, { types: ["b"] })];
  expect(attemptAll(encoder, jobs)).toEqual([null, "dependencies[1].state", null, null]);
  expect(encoder.columns()).toMatchObject({
    ids: Float64Array.of(1, 2, 3),
    heldSets: Uint32Array.of(0, 0, 0),
    heldBegins: new Float64Array(3),
    typeEnds: Uint32Array.of(0, 0, 1),
    moldableEnds: Uint32Array.of(1, 2, 3),
    moldableIds: Float64Array.of(1, 2, 3),
    dependencyEnds: new Uint32Array(3),
    dependencyJobs: new Float64Array(0),
  });
});

test("a name that is that of the job before is known, one that is missing is the empty text", () => {
  const dictionary = new Dictionary();
  const encoder = new JobEncoder(new Reader(), dictionary, ANY_QUEUE, new Set(), 5);
  const users = ["ada", "ada", undefined, undefined, "bob"];
  attemptAll(
    encoder,
    users.map((user, id) => job(id, { user })),
  );
  const { texts } = dictionary.columns();
  expect(Array.from(encoder.columns().users, (text) => texts[text])).toEqual(["ada", "ada", "", "", "bob"]);
});
