/** The command line of the bench. */
import { expect, test } from "vitest";
import { type Options, readOptions, UsageError, workloadsOf } from "./options.js";
import { SAMPLES } from "./workloads/index.js";

const read = (text: string) =>
  readOptions(
    text.split(" ").filter((word) => word !== ""),
    "/folder",
    "/cache",
  ) as Options;
const sizes = (options: Options) => options.workloads.map(({ sample, jobs, resources }) => [sample, jobs, resources]);
const samples = Object.keys(SAMPLES).length;

test("what is named is measured, and nothing else", () => {
  const options = read("--samples Normal,OldNormal --jobs 2500,10000 --resources 10000 --json a.json --seed 3");
  expect(sizes(options)).toEqual([
    ["Normal", 2500, 10_000],
    ["Normal", 10_000, 10_000],
    ["OldNormal", 2500, 10_000],
    ["OldNormal", 10_000, 10_000],
  ]);
  expect(options).toMatchObject({ json: "/folder/a.json", svg: "/cache/bench.svg", dump: null, compared: [] });
  expect(options.workloads.every(({ seed }) => seed === 3)).toBe(true);
});

test("by default all samples grow in jobs on one site and in resources at one number of jobs", () => {
  const options = read("");
  expect(options.workloads).toHaveLength(samples * 6);
  expect(new Set(sizes(options).map(([, ...size]) => size.join(" x ")))).toEqual(
    new Set(["2500 x 10000", "5000 x 10000", "10000 x 10000", "20000 x 10000", "10000 x 1000", "10000 x 100000"]),
  );
  expect(options.compared).toHaveLength(3);
  expect(workloadsOf(options).size).toBe(samples * 6 + 3);
});

test("the full run has every size on every site, 1,000 to 20,000 jobs and 1,000 to 100,000 resources", () => {
  const all = sizes(read("--full --samples Normal"));
  expect(all).toHaveLength(15);
  expect(all).toContainEqual(["Normal", 1000, 1000]);
  expect(all).toContainEqual(["Normal", 20_000, 100_000]);
});

test("one size alone is on the usual site", () => {
  expect(sizes(read("--samples Normal --jobs 7"))).toEqual([["Normal", 7, 10_000]]);
  expect(sizes(read("--samples Normal --resources 7"))).toEqual([["Normal", 10_000, 7]]);
  expect(sizes(read("--samples Normal,Normal --jobs 7,7"))).toHaveLength(1);
});

test("to dump is not to measure, unless a file for what is measured is named", () => {
  expect(read("--dump d")).toMatchObject({ dump: "/folder/d", measuring: false, json: null, svg: null });
  expect(read("--dump d --json j")).toMatchObject({ dump: "/folder/d", measuring: true, json: "/folder/j" });
});

test("others are compared on request", () => {
  expect(read("--samples Normal --compare").compared.map(({ jobs }) => jobs)).toEqual([200, 200, 200]);
});

test("rounds on a database are measured alone", () => {
  const options = read("--round");
  expect(options).toMatchObject({ workloads: [], measuring: false, json: "/cache/round.jsonl", svg: null });
  expect(options.rounds).toEqual([
    { jobs: 1000, resources: 10_000, seed: 1 },
    { jobs: 10_000, resources: 10_000, seed: 1 },
  ]);
  expect(read("--round --jobs 5 --resources 7,8 --seed 2 --json a").rounds).toEqual([
    { jobs: 5, resources: 7, seed: 2 },
    { jobs: 5, resources: 8, seed: 2 },
  ]);
  expect(read("").rounds).toEqual([]);
});

test("help is no run", () => {
  expect(readOptions(["--help"], "/folder", "/cache")).toBeNull();
});

test.each([
  ["--samples Abnormal", "there is no sample Abnormal; there are Normal"],
  ["--jobs 0", "--jobs: an integer from 1 to 900000 is expected, not 0"],
  ["--jobs 1e3", "--jobs: an integer from 1 to 900000 is expected, not 1e3"],
  ["--resources 10,x", "--resources: an integer from 1 to 1000000 is expected, not x"],
  ["--limit -1", "--limit"],
  ["--round --samples Normal", "--samples means nothing with --round"],
  ["--round --compare", "--compare means nothing with --round"],
  ["--fast", "--fast"],
  ["Normal", "Normal"],
])("%s is wrong", (text, message) => {
  expect(() => read(text)).toThrow(UsageError);
  expect(() => read(text)).toThrow(message);
});
