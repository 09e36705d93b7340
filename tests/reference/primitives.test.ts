/** The smallest parts of the reference scheduler, on random values (fast-check, fixed seed). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalOf, exceeds, parseDecimal, times, truncate } from "./decimal.js";
import { LocalClock } from "./local-time.js";
import { RankSet } from "./rank-set.js";

fc.configureGlobal({ seed: 1, numRuns: 300 });

describe("sets of ranks", () => {
  const CAPACITY = 100;
  const ranks = fc.uniqueArray(fc.nat(CAPACITY - 1));
  const set = (of: number[]) => RankSet.of(CAPACITY, of);
  const ascending = (of: number[]) => [...of].sort((a, b) => a - b);

  test("are what the sets of JavaScript are", () => {
    fc.assert(
      fc.property(ranks, ranks, ranks, (a, b, c) => {
        const inB = new Set(b);
        const inC = new Set(c);
        const both = a.filter((rank) => inB.has(rank));
        expect(set(a).intersect(set(b)).ranks()).toEqual(ascending(both));
        expect(
          set(a)
            .intersectAll([set(b), set(c)])
            .ranks(),
        ).toEqual(ascending(both.filter((rank) => inC.has(rank))));
        expect(set(a).minus(set(b), set(c)).ranks()).toEqual(
          ascending(a.filter((rank) => !inB.has(rank) && !inC.has(rank))),
        );
        expect(set(a).union(set(b)).ranks()).toEqual(ascending([...new Set([...a, ...b])]));
        expect(set(a).size()).toBe(a.length);
        expect(set(a).isEmpty()).toBe(a.length === 0);
        expect(set(a).hasAll(b)).toBe(b.every((rank) => a.includes(rank)));
      }),
    );
  });

  test("are read as they are written", () => {
    fc.assert(
      fc.property(ranks, (a) => {
        expect(RankSet.parse(CAPACITY, set(a).toText()).ranks()).toEqual(ascending(a));
      }),
    );
    expect(set([0, 1, 2, 7, 9, 10]).toText()).toBe("0-2 7 9-10");
    expect(RankSet.parse(5, "9-10 3-1048575 1").ranks()).toEqual([1, 3, 4]);
  });
});

describe("decimals", () => {
  test("compare exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: -999, max: 999 }), fc.nat(9999), fc.nat(99_999), (whole, fraction, value) => {
        const text = `${whole}.${String(fraction).padStart(4, "0")}`;
        const exact = BigInt(text.replace(".", ""));
        const decimal = parseDecimal(text);
        if (decimal === null) throw new Error(text);
        expect(exceeds(value, decimal)).toBe(BigInt(value) * 10_000n > exact);
        expect(exceeds(value, times(decimal, 3600))).toBe(BigInt(value) * 10_000n > exact * 3600n);
        expect(exceeds(value, truncate(decimal))).toBe(value > whole);
      }),
    );
  });

  test("0.29 of 100 is 29", () => {
    const limit = times(parseDecimal("0.29") ?? decimalOf(0), 100);
    expect([exceeds(29, limit), exceeds(30, limit)]).toEqual([false, true]);
  });

  test("numbers are the decimals that JavaScript writes", () => {
    expect(exceeds(1, decimalOf(1e21))).toBe(false);
    expect([exceeds(0, decimalOf(1e-7)), exceeds(1, decimalOf(1e-7))]).toEqual([false, true]);
    expect(decimalOf(-0.25)).toEqual({ digits: -25n, scale: 2 });
  });

  test.each(["", ".5", "5.", "1e3", " 1", "--1", "2*3", "ALL"])("%j is none", (text) => {
    expect(parseDecimal(text)).toBeNull();
  });
});

describe("local time", () => {
  const zones = ["UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Havana"];

  test("leads back to the instant, or to the first one with the same local time", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 1_600_000_000, max: 2_100_000_000 }),
        (zone, instant) => {
          const clock = new LocalClock(zone);
          const first = clock.instantOf(clock.localAt(instant));
          expect(clock.localAt(first)).toBe(clock.localAt(instant));
          expect(first).toBeLessThanOrEqual(instant);
          expect(instant - first).toBeLessThanOrEqual(3600);
        },
      ),
    );
  });

  test("that is skipped moves on by the gap, and one that occurs twice is the first", () => {
    const paris = new LocalClock("Europe/Paris");
    const local = (text: string) => Date.parse(`${text}Z`) / 1000;
    expect(paris.instantOf(local("2025-03-30T02:30"))).toBe(local("2025-03-30T01:30"));
    expect(paris.instantOf(local("2024-10-27T02:30"))).toBe(local("2024-10-27T00:30"));
    expect(paris.transitions(local("2025-01-01T00:00"), local("2026-01-01T00:00"))).toEqual([
      local("2025-03-30T01:00"),
      local("2025-10-26T01:00"),
    ]);
  });
});
