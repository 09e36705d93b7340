/** The workloads are the same everywhere, and of the kinds that they say. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Job } from "../../../ts/model/index.js";
import { redox } from "../../support/engine.js";
import { nameOf, SAMPLES, type Sample, type SampleName, scenarioOf, type Workload } from "./index.js";
import { shares } from "./jobs.js";
import { blocksOf } from "./site.js";

const engine = await redox.createEngine();
const NAMES = Object.keys(SAMPLES) as SampleName[];

const draw = (workload: Partial<Workload>) =>
  scenarioOf({ sample: "Normal", jobs: 1000, resources: 10_000, seed: 1, ...workload }, (scenario) =>
    engine.scheduleScenario(scenario),
  );

/** The one request of a job's first moldable, as text without its numbers, with its numbers. */
function wishOf(job: Job) {
  const [moldable] = job.moldables ?? [];
  const levels = moldable?.requests[0]?.levels ?? [];
  const [level = "", count = 0] = levels.at(-1) ?? [];
  const within = levels.length > 1 ? `${levels[0]?.[0]}=${levels[0]?.[1]}/` : "";
  return { shape: within + level, count, walltime: moldable?.walltime ?? 0, filter: moldable?.requests[0]?.filter };
}

test("a workload depends on its name only", () => {
  const text = JSON.stringify(NAMES.map((sample) => draw({ sample, jobs: 100 })));
  expect(createHash("sha256").update(text).digest("hex")).toBe(
    "3ce6a00172d272234dae067007b67f057a539d96e974b4a45e682e9df3d20986",
  );
  expect(JSON.stringify(draw({}))).toBe(JSON.stringify(draw({})));
  expect(draw({ seed: 2 }).jobs).not.toEqual(draw({}).jobs);
});

test.each([
  [10, [4, 4, 1, 1]],
  [1000, [400, 400, 100, 100]],
  [19, [7, 7, 1, 4]],
])("%i jobs of Normal are shared out as %j", (jobs, expected) => {
  expect(shares(SAMPLES.Normal.kinds, jobs)).toEqual(expected);
});

/** What fast-core.md writes: shares of 1,000 jobs, ranges of walltimes and counts, and the step of each. */
const TABLE: [SampleName, [shape: string, jobs: number, walltime: string, count: string][]][] = [
  [
    "Normal",
    [
      ["nodes=1/cores", 400, "5..120 step 5", "1..64 step 1"],
      ["switches=1/cpus", 400, "5..180 step 5", "1..32 step 1"],
      ["switches=1/nodes", 200, "120..840 step 15", "1..24 step 1"],
    ],
  ],
  [
    "HighCacheHit",
    [
      ["nodes=1/cores", 400, "15..120 step 15", "8..64 step 8"],
      ["switches=1/cpus", 400, "30..120 step 15", "4..16 step 4"],
      ["switches=1/nodes", 200, "120..840 step 120", "1..24 step 1"],
    ],
  ],
  ["NodeOnly", [["nodes", 1000, "60..1440 step 60", "1..39 step 1"]]],
  ["CoreOnly", [["switches=1/cores", 1000, "60..1440 step 60", "64..2496 step 1"]]],
  ["Besteffort", [["cpus=1/cores", 1000, "6..24 step 2", "1..10 step 1"]]],
  ["OldNormal", [["cores", 1000, "10..1440 step 1", "1..1000 step 1"]]],
  ["Filtered", [["cores", 1000, "10..1440 step 1", "1..1000 step 1"]]],
];

/** The rows of {@link TABLE} are within these, and the grid is met in all of them. */
function rangeOf(values: readonly number[]): { min: number; max: number; onGrid: (step: number) => boolean } {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return { min, max, onGrid: (step) => values.every((value) => (value - min) % step === 0) };
}

