import { expect, test } from "vitest";
import type { ReasonCode, Scenario } from "../../model/index.js";
import { terminalOf } from "../style/index.js";
import type { Plan } from "./bars.js";
import { drawGantt, labelWidth } from "./gantt.js";
import { shortReason, waitSentence } from "./reasons.js";
import { drawReport } from "./report.js";
import { drawSchedule } from "./schedule.js";
import type { ExplainedSchedule } from "./schedule-table.js";
import { drawTable } from "./table.js";

const plain = terminalOf({}, {});
const colored = terminalOf({}, { FORCE_COLOR: "1" });
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const visible = (line: string) => line.replace(/\u001b\[[\d;]*m/g, "");

const SMALL: Plan = {
  now: 0,
  usable: [0, 1, 8, 8],
  bars: [
    { job: 1, owner: "ann", begin: 0, end: 49, resources: [0, 1], placedNow: true },
    { job: 22, owner: "bob", begin: 50, end: 99, resources: [0, 0], placedNow: true },
    { job: 3, owner: "ann", begin: 95, end: 99, resources: [8, 8], placedNow: true },
    { job: 4, owner: "ann", begin: 90, end: 94, resources: [8, 8], placedNow: true },
  ],
};

test("few resources: a row each, and jobs with their ids", () => {
  expect(drawGantt(SMALL, { begin: 0, end: 100, columns: 20 }, plain)).toEqual([
    "0 │[1───────][22──────]│",
    "1 │[1───────]          │",
    "8 │                  ||│",
    "  └┬───────────┬───────┘",
    "   now         +1min",
  ]);
});

test("many resources: bands, letters of users, small where less than half is held", () => {
  const plan: Plan = {
    now: 0,
    usable: [0, 43],
    bars: [
      { job: 1, owner: "ann", begin: 0, end: 49, resources: [0, 43], placedNow: true },
      { job: 2, owner: "bob", begin: 50, end: 99, resources: [0, 20], placedNow: true },
      { job: 3, owner: "\u001b[1m", begin: 50, end: 59, resources: [43, 43], placedNow: true },
    ],
  };
  const lines = drawGantt(plan, { begin: 0, end: 100, columns: 10 }, plain);
  expect(lines[0]).toBe("  0-1 │AAAAABBBBB│");
  expect(lines[10]).toBe("20-21 │AAAAABBBBB│");
  expect(lines[11]).toBe("22-23 │AAAAA     │");
  expect(lines[21]).toBe("42-43 │AAAAAC    │");
  expect(lines.slice(22)).toEqual([
    "      └┬─────────┘",
    "       now",
    "A  ann (1 job)",
    "B  bob (1 job)",
    "C  \\u001b[1m (1 job)",
    "small letter: less than half in use",
  ]);
});

test("in colours two bands share a row", () => {
  const bars = [{ job: 2, owner: "ann", begin: 0, end: 49, resources: [1, 2, 4, 7], placedNow: true }];
  const lines = drawGantt({ now: 0, usable: [0, 43], bars }, { begin: 0, end: 100, columns: 4 }, colored);
  const [blue, end] = ["\u001b[34m", "\u001b[39m"];
  const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;
  expect(lines.slice(0, 4)).toEqual([
    `${dim("  0-1 │")}${blue}▄▄${end}  ${dim("│")}`,
    `${dim("  2-3 │")}${blue}▀▀${end}  ${dim("│")}`,
    `${dim("  4-5 │")}${blue}██${end}  ${dim("│")}`,
    `${dim("  6-7 │")}${blue}██${end}  ${dim("│")}`,
  ]);
});

test.each([
  [3, plain],
  [22, colored],
  [23, plain],
  [44, colored],
  [352, plain],
  [352, colored],
  [100_000, colored],
])("a chart of %i resources is at most 22 rows and as wide as it says", (count, terminal) => {
  const bars = [{ job: 1, owner: "a", begin: 0, end: 99, resources: [0, count - 1], placedNow: true }];
  const plan: Plan = { now: 0, usable: [0, count - 1], bars };
  const lines = drawGantt(plan, { begin: 0, end: 100, columns: 50 }, terminal).map(visible);
  const rows = lines.filter((line) => line.endsWith("│"));
  expect(rows.length).toBeLessThanOrEqual(22);
  expect(rows.every((line) => line.length === labelWidth(plan) + 3 + 50)).toBe(true);
  expect(rows.at(-1)?.trim()).toMatch(new RegExp(`^(\\d+-)?${count - 1} `));
  expect(lines.every((line) => line.length <= labelWidth(plan) + 3 + 50)).toBe(true);
});

test("without resources there is no chart", () => {
  expect(drawGantt({ now: 0, usable: [], bars: [] }, { begin: 0, end: 1, columns: 9 }, plain)).toEqual([]);
});

test("a table that is too wide is cut where it may be", () => {
  const columns = [{ head: "id", align: "right" }, { head: "text", least: 4 }, { head: "why" }] as const;
  const narrow = { ...plain, columns: 22 };
  expect(drawTable(columns, [["1", "abcdefghij", "because"]], narrow)).toEqual([
    " id │ text  │ why",
    "────┼───────┼─────────",
    "  1 │ abcd… │ because",
  ]);
  expect(drawTable(columns, [["1", "漢字漢字", "x"]], plain)[2]).toContain("漢");
});

test("reasons in words", () => {
  expect(shortReason("quota", null)).toBe("quota");
  expect(shortReason(undefined, null)).toBe("");
  expect(shortReason(undefined, { kind: "resources", job: 7 })).toBe("job 7");
  expect(shortReason(undefined, { kind: "dependency", job: 7 })).toBe("job 7 (dependency)");
  expect(shortReason(undefined, { kind: "other", job: null })).toBe("other");
  expect(waitSentence(null)).toBe("starts at once");
  expect(waitSentence({ kind: "resources", job: 7 })).toBe("waits for job 7 to end");
  expect(waitSentence({ kind: "dependency", job: 7 })).toBe("waits for job 7, which it depends on");
  expect(waitSentence({ kind: "other", job: null })).toMatch(/^waits for its container, for quotas/);
});

const SCENARIO: Scenario = {
  scenario: 1,
  name: "tiny \u0007",
  now: 1_000_000_000,
  resources: { default: "0-3", hierarchy: { cpu: ["0", "1", "2", "3"] } },
  queues: [["default"]],
  jobs: [
    { id: 1, queue: "default", user: "ann", assignment: { begin: 999_999_000, end: 1_000_000_299, resources: "0-1" } },
    { id: 12, queue: "default", user: "bob" },
    { id: 11, queue: "default", user: "ann" },
    { id: 13, queue: "default" },
  ],
};

function scheduleWith(left: ReasonCode): ExplainedSchedule {
  const begin = 1_000_000_300;
  return {
    name: SCENARIO.name ?? "",
    assignments: {
      11: { moldable: 1, begin: 1_000_000_000, end: 1_000_000_599, resources: "2" },
      12: { moldable: 2, begin, end: begin + 299, resources: "0-1 3" },
      13: null,
    },
    reasons: { 13: left },
    waitsFor: (job) => (job === 12 ? { kind: "resources", job: 1 } : null),
  };
}

test("a schedule as text", () => {
  expect(drawSchedule(SCENARIO, scheduleWith("unknown_level"), { ...plain, columns: 64 }).join("\n")).toBe(
    [
      "tiny \\u0007  2001-09-09 01:46:40 UTC · 2 jobs placed, 1 left out",
      "",
      " job │ user │   starts │     ends │ n │ resources │ waits for",
      "─────┼──────┼──────────┼──────────┼───┼───────────┼───────────────",
      "  11 │ ann  │ +0:00:00 │ +0:10:00 │ 1 │ 2         │",
      "  12 │ bob  │ +0:05:00 │ +0:10:00 │ 3 │ 0-1 3     │ job 1",
      "  13 │      │        - │        - │ - │ -         │ unknown_level",
      "",
      "unknown_level: it asks for a level that the site does not have",
      "",
      "0 │[1───────────────────────────][12──────────────────────────]│",
      "1 │[1───────────────────────────][12──────────────────────────]│",
      "2 │[11────────────────────────────────────────────────────────]│",
      "3 │                              [12──────────────────────────]│",
      "  └┬───────────┬───────────┬───────────┬───────────┬───────────┘",
      "   now         +2min       +4min       +6min       +8min",
      "",
    ].join("\n"),
  );
});

test("what other waits are is told below the table", () => {
  const schedule: ExplainedSchedule = { ...scheduleWith("quota"), waitsFor: () => ({ kind: "other", job: null }) };
  const notes = drawSchedule(SCENARIO, schedule, plain).slice(8, 10);
  expect(notes).toEqual(["quota: quotas leave no room for it", expect.stringMatching(/^other: it waits for /)]);
});

test("a schedule of nobody", () => {
  const empty: ExplainedSchedule = { ...scheduleWith("quota"), name: "", assignments: {}, reasons: {} };
  expect(drawSchedule({ ...SCENARIO, jobs: [] }, empty, plain)).toEqual([
    "Schedule  2001-09-09 01:46:40 UTC · 0 jobs placed, 0 left out",
    "",
    "No job is waiting.",
    "",
  ]);
});

test("a report", () => {
  const lines = drawReport(SCENARIO, scheduleWith("no_resources"), { ...plain, columns: 64 });
  expect(lines.slice(0, 5)).toEqual([
    "Waits        half of the jobs up to 0 s, on average 2 min 30 s",
    "Queue empty  after 5 min, when the last job starts",
    "All ended    after 10 min, on 2001-09-09 01:56:40 UTC",
    "In use       75.0 % until the last start, 87.5 % until the last end",
    "Left out     1 job: the resources it asks for are never free for long enough",
  ]);
  expect(lines.slice(-3)).toEqual([
    "───────┼─────┼──────┼───────────────────────────────────────────",
    " 5 min │  12 │ bob  │ 3 of 4 processors; waits for job 1 to end",
    "   0 s │  11 │ ann  │ 1 of 4 processors; starts at once",
  ]);
});

test("a report of nothing placed tells why", () => {
  const schedule: ExplainedSchedule = {
    name: "",
    assignments: { 13: null },
    reasons: { 13: "dependency" },
    waitsFor: () => null,
  };
  const jobs = SCENARIO.jobs.filter((job) => job.id === 13);
  expect(drawReport({ ...SCENARIO, jobs }, schedule, plain)).toEqual([
    "Left out     1 job: a job it depends on has not ended well, or is not placed",
  ]);
});
