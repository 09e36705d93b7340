import { describe, expect, test } from "vitest";
import { encodeScenario } from "../index.js";
import { MOST_WARNINGS } from "./warnings.js";

const NOW = 1_700_000_000;
const ALWAYS = [["* mon-sun * *", "s"]];

/** The warnings about a document: what is said, and of which field. */
function warningsOf(quotas: unknown, parts: Record<string, unknown> = {}): [message: string, field: unknown][] {
  const { warnings } = encodeScenario({
    scenario: 1,
    now: NOW,
    config: { QUOTAS: "yes" },
    resources: { default: "0-9", hierarchy: {} },
    queues: [["default"], ["besteffort"]],
    jobs: [],
    quotas,
    ...parts,
  });
  return warnings.map(({ message, details }) => [message.replace("quotas: ", ""), details.field ?? details.count]);
}

const fieldsOf = (...given: Parameters<typeof warningsOf>) => warningsOf(...given).map(([, field]) => field);

describe("nothing is said", () => {
  test.each<[string, unknown]>([
    ["without a document", undefined],
    ["of no rules, which lift all quotas", { quotas: {}, s: {}, periodical: ALWAYS }],
    [
      "of rules of every kind",
      { quotas: { "*,*,*,/": [1, 1, 1], "default,/,*,ann": [-1, -1, 0], "*,p,*,*": [2, 2, 2] } },
    ],
    ["of tracked types", { quotas: { "*,*,deploy,*": [1, 1, 1] }, job_types: ["deploy"] }],
    ["of rules some of which have no limit", { quotas: { "*,*,*,ann": [-1, -1, -1], "*,*,*,*": [1, -1, -1] } }],
    [
      "of periods that win here and lose there",
      {
        periodical: [
          ["8-12 * * *", "s"],
          ["10-14 * * *", "s"],
          ["* * * *", "s"],
        ],
        s: {},
      },
    ],
    [
      "of one-shots that overlap, and of such as are over",
      {
        oneshot: [
          ["2030-01-01 00:00", "2030-02-01 00:00", "s"],
          ["2030-01-15 00:00", "2030-02-02 00:00", "s"],
          ["2001-01-01 00:00", "2002-01-01 00:00", "s"],
          ["2001-02-01 00:00", "2001-03-01 00:00", "s"],
        ],
        s: {},
      },
    ],
  ])("%s", (_, document) => {
    expect(warningsOf(document)).toEqual([]);
  });

  test("when quotas are off", () => {
    expect(warningsOf({ unused: {} }, { config: { QUOTAS: "no" } })).toEqual([]);
  });
});

describe("sets of rules", () => {
  test("that no period names", () => {
    expect(warningsOf({ spare: {}, s: {}, "a b": { "*,*,*,*": [-1, -1, -1] }, periodical: ALWAYS })).toEqual([
      ["a set of rules is never used: no period names it", "quotas.spare"],
      ["a set of rules is never used: no period names it", 'quotas["a b"]'],
    ]);
  });

  test.each<[string, unknown]>([
    ["no limits", { "*,*,*,*": [-1, "-2.5", "-1*ALL"], "default,*,*,*": [-1, 1e300, -1] }],
    ["an each of types", { "*,*,/,*": [1, 1, 1] }],
    ["a type that is not tracked", { "*,*,console,*": [1, 1, 1] }],
    ["a type that is no quota type", { "*,*,no_quotas,*": [1, 1, 1] }],
    ["a type that is no key", { "*,*,a=b,*": [1, 1, 1] }],
    ["containers", { "*,*,container,*": [1, 1, 1] }],
    ["a queue that is not there", { "defualt,*,*,*": [1, 1, 1] }],
    ["what hides all others has no limit", { "*,*,*,/": [1, 1, 1], "/,*,*,*": [-1, -1, -1] }],
  ])("with nothing but %s", (_, rules) => {
    const job_types = ["deploy", "no_quotas", "a=b", "container", "/"];
    expect(warningsOf({ quotas: rules, job_types })).toEqual([
      ["no rule of this set can ever refuse a job", "quotas.quotas"],
    ]);
    expect(fieldsOf({ s: rules, periodical: ALWAYS, job_types })).toEqual(["quotas.s"]);
  });
});

