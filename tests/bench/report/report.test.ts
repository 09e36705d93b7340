/** What is made of measurements. */
import { expect, test } from "vitest";
import { terminalOf } from "../../../ts/cli/style/index.js";
import { type Line, together } from "../measure/line.js";
import { disagreements } from "../run.js";
import { exponent, growthsOf } from "./growth.js";
import { drawChart, milliseconds, reportLines } from "./index.js";

const terminal = terminalOf({}, {});

const LINE: Line = {
  sample: "Normal",
  jobs: 10_000,
  resources: 10_000,
  seed: 1,
  scheduler: "engine",
  call: "warm",
  calls: 9,
  totalMs: 40,
  leastTotalMs: 38,
  leastDecideMs: 29,
  marshalInMs: 6,
  decideMs: 30,
  marshalOutMs: 4,
  columnsMs: 1,
  importMs: null,
  readyMs: null,
  jsonMs: 20,
  memoryBytes: 3 * 2 ** 20,
  leftOut: 12,
  scheduleHash: "a",
};

/** Warm calls that take `factor * jobs ** power`. */
const growing = (power: number, jobs: number[], more: Partial<Line> = {}): Line[] =>
  jobs.map((count) => {
    const totalMs = 0.003 * count ** power;
    return { ...LINE, jobs: count, totalMs, leastTotalMs: totalMs, leastDecideMs: count, ...more };
  });

test("the exponent is the slope in logarithms", () => {
  for (const power of [0, 1, 1.5, 2]) {
    expect(exponent([100, 200, 700, 5000].map((size) => [size, 3 * size ** power]))).toBeCloseTo(power, 10);
  }
  // Of three points that are not on a line: least squares, not the two ends.
  const log = [1, 2, 4].map((size, index) => [size, 2 ** ([0, 3, 2][index] as number)] as const);
  expect(exponent(log)).toBeCloseTo(1, 10);
});

test("growth is taken from warm calls of the package, of 2,500 to 20,000 jobs", () => {
  const lines = [
    ...growing(1.4, [2500, 5000, 20_000]),
    ...growing(1.4, [1000, 40_000], { leastTotalMs: 1 }),
    ...growing(1, [2500, 5000], { call: "first" }),
    ...growing(1, [2500, 5000], { scheduler: "plain-native", sample: "NodeOnly" }),
    ...growing(2, [2500, 5000], { sample: "Unchanged", leastDecideMs: null }),
    ...growing(2, [10_000], { resources: 1000 }),
  ];
  const growths = growthsOf(lines);
  expect(growths).toEqual([
    {
      sample: "Normal",
      resources: 10_000,
      jobs: [2500, 20_000],
      total: expect.closeTo(1.4),
      decide: expect.closeTo(1),
    },
    { sample: "Unchanged", resources: 10_000, jobs: [2500, 5000], total: expect.closeTo(2), decide: null },
  ]);
});

test("the tables", () => {
  const first: Line = { ...LINE, call: "first", totalMs: 131.4, decideMs: 60, jsonMs: null };
  const others = (["core-native", "plain-native", "plain-wasm"] as const).map(
    (scheduler, index): Line => ({ ...first, scheduler, decideMs: 10 * 10 ** (2 * index) }),
  );
  const text = reportLines([first, LINE, ...others, { ...LINE, jobs: 20_000, leastTotalMs: 76 }], terminal).join("\n");
  const cells = text.split("\n").map((line) =>
    line
      .split("│")
      .map((cell) => cell.trim())
      .join("|"),
  );
  expect(cells).toContain("Normal|10,000|10,000|131|40.0|6.0|30.0|4.0|3.0|0.50|0.05|12");
  expect(cells).toContain("Normal|10,000 to 20,000|10,000|1.00|0.00");
  expect(cells).toContain("Normal|10,000|10,000|30.0|10.0|1,000|100,000|100x|3,333x");
});

