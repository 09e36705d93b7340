import fc from "fast-check";
import { expect, test } from "vitest";
import type { Scenario, ScheduleData } from "../../model/index.js";
import { terminalOf } from "../style/index.js";
import { type Bar, ownersBySize, type Plan, planOf } from "./bars.js";
import { gridOf } from "./grid.js";
import { Positions } from "./positions.js";
import { axisOf, drawAxis } from "./time-axis.js";
import { drawUtilization, meanUtilization, utilizationOf } from "./utilization.js";

const plainTerminal = terminalOf({}, {});

function bar(job: number, begin: number, end: number, resources: number[], owner = "a", placedNow = true): Bar {
  return { job, owner, begin, end, resources, placedNow };
}

test("a plan holds what was placed and what was there, but not what is over", () => {
  const scenario = {
    now: 100,
    resources: { default: "0-3", usable: "0-5", hierarchy: {} },
    jobs: [
      { id: 9, queue: "q", user: "u" },
      { id: 3, queue: "q", assignment: { begin: 50, end: 120, resources: "4" } },
      { id: 2, queue: "q", assignment: { begin: 50, end: 99, resources: "4" } },
      { id: 5, queue: "q" },
    ],
  } as unknown as Scenario;
  const schedule: ScheduleData = {
    name: "",
    assignments: { 9: { moldable: 1, begin: 100, end: 109, resources: "0-1" }, 5: null },
    reasons: { 5: "no_resources" },
  };
  expect(planOf(scenario, schedule)).toEqual({
    now: 100,
    usable: [0, 5],
    bars: [bar(3, 50, 120, [4, 4], "", false), bar(9, 100, 109, [0, 1], "u")],
  });
});

test("owners are sorted by what they hold", () => {
  expect(ownersBySize([bar(1, 0, 9, [0, 0], "a"), bar(2, 0, 4, [1, 2], "b"), bar(3, 0, 0, [5, 6], "b")])).toEqual([
    "b",
    "a",
  ]);
});

test("positions skip the holes between ranks", () => {
  const positions = new Positions([2, 3, 10, 12]);
  expect(positions.size).toBe(5);
  expect([0, 1, 2, 4].map((position) => positions.rankAt(position))).toEqual([2, 3, 10, 12]);
  expect(positions.of([0, 2, 3, 11, 20, 20])).toEqual([
    { first: 0, last: 0 },
    { first: 1, last: 1 },
    { first: 2, last: 3 },
  ]);
});

