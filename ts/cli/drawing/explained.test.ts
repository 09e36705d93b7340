import { expect, test } from "vitest";
import type { LeftOut, Placed, Scenario, ScheduleData } from "../../model/index.js";
import { terminalOf } from "../style/index.js";
import { drawExplanation } from "./explained.js";

const terminal = { ...terminalOf({}, {}), columns: 44 };
const NOW = 1_000_000_000;

const SCENARIO: Scenario = {
  scenario: 1,
  now: NOW,
  resources: { default: "0-7", hierarchy: {} },
  queues: [],
  jobs: [
    { id: 1, queue: "q", assignment: { begin: NOW - 9, end: NOW + 9_999, resources: "0-1" } },
    { id: 2, queue: "q" },
    { id: 3, queue: "q" },
    { id: 4, queue: "q", assignment: { begin: NOW, end: NOW + 9_999, resources: "6" } },
  ],
};
const SCHEDULE: ScheduleData = {
  name: "",
  assignments: { 2: { moldable: 20, begin: NOW + 10_000, end: NOW + 10_039, resources: "1-2" }, 3: null },
  reasons: { 3: "quota" },
};
const WINDOW = { moldable: 20, begin: NOW + 9_990, end: NOW + 10_029, resources: "1-2" };
const HOLDERS = [{ job: 1, until: NOW + 9_999, resources: "1" }];
const PLACED: Placed = {
  job: 2,
  placed: true,
  sentence: "Job 2 starts later, and this takes more than one line to say.",
  begin: NOW + 10_000,
  waitsFor: { kind: "resources", job: 1 },
  cause: { kind: "resources", window: WINDOW, holders: HOLDERS, absent: false },
  moldables: [{ moldable: 20, end: NOW + 10_039, reason: null }],
  groups: [{ group: 0, levels: [["core", 2]], resources: "1-2", passed: 0, firstPassed: null }],
};

test("a placed job: around its windows, on the resources in question", () => {
  expect(drawExplanation(SCENARIO, SCHEDULE, PLACED, terminal)).toEqual([
    "Job 2 starts later, and this takes more than",
    "one line to say.",
    "",
    "                        ╭─ refused ──╮",
    "                           ╭── job 2 ───╮",
    "1 │[1─────────────────────][2────────────] │",
    "2 │                        [2────────────] │",
    "  └┬───────────────────┬───────────────────┘",
    "   +2h 45min 30s       +2h 46min 30s",
    "",
    " in the way │ holds │ until",
    "────────────┼───────┼─────────────────────────",
    "      job 1 │ 1     │ 2001-09-09 04:33:19 UTC",
    "",
  ]);
});

test("windows too narrow for their names, and many holders", () => {
  const many = Array.from({ length: 25 }, (_, i) => ({ job: 100 + i, until: 9e15, resources: "1" }));
  const window = { ...WINDOW, begin: NOW + 5_000, end: NOW + 5_000 };
  const lines = drawExplanation(
    SCENARIO,
    SCHEDULE,
    { ...PLACED, cause: { kind: "resources", window, holders: many, absent: false } },
    { ...terminal, columns: 80 },
  );
  expect(lines[2]).toMatch(/^ *▼ refused$/);
  expect(lines[3]).toMatch(/^ *job 2 ▼─*$/);
  expect(lines.join("\n")).toContain("and 5 more");
  expect(lines.join("\n")).toContain("epoch 9000000000000000");
});

test("no chart without a window; quotas, moldables and groups as tables", () => {
  const refusals = [
    { set: "busy", rule: "*,*,*,*", quantity: "work", written: "0.5", limit: 1800, used: 0, wanted: 3601 },
    { set: "quotas", rule: "\u001b", quantity: "jobs", written: 1, limit: 1, used: 1, wanted: 2 },
  ] as const;
  const left: LeftOut = {
    job: 3,
    placed: false,
    reason: "quota",
    sentence: "Quotas.",
    cause: { kind: "quota", window: null, refusals: [...refusals] },
    moldables: [
      { moldable: 30, end: null, reason: "quota" },
      { moldable: 31, end: null, reason: "no_resources" },
    ],
  };
  expect(drawExplanation(SCENARIO, SCHEDULE, left, { ...terminal, columns: 80 })).toEqual([
    "Quotas.",
    "",
    " quota   │ of     │ limits         │  to │ counted │ with it",
    "─────────┼────────┼────────────────┼─────┼─────────┼─────────",
    " *,*,*,* │ busy   │ resource-hours │ 0.5 │     0 h │  1.01 h",
    " \\u001b  │ quotas │ jobs at a time │   1 │       1 │       2",
    "",
    " moldable │ would end",
    "──────────┼─────────────────────",
    "       30 │ never: quota",
    "       31 │ never: no_resources",
    "",
  ]);
});