test.each(TABLE)("%s is of the kinds it says", (sample, kinds) => {
  const wishes = draw({ sample }).jobs.map(wishOf);
  expect(new Set(wishes.map(({ shape }) => shape))).toEqual(new Set(kinds.map(([shape]) => shape)));
  for (const [shape, jobs, ...ranges] of kinds) {
    const own = wishes.filter((wish) => wish.shape === shape);
    expect(own).toHaveLength(jobs);
    for (const [index, key] of (["walltime", "count"] as const).entries()) {
      const [, least, most, step] = (ranges[index] as string).match(/^(\d+)\.\.(\d+) step (\d+)$/) as string[];
      const range = rangeOf(own.map((wish) => wish[key]));
      const span = Number(most) - Number(least);
      expect(range.min).toBeGreaterThanOrEqual(Number(least));
      expect(range.max).toBeLessThanOrEqual(Number(most));
      // A thousand draws, or some hundreds, come close to both ends.
      expect(range.max - range.min).toBeGreaterThanOrEqual(span * 0.95);
      expect(range.onGrid(Number(step))).toBe(true);
    }
  }
});

test("mixed samples are shuffled", () => {
  const shapes = draw({}).jobs.map((job) => wishOf(job).shape);
  const changes = shapes.filter((shape, index) => shape !== shapes[index - 1]).length;
  expect(changes).toBeGreaterThan(500);
});

test("Filtered has 64 filters, each half of the nodes", () => {
  const filters = new Set(draw({ sample: "Filtered" }).jobs.map((job) => wishOf(job).filter as string));
  expect(filters.size).toBe(64);
  const nodes = blocksOf(10_000, "nodes");
  for (const filter of filters) {
    const ranks = new Set(redox.ranksOf(filter));
    const inside = nodes.filter((node) => redox.ranksOf(node).every((rank) => ranks.has(rank)));
    expect(inside).toHaveLength(nodes.length / 2);
    expect(inside.reduce((sum, node) => sum + redox.ranksOf(node).length, 0)).toBe(ranks.size);
  }
});

test("what the other samples differ in from Normal", () => {
  const kinds = (sample: SampleName) => (SAMPLES[sample] as Sample).kinds;
  for (const sample of ["Unchanged", "Changed", "Quotas", "Moldable", "Dependencies"] as const) {
    expect(kinds(sample)).toBe(SAMPLES.Normal.kinds);
  }
  for (const sample of ["Unchanged", "Changed"] as const) {
    const { jobs } = draw({ sample });
    const placed = jobs.filter(({ assignment }) => assignment !== undefined);
    expect(placed.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(jobs).toHaveLength(1100);
  }
  expect(draw({ sample: "Quotas" }).config?.QUOTAS).toBe("yes");
  for (const { moldables = [] } of draw({ sample: "Moldable" }).jobs) {
    const [quick, slow] = moldables;
    expect(slow?.walltime).toBe(2 * (quick?.walltime ?? 0));
  }
  const waiting = draw({ sample: "Dependencies" }).jobs.filter(({ dependencies }) => dependencies !== undefined);
  expect(waiting).toHaveLength(250);
  expect(waiting.every(({ id, dependencies }) => dependencies?.[0]?.job === id - 1)).toBe(true);
});

test("quotas make a difference", () => {
  const scenario = draw({ sample: "Quotas", jobs: 100 });
  const begins = (config: typeof scenario.config) =>
    Object.values(engine.scheduleScenario({ ...scenario, config: config ?? {} }).assignments).map((one) => one?.begin);
  expect(begins(scenario.config)).not.toEqual(begins({ ...scenario.config, QUOTAS: "no" }));
});

test.each([
  [1, { switches: ["1"], nodes: ["1"], cpus: ["1"], cores: 1 }],
  [6145, { switches: ["1-6144", "6145"], nodes: 25, cpus: 97, cores: 6145 }],
])("a site of %i resources", (resources, expected) => {
  for (const [level, blocks] of Object.entries(expected)) {
    const all = blocksOf(resources, level as Parameters<typeof blocksOf>[1]);
    if (Array.isArray(blocks)) expect(all).toEqual(blocks);
    else expect(all).toHaveLength(blocks);
    expect(all.flatMap((block) => redox.ranksOf(block))).toHaveLength(resources);
  }
});

test("names are also those of files", () => {
  expect(nameOf({ sample: "Normal", jobs: 5, resources: 6, seed: 7 })).toBe("Normal-5-6-7");
  expect(draw({}).name).toBe("Normal-1000-10000-1");
});