test("positions are those of a plain list of ranks", () => {
  const ranks = fc.uniqueArray(fc.nat(30)).map((list) => list.sort((a, b) => a - b));
  fc.assert(
    fc.property(ranks, ranks, (usable, set) => {
      const positions = new Positions(usable.flatMap((rank) => [rank, rank]));
      const expected = set.map((rank) => usable.indexOf(rank)).filter((position) => position >= 0);
      const found = positions.of(set.flatMap((rank) => [rank, rank])).map(({ first }) => first);
      expect(found).toEqual(expected);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test("the axis ends with the last job, unless a few run on much longer", () => {
  const jobs = (count: number, end: number) => Array.from({ length: count }, (_, i) => bar(i, 0, end - 1, [0, 0]));
  const axis = (bars: Bar[]) => axisOf({ now: 0, usable: [0, 0], bars }, 10);
  expect(axis(jobs(3, 600))).toEqual({ begin: 0, end: 600, columns: 10 });
  expect(axis([...jobs(19, 600), bar(50, 0, 99_999, [0, 0])]).end).toBe(660);
  expect(axis([...jobs(18, 600), bar(50, 0, 9_999, [0, 0]), bar(51, 0, 9_999, [0, 0])]).end).toBe(10_000);
  expect(axis([...jobs(1, 600), bar(50, 0, 99_999, [0, 0], "a", false)]).end).toBe(600);
  expect(axis([bar(50, 0, 99, [0, 0], "a", false)]).end).toBe(100);
});

test.each([
  [60, "now        +15s       +30s       +45s", 44],
  [7_200, "now             +1h", 33],
  [86_400 * 40, "now         +10d        +20d        +30d", 48],
  [86_400 * 400, "now         +100d       +200d       +300d", 48],
])("an axis of %i seconds", (end, labels, columns) => {
  expect(drawAxis({ begin: 0, end, columns })[1]).toBe(labels);
});

test("each tick stands over its label, and lines are not longer than the axis", () => {
  const lengths = fc.integer({ min: 1, max: 2_147_483_648 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 20, max: 200 }), (end, columns) => {
      const [rule, labels] = drawAxis({ begin: 0, end, columns });
      expect(rule).toHaveLength(columns);
      expect(labels.length).toBeLessThanOrEqual(columns);
      const ticks = [...rule].flatMap((char, column) => (char === "┬" ? [column] : []));
      expect(ticks.every((column) => "n+".includes(labels[column] ?? ""))).toBe(true);
      expect(ticks).toHaveLength(labels.split("+").length);
    }),
    { seed: 6, numRuns: 300 },
  );
});

const PLAN: Plan = {
  now: 0,
  usable: [0, 3],
  bars: [bar(1, 0, 9, [0, 1], "a"), bar(2, 5, 14, [2, 2], "b"), bar(3, 15, 39, [0, 3], "b")],
};

test("a cell is whose job holds most of it", () => {
  const { bands, cells } = gridOf(PLAN, { begin: 0, end: 20, columns: 2 }, 3);
  expect(bands).toEqual([
    { first: 0, last: 2 },
    { first: 3, last: 3 },
  ]);
  expect(cells[0]).toEqual([
    { owner: "a", job: 1, busy: 25 / 30 },
    { owner: "b", job: 3, busy: 20 / 30 },
  ]);
  expect(cells[1]).toEqual([null, { owner: "b", job: 3, busy: 0.5 }]);
});

test("utilization is what is held of the resources", () => {
  expect(utilizationOf(PLAN, { begin: 0, end: 20, columns: 4 })).toEqual([0.5, 0.75, 0.25, 1]);
  expect(meanUtilization(PLAN, 20)).toBe(0.625);
  expect(meanUtilization(PLAN, 40)).toBe(0.8125);
  expect(utilizationOf({ ...PLAN, usable: [] }, { begin: 0, end: 20, columns: 2 })).toEqual([0, 0]);
});

test("what lies on top of something counts once, and the shorter job is seen", () => {
  const bars = [bar(1, 0, 19, [0, 1], "a"), bar(2, 5, 9, [0, 0], "b"), bar(3, 8, 14, [0, 0], "c")];
  const plan: Plan = { now: 0, usable: [0, 3], bars };
  const axis = { begin: 0, end: 20, columns: 4 };
  expect(utilizationOf(plan, axis)).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect(gridOf(plan, axis, 1).cells[0]?.map((cell) => [cell?.job, cell?.busy])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
    [1, 1],
  ]);
});

test("utilization is the count of the held resources, second by second", () => {
  const bars = fc.array(fc.tuple(fc.nat(30), fc.nat(20), fc.nat(5), fc.nat(3)), { maxLength: 8 });
  fc.assert(
    fc.property(bars, fc.constantFrom(1, 2, 5, 10), (list, columns) => {
      const jobs = list.map(([begin, length, first, width], job) => {
        return bar(job, begin, begin + length, [first, first + width]);
      });
      const plan: Plan = { now: 10, usable: [1, 6], bars: jobs };
      const held = Array.from({ length: 30 }, (_, second) => {
        const isHeld = (rank: number) =>
          jobs.some(({ begin, end, resources: [first = 0, last = 0] }) => {
            return begin <= 10 + second && end >= 10 + second && first <= rank && last >= rank;
          });
        return [1, 2, 3, 4, 5, 6].filter(isHeld).length;
      });
      const width = 30 / columns;
      utilizationOf(plan, { begin: 10, end: 40, columns }).forEach((share, column) => {
        const seconds = held.slice(column * width, (column + 1) * width);
        expect(share).toBeCloseTo(seconds.reduce((sum, count) => sum + count, 0) / (6 * width), 9);
      });
    }),
    { seed: 8, numRuns: 300 },
  );
});

test("the grid and the utilization agree on random plans", () => {
  const bars = fc.array(fc.tuple(fc.nat(5), fc.nat(50), fc.nat(30), fc.nat(2)), { maxLength: 6 });
  fc.assert(
    fc.property(bars, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 }), (list, columns, size) => {
      const lanes = list.map(([, begin, length, width], job) => {
        return bar(job, begin, begin + length, [job * 2, job * 2 + width], `u${job}`);
      });
      const plan: Plan = { now: 10, usable: [0, 17], bars: lanes };
      const axis = { begin: 10, end: 70, columns };
      const { bands, cells } = gridOf(plan, axis, size);
      utilizationOf(plan, axis).forEach((share, column) => {
        const held = bands.map((band, row) => (cells[row]?.[column]?.busy ?? 0) * (band.last - band.first + 1));
        expect(held.reduce((sum, area) => sum + area, 0) / 18).toBeCloseTo(share, 9);
      });
    }),
    { seed: 7, numRuns: 300 },
  );
});

test("the bar chart", () => {
  expect(drawUtilization([0, 0.001, 0.25, 0.5, 0.75, 1], 2, 5, plainTerminal)).toEqual([
    "100 % │    ▄█│",
    "  0 % │ ▁▄███│",
  ]);
});
