import { describe, expect, test } from "vitest";
import { formatPath, type InputError } from "../../model/index.js";
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

/** Reads jobs of which some are faulty. */
function attemptAll(jobs: readonly unknown[], taken: number[] = [], dictionary = new Dictionary()) {
  const reader = new Reader();
  const count = reader.open(jobs, "jobs");
  const encoder = new JobEncoder(reader, dictionary, { kind: "any", queues: ANY_QUEUE, taken: new Set(taken) }, count);
  /** The field of each job that was refused, from the job on. */
  const refused: (string | null)[] = jobs.map(() => null);
  for (let begin = 0; begin < count; begin = encoder.at + 1) {
    try {
      encoder.add(jobs, begin, count);
      break;
    } catch (error) {
      const { path } = error as InputError;
      expect(path.slice(0, 2)).toEqual(["jobs", encoder.at]);
      refused[encoder.at] = formatPath(path.slice(2));
    }
  }
  return { refused, columns: encoder.columns() };
}

describe("an id", () => {
  test.each([
    ["ascending", [1, 2, 2, 3, 3, 9]],
    ["descending", [9, 8, 8, 7, 9]],
    ["in no order", [5, 1, 9, 1, 7, 9, 5, 6]],
  ])("is that of one job, %s", (_, ids) => {
    const { refused, columns } = attemptAll(ids.map((id) => job(id)));
    expect(refused).toEqual(ids.map((id, at) => (ids.indexOf(id) < at ? "id" : null)));
    expect(Array.from(columns.ids)).toEqual([...new Set(ids)]);
  });

  test("of a job that was refused is free for another", () => {
    const { refused } = attemptAll([job(2), job(1, { qos: "x" }), job(3, { nice: null }), job(3), job(1)]);
    expect(refused).toEqual([null, "qos", "nice", null, null]);
  });

  test("may be taken by others", () => {
    expect(attemptAll([job(7), job(8)], [7]).refused).toEqual(["id", null]);
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
  const jobs = [job(1), job(2, { types: ["a"], assignment, user: "u", ...wrong }), job(2), job(3, { types: ["b"] })];
  const { refused, columns } = attemptAll(jobs);
  expect(refused).toEqual([null, "dependencies[1].state", null, null]);
  expect(columns).toMatchObject({
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

test("a name that was there before is known, one that is missing is the empty text", () => {
  const dictionary = new Dictionary();
  const users = ["ada", "ada", undefined, undefined, "bob", "ada"];
  const jobs = users.map((user, id) => job(id, { user }));
  const { columns } = attemptAll([...jobs, job(9)], [], dictionary);
  const { texts } = dictionary.columns();
  expect(Array.from(columns.users, (text) => texts[text])).toEqual(["ada", "ada", "", "", "bob", "ada", ""]);
});

test("what was wrong with a job does not pass for right in the next one", () => {
  const wrong = [
    { filter: "x", levels: LEVELS },
    { filter: "0-3", levels: [[7, 1]] },
    { filter: "0-3", levels: [["core", "1"]] },
    { filter: "0-3", levels: [["core", Number.NaN]] },
    { filter: undefined, levels: LEVELS },
    { filter: null, levels: LEVELS },
  ];
  const jobs = [
    job(0),
    ...wrong.map((group, at) => job(at + 1, { moldables: [{ id: 1, walltime: 1, requests: [group] }] })),
  ];
  const twice = [...jobs, ...jobs.slice(1)].map((given, id) => ({ ...given, id }));
  const place = "moldables[0].requests[0]";
  const fields = ["filter", "levels[0][0]", "levels[0][1]", "levels[0][1]", "filter", "filter"].map(
    (at) => `${place}.${at}`,
  );
  expect(attemptAll(twice).refused).toEqual([null, ...fields, ...fields]);
});

test("objects of any make are read: without a prototype, of a class, with inherited fields, which do not count", () => {
  class Site {
    qos = 5;
    get nice() {
      return 9;
    }
  }
  const moldable = Object.assign(Object.create({ walltime: 7 }), { id: 1, requests: [] });
  const jobs = [
    Object.assign(Object.create(null), job(1, { user: "ada" })),
    Object.assign(new Site(), job(2)),
    Object.assign(Object.create({ name: 5, qos: "x" }), job(3)),
    job(4, { moldables: [moldable] }),
  ];
  const { refused, columns } = attemptAll(jobs);
  expect(refused).toEqual([null, null, null, "moldables[0].walltime"]);
  expect(columns).toMatchObject({ qos: Float64Array.of(0, 5, 0), nices: Float64Array.of(1, 1, 1) });
});

test("a field that all objects have is none of a job's", () => {
  const { prototype } = Object;
  Object.defineProperty(prototype, "qos", { value: 5, enumerable: true, configurable: true, writable: true });
  try {
    expect(attemptAll([job(1)]).columns.qos).toEqual(Float64Array.of(0));
  } finally {
    Reflect.deleteProperty(prototype, "qos");
  }
});

test("the caller's own objects are kept, but those of jobs that are refused", () => {
  const jobs = [job(1), job(2, { queue: 0 }), job(3)];
  const reader = new Reader();
  const count = reader.open(jobs, "jobs");
  const rules = { kind: "waiting", queues: ANY_QUEUE, taken: new Set<number>() } as const;
  const encoder = new JobEncoder(reader, new Dictionary(), rules, count);
  expect(() => encoder.add(jobs, 0, count)).toThrow("jobs[1].queue");
  encoder.add(jobs, encoder.at + 1, count);
  expect(encoder.kept).toEqual([jobs[0], jobs[2]]);
  expect(encoder.kept?.[1]).toBe(jobs[2]);
});
