import { describe, expect, test } from "vitest";
import { Clock, clockOf } from "./clock.js";
import { readDate } from "./dates.js";
import { instantOf, MARGIN, matters, transitionsOf } from "./transitions.js";

const NOW = 1_700_000_000;
const WEEK = 604_800;
const HORIZON = 2_147_483_648;
const local = (...texts: string[]) => texts.map((text) => readDate(text) as number);
const paris = clockOf("Europe/Paris") as Clock;

/** What the clock of the table shows at an instant, minus UTC. */
function offsetIn(pairs: readonly number[], instant: number): number {
  let offset = pairs[1] as number;
  for (let i = 0; i < pairs.length; i += 2) if ((pairs[i] as number) <= instant) offset = pairs[i + 1] as number;
  return offset;
}

describe("clocks", () => {
  test.each(["", "Mars/Olympus", "+01:00", "-00:30", "Europe/Paris ", "../UTC", "\u0000"])("%j is no zone", (zone) => {
    expect(clockOf(zone)).toBeNull();
  });

  test("the clock of a zone is remembered", () => {
    expect(clockOf("Europe/Paris")).toBe(paris);
  });

  test("not for ever: a zone for every spelling is not kept", () => {
    for (let i = 0; i < 64; i++) {
      const zone = [..."europe/paris"].map((sign, at) => ((i >> at) & 1 ? sign.toUpperCase() : sign)).join("");
      expect(clockOf(zone)?.transitions([0])).toEqual([0, 3_600]);
    }
    expect(clockOf("Europe/Paris")).not.toBe(paris);
  });

  test.each([
    ["UTC", 0, [0, 0]],
    ["Asia/Kolkata", 2_800, [2_800 * WEEK, 19_800]],
    // The clock is put back on 2024-10-27 01:00 UTC, in the week 2860.
    ["Europe/Paris", 2_860, [2_860 * WEEK, 7_200, 1_729_990_800, 3_600]],
    // The last day of 1994 in Kiribati was left out.
    ["Pacific/Kiritimati", 1_304, [1_304 * WEEK, -36_000, 788_868_000, 50_400]],
    // Alaska changed sides in 1867, at local noon and then some.
    ["America/Juneau", -5_333, [-5_333 * WEEK, 54_139, -3_225_223_727, -32_261]],
    ["Asia/Manila", -65_000, [-65_000 * WEEK, expect.any(Number)]],
  ])("%s in week %i", (zone, week, pairs) => {
    expect(new Clock(zone).transitions([week])).toEqual(pairs);
  });

  test("weeks in any order of asking, alone or together, say the same", () => {
    const weeks = [2_860, 2_861, 2_862, 2_880, 2_881, 2_882];
    const together = new Clock("Europe/Paris").transitions(weeks);
    const other = new Clock("Europe/Paris");
    for (const week of [2_882, 2_861, 2_881, 2_860, 2_862, 2_880]) other.transitions([week]);
    expect(other.transitions(weeks)).toEqual(together);
    expect(together).toEqual([2_860 * WEEK, 7_200, 1_729_990_800, 3_600, 1_743_296_400, 7_200]);
  });
});

describe("what a calendar needs of a clock", () => {
  test("without one-shots it is some weeks around now and the limit", () => {
    const pairs = transitionsOf(paris, NOW, 5_184_000, []);
    expect(pairs).toEqual([expect.any(Number), 3_600]);
    expect(pairs[0]).toBeLessThanOrEqual(NOW - WEEK - MARGIN);
    expect(transitionsOf(paris, NOW, 30 * WEEK, [])).toHaveLength(4);
  });

  test("it ends with the horizon, whatever the limit", () => {
    const pairs = transitionsOf(paris, NOW, Number.MAX_SAFE_INTEGER, []);
    expect(pairs.at(-2)).toBeLessThan(HORIZON);
    expect(pairs.length / 2).toBe(1 + 2 * (2037 - 2023));
  });

  test("a one-shot since the year 1 costs a week or two", () => {
    const clock = new Clock("America/New_York");
    const oneShots = local("0001-01-01 00:00", "2023-12-24 12:00");
    const pairs = transitionsOf(clock, NOW, WEEK, oneShots);
    // Local mean time, the seam, and the winter of 2023.
    expect(pairs).toHaveLength(6);
    expect(instantOf(pairs, oneShots[0] as number)).toBe((oneShots[0] as number) + 17_762);
    expect(instantOf(pairs, oneShots[1] as number)).toBe((oneShots[1] as number) + 18_000);
  });

  test("one that is over, or begins after the horizon, costs nothing", () => {
    const over = local("1990-03-25 00:00", "1990-03-25 12:00");
    const later = local("2038-03-28 00:00", "2039-03-28 12:00");
    expect(transitionsOf(paris, NOW, WEEK, [...over, ...later])).toEqual(transitionsOf(paris, NOW, WEEK, []));
    expect(matters(NOW - 9 * MARGIN, NOW - MARGIN, NOW)).toBe(false);
    expect(matters(NOW - 9 * MARGIN, NOW, NOW)).toBe(true);
  });

  test("around every date it is the whole clock", () => {
    const dates = local("1921-03-14 23:30", "2031-03-30 02:30", "1945-09-16 02:30", "2026-10-25 02:30");
    const pairs = transitionsOf(paris, NOW, WEEK, dates);
    const weeks = Array.from({ length: 6_000 }, (_, i) => i - 2_600);
    const whole = new Clock("Europe/Paris").transitions(weeks);
    for (const date of dates) {
      expect(instantOf(pairs, date)).toBe(instantOf(whole, date));
      for (let hour = -30; hour <= 30; hour++) {
        const instant = date + hour * 3_600;
        expect([instant, offsetIn(pairs, instant)]).toEqual([instant, offsetIn(whole, instant)]);
      }
    }
  });

  test("a hundred thousand one-shots over two thousand years take seconds", () => {
    const dates = Array.from({ length: 100_000 }, (_, i) => [i * 600_000 - 60_000_000_000, NOW + WEEK + i]).flat();
    const begin = performance.now();
    const pairs = transitionsOf(new Clock("Europe/Paris"), NOW, WEEK, dates);
    expect(performance.now() - begin).toBeLessThan(20_000);
    expect(pairs.length).toBeGreaterThan(100);
  });
});

describe("instants of local times (R13.6)", () => {
  const pairs = transitionsOf(paris, NOW, 60 * WEEK, []);
  test.each([
    ["2024-01-15 12:00", Date.UTC(2024, 0, 15, 11)],
    ["2024-07-15 12:00", Date.UTC(2024, 6, 15, 10)],
    ["2024-03-31 01:59", Date.UTC(2024, 2, 31, 0, 59)],
    ["2024-03-31 02:30", Date.UTC(2024, 2, 31, 1, 30)],
    ["2024-03-31 03:00", Date.UTC(2024, 2, 31, 1)],
    ["2024-10-27 02:30", Date.UTC(2024, 9, 27, 0, 30)],
    ["2024-10-27 03:00", Date.UTC(2024, 9, 27, 2)],
  ])("%s in Paris", (text, milliseconds) => {
    expect(instantOf(pairs, readDate(text) as number)).toBe(milliseconds / 1_000);
  });
});
