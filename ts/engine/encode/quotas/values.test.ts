import { describe, expect, test } from "vitest";
import { limitOf, NO_LIMIT, VALUE_LENGTH } from "./values.js";

const HOURS = 3_600;
const MOST = Number.MAX_SAFE_INTEGER;

test("QV-01", () => {
  const limits = (values: unknown[]) => values.map((value, i) => limitOf(value, 100, i === 2 ? HOURS : 1));
  expect(limits([100, "ALL", "0.5*ALL"])).toEqual([100, 100, 180_000]);
  expect(limits(["34.5", "ALL", "2*ALL"])).toEqual([34, 100, 720_000]);
});

describe("a value is an exact integer, or no limit", () => {
  test.each([
    ["0.29*ALL", 100, 1, 29],
    ["0.57*ALL", 100, 1, 57],
    ["1.1*ALL", 10, HOURS, 39_600],
    ["-0.5*ALL", 0, 1, 0],
    ["-0.5*ALL", 1, 1, NO_LIMIT],
    ["-0*ALL", 7, 1, 0],
    ["ALL", 0, 1, 0],
    ["ALL", MOST, 1, MOST],
    ["ALL", MOST, HOURS, NO_LIMIT],
    ["2*ALL", MOST, 1, NO_LIMIT],
    ["0.5", 1, 1, 0],
    ["0.5", 1, HOURS, 1_800],
    ["+3", 1, 1, 3],
    ["007.90", 1, 1, 7],
    ["-0.0", 1, 1, 0],
    ["-0.5", 1, 1, NO_LIMIT],
    ["-1", 1, HOURS, NO_LIMIT],
    [`${MOST}`, 1, 1, MOST],
    [`${MOST}.999`, 1, 1, MOST],
    [`${MOST + 1}`, 1, 1, NO_LIMIT],
    [`0.${"3".repeat(900)}`, 1, HOURS, 1_199],
    ["9".repeat(VALUE_LENGTH), 1, 1, NO_LIMIT],
    [`${"0".repeat(VALUE_LENGTH - 1)}8`, 1, 1, 8],
    [0, 1, 1, 0],
    [-0, 1, 1, 0],
    [-1e-300, 1, 1, NO_LIMIT],
    [5e-324, 1, HOURS, 0],
    [1e-7, 1, HOURS, 0],
    [2.5e-3, 1, HOURS, 9],
    [0.1, 1, HOURS, 360],
    [1.1, 1, HOURS, 3_960],
    [2.9, 1, 1, 2],
    [1e300, 1, 1, NO_LIMIT],
    [MOST, 1, 1, MOST],
    [MOST, 1, HOURS, NO_LIMIT],
    [Math.floor(MOST / HOURS), 1, HOURS, Math.floor(MOST / HOURS) * HOURS],
    [Math.floor(MOST / HOURS) + 1, 1, HOURS, NO_LIMIT],
  ])("%.30s with ALL %i, worth %i each, is %i", (value, all, unit, limit) => {
    expect(limitOf(value, all, unit)).toBe(limit);
  });
});

test.each([
  "",
  " 1",
  "1 ",
  ".5",
  "5.",
  "1e3",
  "0x10",
  "--1",
  "1,5",
  "١",
  "all",
  "-ALL",
  "*ALL",
  "ALL*2",
  "2*3",
  "2*ALL*ALL",
  "2 *ALL",
  "NaN",
  "Infinity",
  "1".repeat(VALUE_LENGTH + 1),
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  null,
  undefined,
  true,
  12n,
  [1],
  {},
  Symbol("1"),
])("%.30s is none", (value) => {
  expect(limitOf(value, 10, 1)).toBeNull();
});

test("a text of a million digits takes no time", () => {
  const begin = performance.now();
  expect(limitOf("9".repeat(1_000_000), 10, 1)).toBeNull();
  expect(performance.now() - begin).toBeLessThan(100);
});
