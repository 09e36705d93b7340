/** Texts of the quota document mean to the facade what they mean to the reference scheduler, or are faults to both. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readDate } from "../../ts/engine/encode/quotas/dates.js";
import { readPeriod } from "../../ts/engine/encode/quotas/periods.js";
import { limitOf } from "../../ts/engine/encode/quotas/values.js";
import { DEEP } from "../support/paths.js";
import { times, truncate } from "./decimal.js";
import { readOneShot, readPeriod as referencePeriod } from "./periods.js";
import { readQuotaDocument } from "./quota-document.js";

const RUNS = { seed: 12, numRuns: DEEP ? 200_000 : 5_000 };

/** What a reader gives, `null` if it throws. */
function attempt<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch {
    return null;
  }
}

const oneOf = (...texts: string[]) => fc.constantFrom(...texts);
const joined = (part: fc.Arbitrary<string>, by: string, maxLength: number) =>
  fc.array(part, { minLength: 1, maxLength }).map((parts) => parts.join(by));

/** The first, but for one in eight. */
const mostly = <T>(good: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 7, arbitrary: good }, { weight: 1, arbitrary: other });

const CLOCKS = ["0", "00:00", "8", "08:30", "19", "22:15:30", "23:59:59", "24", "24:00"];
const digits = oneOf("0", "8", "08", "23", "24", "25", "59", "60", "", "x", "008");
const clock = mostly(oneOf(...CLOCKS), joined(digits, ":", 4));
const range = mostly(
  fc.tuple(clock, clock).map((ends) => ends.join("-")),
  joined(clock, "-", 3),
);
const hours = fc.oneof(oneOf("*"), range, range);
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const day = oneOf(...DAYS);
const days = fc.oneof(
  day,
  fc.tuple(day, day).map((ends) => ends.join("-")),
);
const weekdays = fc.oneof(oneOf("*"), joined(mostly(days, joined(oneOf("Mon", "", "*", "mon"), "-", 3)), ",", 3));
const space = oneOf(" ", " ", "  ", "\t", "\n ", "\u00a0");
const rest = mostly(oneOf("* *", "*  *"), oneOf("1 *", "* jan", "*", "* * *", ""));
const period = fc
  .tuple(oneOf("", " "), hours, space, weekdays, space, rest, oneOf("", " "))
  .map((parts) => parts.join(""));

/** Blocks as pairs, each different one once. */
const different = (pairs: number[][]) => [...new Set(pairs.map(String))];

test("periods", () => {
  let good = 0;
  fc.assert(
    fc.property(mostly(period, oneOf("default", "* * * *", " default")), (text) => {
      const blocks = readPeriod(text, () => {});
      const expected = attempt(() => referencePeriod([text, "s"]))?.blocks ?? null;
      if (expected === null || expected === "filler" || blocks === null || blocks === "filler") {
        expect(blocks).toEqual(expected);
        return;
      }
      good += 1;
      const pairs = Array.from({ length: blocks.length / 2 }, (_, i) => blocks.slice(2 * i, 2 * i + 2));
      expect(pairs.map(String)).toEqual(different(expected.map(({ begin, end }) => [begin, end])));
    }),
    RUNS,
  );
  expect(good).toBeGreaterThan(RUNS.numRuns / 5);
});

test("dates", () => {
  const number = (...special: string[]) => fc.oneof(oneOf(...special), fc.nat(70).map(String));
  const year = number("0", "1", "0001", "1900", "2000", "2024", "2100", "9999", "10000");
  const date = fc
    .tuple(year, number("02", "2", "12"), number("29", "30", "31"), number("00", "24"), number("00", "59", "60"))
    .map(([y, month, d, h, m]) => `${y}-${month}-${d} ${h}:${m}`);
  let good = 0;
  fc.assert(
    fc.property(date, (text) => {
      const expected = attempt(() => readOneShot([text, "9999-12-31 23:59", "s"]))?.begin ?? null;
      expect(readDate(text)).toBe(expected);
      if (expected !== null) good += 1;
    }),
    RUNS,
  );
  expect(good).toBeGreaterThan(RUNS.numRuns / 100);
});

test("values", () => {
  const digits = fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String), oneOf("", "0", "00", "1", "0.", "x"));
  const text = fc
    .tuple(oneOf("", "", "+", "-", "--"), digits, oneOf("", ".", "."), digits, oneOf("", "", "*ALL", "ALL", " "))
    .map((parts) => parts.join(""));
  const number = fc.double({ noDefaultInfinity: true, noNaN: true });
  const value = fc.oneof(
    text,
    number,
    fc.integer(),
    fc.nat(1_000).map((n) => n / 100),
    oneOf("ALL", "-0.5*ALL"),
  );
  fc.assert(
    fc.property(value, fc.oneof(fc.nat(100), fc.maxSafeNat()), (written, all) => {
      const quotas = { "*,*,*,*": [written, 0, written] };
      const rule = attempt(() => readQuotaDocument({ quotas }, all))?.defaultRules[0];
      const expected = [rule?.limits.resources, rule?.limits.resourceSeconds].map((limit) => {
        if (limit === undefined) return null;
        const whole = limit === null ? -1n : truncate(times(limit, 1)).digits;
        return whole > BigInt(Number.MAX_SAFE_INTEGER) ? -1 : Number(whole);
      });
      expect([limitOf(written, all, 1), limitOf(written, all, 3_600)]).toEqual(expected);
    }),
    RUNS,
  );
});