test("tables without figures are left out, and figures that nobody told are dashes", () => {
  const untold = { ...LINE, marshalInMs: null, decideMs: null, marshalOutMs: null, columnsMs: null };
  const lines = reportLines([untold], terminal);
  const text = lines.join("\n");
  expect(text).not.toContain("Exponents");
  expect(text).not.toContain("plain search");
  expect(text).not.toContain("NaN");
  expect(
    lines
      .at(-1)
      ?.split("│")
      .map((cell) => cell.trim()),
  ).toEqual("Normal 10,000 10,000 - 40.0 - - - 3.0 - - 12".split(" "));
});

test("a round with little new is set against one with everything new", () => {
  const unchanged: Line = { ...LINE, sample: "Unchanged", totalMs: 50 };
  const text = "Unchanged, 10,000 jobs on 10,000 resources: 1.25 times a warm call of Normal.";
  expect(reportLines([LINE, unchanged], terminal).at(-1)).toBe(text);
  expect(reportLines([{ ...LINE, resources: 1000 }, unchanged], terminal).join("\n")).not.toContain("times a warm");
});

test("milliseconds have tenths where they matter", () => {
  expect([0.04, 99.94, 100, 12_345.6, null].map(milliseconds)).toEqual(["0.0", "99.9", "100", "12,346", "-"]);
});

test("several calls together are the middle one, whole, and the least of all", () => {
  const { marshalInMs, marshalOutMs, columnsMs } = LINE;
  const calls = [30, 10, 20, 50, 40].map((totalMs) => {
    return { totalMs, decideMs: 60 - totalMs, marshalInMs, marshalOutMs, columnsMs };
  });
  expect(together(calls)).toEqual({ ...calls[0], calls: 5, leastTotalMs: 10, leastDecideMs: 10 });
  expect(together(calls.slice(0, 2))).toEqual({ ...calls[1], calls: 2, leastTotalMs: 10, leastDecideMs: 30 });
  expect(together(calls.map((call) => ({ ...call, decideMs: null }))).leastDecideMs).toBeNull();
  expect(() => together([])).toThrow(RangeError);
});

test("the chart has a panel for each site and a curve for each sample", () => {
  const lines = [
    ...growing(1, [1000, 10_000]),
    ...growing(1, [1000, 10_000], { sample: "OldNormal" }),
    ...growing(1, [1000], { resources: 1000 }),
    ...growing(1, [1000, 10_000], { call: "first", sample: "NodeOnly" }),
  ];
  const chart = drawChart(lines) as string;
  expect(chart).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>\n$/);
  expect(chart).not.toMatch(/NaN|Infinity|undefined|null/);
  expect(chart.match(/<circle/g)).toHaveLength(5);
  expect(chart.match(/ resources</g)).toHaveLength(2);
  expect(chart).toContain("OldNormal, 10,000 jobs: 30.0 ms");
  expect(chart).not.toContain("NodeOnly");
  expect(drawChart([])).toBeNull();
});

test("curves are straight where growth is a power", () => {
  const chart = drawChart(growing(1, [1000, 3000, 9000])) as string;
  const at = [...chart.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const [a, b, c] = at as [number[], number[], number[]];
  const slope = ([x1 = 0, y1 = 0]: number[], [x2 = 0, y2 = 0]: number[]) => (y2 - y1) / (x2 - x1);
  expect(slope(a, b)).toBeCloseTo(slope(b, c), 2);
  expect(slope(a, b)).toBeLessThan(0);
  expect(chart).toContain("Normal, exponent 1.00<");
});

test("schedulers that disagree are found", () => {
  expect(disagreements([LINE, { ...LINE, call: "first" }, { ...LINE, jobs: 5, scheduleHash: "b" }])).toEqual([]);
  expect(disagreements([LINE, { ...LINE, scheduler: "plain-wasm", scheduleHash: "b" }])).toEqual([
    "Normal-10000-10000-1",
  ]);
});
