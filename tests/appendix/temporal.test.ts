/** The cases of 7.5 that are about the calendar itself and the texts of quotas, on the reference scheduler. */
import { describe, expect, test } from "vitest";
import { rulesPeriods } from "../reference/calendar.js";
import { exceeds } from "../reference/decimal.js";
import { readPeriod, type WeekBlock } from "../reference/periods.js";
import { readQuotaDocument } from "../reference/quota-document.js";
import { DAY, MONDAY, ONESHOT, SIMPLE } from "./temporal-cases.js";

const HOUR = 3600;
const LIMIT = 5184000;

type Lasting = [rules: string | null, seconds: number][];

/** The rules in force over a closed interval, and for how long each. */
function lasting(given: unknown, from: number, to: number, limit = LIMIT): Lasting {
  const periods = rulesPeriods(readQuotaDocument(given, 32), from, limit, "UTC").filter(({ begin }) => begin <= to);
  return periods.map(({ begin, rules }, i) => [rules, (periods[i + 1]?.begin ?? to + 1) - begin]);
}

const weeks = (count: number): Lasting =>
  Array.from(
    { length: count },
    (): Lasting => [
      ["q1", 259200],
      ["q2", 345600],
    ],
  ).flat();

/** Week hours of the rules of one week without anything else. */
function hours(...periodical: [string, string][]): [string | null, from: number, to: number][] {
  const document = { periodical, n: {}, w: {}, p: {} };
  let at = 0;
  return lasting(document, MONDAY, MONDAY + 7 * DAY - 1).map(([rules, seconds]) => {
    at += seconds / HOUR;
    return [rules, at - seconds / HOUR, at];
  });
}

test("QV-01: values of rules", () => {
  const rules = { "*,*,*,a": [100, "ALL", "0.5*ALL"], "*,*,*,b": ["34.5", "ALL", "2*ALL"] };
  const { defaultRules } = readQuotaDocument({ quotas: rules }, 100);
  const highest = defaultRules.map(({ limits }) =>
    [limits.resources, limits.jobs, limits.resourceSeconds].map((limit) => {
      if (limit === null) return null;
      let value = 0;
      for (let step = 2 ** 20; step >= 1; step /= 2) if (!exceeds(value + step, limit)) value += step;
      return value;
    }),
  );
  expect(highest).toEqual([
    [100, 100, 180000],
    [34, 100, 720000],
  ]);
});

describe("the week of simple and oneshot", () => {
  test("TP-01", () => expect(lasting(SIMPLE, MONDAY, MONDAY + 7 * DAY)[0]).toEqual(["q1", 259200]));
  test("TP-02", () => expect(lasting(ONESHOT, MONDAY + 36 * HOUR, MONDAY + 7 * DAY)[0]).toEqual(["h", 129600]));
  test.each([3, 4])("TP-03: %i days", (days) => {
    const [first, second] = lasting(SIMPLE, MONDAY, MONDAY + days * DAY);
    expect(first).toEqual(["q1", 259200]);
    expect(second?.[0]).toBe("q2");
  });
  test("TP-04", () => expect(lasting(SIMPLE, MONDAY, MONDAY + 14 * DAY - 1)).toEqual(weeks(2)));
  test("TP-05", () => expect(lasting(SIMPLE, MONDAY, MONDAY + 14 * DAY)).toEqual([...weeks(2), ["q1", 1]]));
  test("TP-06", () => expect(lasting(SIMPLE, MONDAY, MONDAY + 21 * DAY, 21 * DAY)).toEqual([...weeks(3), [null, 1]]));
  test("TP-07", () =>
    expect(lasting(ONESHOT, MONDAY, MONDAY + 14 * DAY - 1)).toEqual([
      ["q1", 12 * HOUR],
      ["h", 60 * HOUR],
      ["q2", 4 * DAY],
      ...weeks(1),
    ]));
  test("TP-25", () =>
    expect(lasting(SIMPLE, MONDAY + 5 * DAY, MONDAY + 7 * DAY)).toEqual([
      ["q2", 2 * DAY],
      ["q1", 1],
    ]));
});

describe("texts of periods", () => {
  const blocks = (text: string) => readPeriod([text, "p"]).blocks as WeekBlock[];

  test("TP-17", () => {
    expect(blocks("08:00-19:00 mon-fri * *")).toHaveLength(5);
    expect(blocks("08:00-19:00 mon-fri * *")[0]).toEqual({ begin: 28800, end: 68400 });
  });
  test("TP-18", () => expect(hours(["* * * *", "p"])).toEqual([["p", 0, 168]]));
  test("TP-19", () => {
    const nights = [0, 1, 2, 3, 4, 5].flatMap((day) => [
      [null, 24 * day + 2, 24 * day + 22],
      ["p", 24 * day + 22, 24 * day + 26],
    ]);
    expect(hours(["22:00-02:00 * * *", "p"])).toEqual([["p", 0, 2], ...nights, [null, 146, 166], ["p", 166, 168]]);
  });
  test("TP-20", () => {
    const days = [0, 1, 2, 3, 4].flatMap((day) => [
      ["w", 24 * day + 8, 24 * day + 19],
      ["n", 24 * day + 19, day === 4 ? 168 : 24 * day + 32],
    ]);
    expect(hours(["* * * *", "n"], ["08:00-19:00 mon-fri * *", "w"])).toEqual([["n", 0, 8], ...days]);
  });
  test("TP-21", () => {
    const week = hours(
      ["08:00-19:00 mon-fri * *", "w"],
      ["19:00-00:00 mon-thu * *", "n"],
      ["00:00-08:00 tue-fri * *", "n"],
      ["19:00-00:00 fri * *", "p"],
      ["* sat-sun * *", "p"],
      ["00:00-08:00 mon * *", "p"],
    );
    expect(week.map(([rules]) => rules)).toEqual(["p", "w", "n", "w", "n", "w", "n", "w", "n", "w", "p"]);
  });
  test("TP-26", () =>
    expect(blocks("* sat-mon * *")).toEqual([
      { begin: 120 * HOUR, end: 168 * HOUR },
      { begin: 0, end: 24 * HOUR },
    ]));
});