describe("rules that are never found", () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ["by the queue", { "*,*,*,/": [1, 1, 1], "/,*,*,*": [2, 2, 2], "default,*,*,*": [1, 1, 1] }, ["*,*,*,/"]],
    ["by the project", { "*,/,*,*": [1, 1, 1], "*,*,*,ann": [1, 1, 1], "default,*,*,*": [1, 1, 1] }, ["*,*,*,ann"]],
    ["by the user", { "*,*,*,/": [1, 1, 1], "*,*,*,*": [1, 1, 1], "*,p,*,*": [1, 1, 1] }, ["*,*,*,*"]],
    ["not by a type", { "*,*,/,/": [1, 1, 1], "*,*,*,*": [1, 1, 1] }, []],
    ["not without a limit", { "*,*,*,/": [1, 1, 1], "*,*,*,*": [-1, -1, -1] }, []],
    ["not by names that run together", { ",/,*,*": [1, 1, 1], "*,*,*,*": [1, 1, 1] }, []],
  ])("%s", (_, rules, hidden) => {
    expect(fieldsOf({ quotas: rules })).toEqual(hidden.map((key) => `quotas.quotas[${JSON.stringify(key)}]`));
  });
});

describe("periods that never hold", () => {
  test.each<[string, string[], number[]]>([
    ["a second filler", ["default", "8-12 * * *", "* * * *", "default"], [2, 3]],
    ["a filler of a full week", ["* * * *", "* mon-wed * *", "* thu-sun * *"], [0]],
    ["all of it is in one that begins earlier", ["9-11 mon * *", "8-12 * * *"], [0]],
    ["the same twice: the second", ["8-12 * * *", "8-12 * * *"], [1]],
    ["the same begin: the first listed wins where both are", ["8-12 * * *", "8-13 * * *"], []],
    ["the other way round", ["8-13 * * *", "8-12 * * *"], [1]],
    ["over the end of the week", ["22-2 sun * *", "23-1 sun * *"], [1]],
    ["not all of it", ["22-2 sun * *", "23-3 sun * *"], []],
    ["in two that touch there is a way out", ["8-10 mon * *", "10-12 mon * *", "9-11 mon * *"], []],
  ])("%s", (_, texts, entries) => {
    const periodical = texts.map((text) => [text, "s"]);
    expect(fieldsOf({ periodical, s: {} })).toEqual(entries.map((entry) => `quotas.periodical[${entry}]`));
  });
});

describe("one-shots that never hold", () => {
  const never = (timeZone: string, ...oneshot: [string, string][]) =>
    warningsOf({ oneshot: oneshot.map((dates) => [...dates, "s"]), s: {} }, { timeZone }).map(([message, field]) => [
      message.replace("a one-shot never holds: ", ""),
      field,
    ]);
  const covered = "another one wins all over it";
  const skipped = "the local clock skips it";

  test("within one that began before", () => {
    const outer: [string, string] = ["2030-01-01 00:00", "2030-03-01 00:00"];
    expect(never("UTC", ["2030-01-02 00:00", "2030-03-01 00:00"], outer)).toEqual([[covered, "quotas.oneshot[0]"]]);
    expect(never("UTC", outer, outer)).toEqual([[covered, "quotas.oneshot[1]"]]);
    expect(never("UTC", ["0001-01-01 00:00", "2030-03-01 00:00"], outer)).toEqual([[covered, "quotas.oneshot[1]"]]);
  });

  test("the local clock decides which begins first", () => {
    // 02:30 is skipped in Paris on that day, and becomes 03:30; 02:59 becomes 03:59, after 03:10.
    const dates: [string, string][] = [
      ["2030-03-31 02:30", "2030-03-31 12:00"],
      ["2030-03-31 03:10", "2030-03-31 11:00"],
    ];
    expect(never("UTC", ...dates)).toEqual([[covered, "quotas.oneshot[1]"]]);
    expect(never("Europe/Paris", ...dates)).toEqual([]);
    const brief: [string, string] = ["2030-03-31 02:59", "2030-03-31 03:30"];
    expect(never("Europe/Paris", brief)).toEqual([[skipped, "quotas.oneshot[0]"]]);
    expect(never("UTC", brief)).toEqual([]);
  });
});

test("a hundred warnings are enough", () => {
  const document = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`s${i}`, {}]));
  const warnings = warningsOf(document);
  expect(warnings).toHaveLength(MOST_WARNINGS + 1);
  expect(warnings.at(-1)).toEqual(["further warnings are left out", 250 - MOST_WARNINGS]);
});
