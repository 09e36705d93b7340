import { expect, test } from "vitest";
import { type NodeResource, parseConfiguration } from "../../../database/index.js";
import { decideEnergy } from "./decide.js";
import { type EnergyPlan, energyPlan } from "./plan.js";

const NOW = 10_000;
/** Idle after 600 s, asleep for 300 s at least, woken 60 s before a job. */
const INTERNAL: EnergyPlan = {
  mode: "internal",
  halting: { command: "sleep", idle: 600, sleep: 300 },
  waking: { command: "wake", lead: 60 },
};
const COMMAND: EnergyPlan = { ...INTERNAL, mode: "command" };

/** A resource of the node `n` that may be halted. */
const resource = (row: Partial<NodeResource> = {}): NodeResource => ({
  node: "n",
  type: "default",
  state: "Alive",
  availableUpto: 2_147_483_646,
  lastJobDate: 0,
  held: false,
  firstStart: null,
  wakingEnd: null,
  ...row,
});
/** A resource of the node `n` that may be woken. */
const absent = (row: Partial<NodeResource> = {}) =>
  resource({ state: "Absent", firstStart: NOW, wakingEnd: NOW + 500, ...row });

interface Other {
  readonly plan?: EnergyPlan;
  readonly woken?: number;
  readonly halted?: number;
}

function decide(resources: readonly NodeResource[], { plan = INTERNAL, woken, halted }: Other = {}) {
  const dates = (date: number | undefined) => new Map(date === undefined ? [] : [["n", date]]);
  return decideEnergy({ resources, woken: dates(woken), halted: dates(halted) }, plan, NOW);
}

type Row = readonly [about: string, resources: readonly NodeResource[], other: Other, expected: "halt" | "wake" | null];
const ROWS: readonly Row[] = [
  ["an idle node", [resource(), resource()], {}, "halt"],
  ["the last date that may be halted", [resource({ availableUpto: 2_147_483_646 })], {}, "halt"],
  ["the first date that may be halted", [resource({ availableUpto: 1 })], {}, "halt"],
  ["a node that is never halted", [resource({ availableUpto: 2_147_483_647 })], {}, null],
  ["a node that cannot be woken", [resource({ availableUpto: 0 })], {}, null],
  ["one of its resources is never halted", [resource(), resource({ availableUpto: 2_147_483_647 })], {}, null],
  [
    "a resource of another type or state is",
    [
      resource(),
      resource({ type: "licence", availableUpto: 2_147_483_647 }),
      resource({ state: "Dead", availableUpto: 0 }),
    ],
    {},
    "halt",
  ],
  ["nothing of it is Alive", [resource({ state: "Dead" }), resource({ state: "Suspected" })], {}, null],
  ["nothing of type default is Alive", [resource({ type: "licence" })], {}, null],
  ["a job runs on it", [resource(), resource({ held: true })], {}, null],
  ["a job runs on a resource of another type", [resource(), resource({ held: true, type: "licence" })], {}, null],
  ["a job is planned now", [resource({ firstStart: NOW })], {}, null],
  ["a job is planned too early", [resource(), resource({ firstStart: NOW + 300 })], {}, null],
  ["a job is planned late enough", [resource({ firstStart: NOW + 301 })], {}, "halt"],
  ["a job is planned on another type", [resource(), resource({ firstStart: NOW + 1, type: "licence" })], {}, null],
  ["idle just long enough", [resource({ lastJobDate: NOW - 601 })], {}, "halt"],
  ["a second too short", [resource(), resource({ lastJobDate: NOW - 600, state: "Dead" })], {}, null],
  ["woken a while ago", [resource()], { woken: NOW - 601 }, "halt"],
  ["woken of late", [resource()], { woken: NOW - 600 }, null],
  ["Greta is asked again", [resource()], { halted: NOW }, "halt"],
  ["our command is not run again", [resource()], { plan: COMMAND, halted: NOW - 599 }, null],
  ["it is, if that was long ago", [resource()], { plan: COMMAND, halted: NOW - 600 }, "halt"],
  ["nothing is halted", [resource()], { plan: { ...INTERNAL, halting: null } }, null],

  ["a job waits for it", [absent()], {}, "wake"],
  ["another resource of the node is awaited", [absent({ wakingEnd: null }), absent()], {}, "wake"],
  ["no job waits for it", [absent({ wakingEnd: null })], {}, null],
  ["the job may just end on it", [absent({ availableUpto: NOW + 500 })], {}, "wake"],
  ["it is withdrawn before", [absent({ availableUpto: NOW + 499 })], {}, null],
  ["it cannot be woken", [absent({ availableUpto: 0 })], {}, null],
  ["it is not Absent", [absent({ state: "Dead" }), absent({ state: "Suspected" })], {}, null],
  ["it is of another type", [absent({ type: "licence" })], {}, null],
  ["Greta is asked to wake it again", [absent()], { woken: NOW }, "wake"],
  ["our command does not wake it again", [absent()], { plan: COMMAND, woken: NOW - 59 }, null],
  ["it does, if that was long ago", [absent()], { plan: COMMAND, woken: NOW - 60 }, "wake"],
  ["nothing is woken", [absent()], { plan: { ...INTERNAL, waking: null } }, null],
  ["it would be halted too", [resource(), absent({ firstStart: NOW + 301 })], {}, "wake"],
];

test.each(ROWS)("%s", (_, resources, other, expected) => {
  expect(decide(resources, other)).toEqual({
    halt: expected === "halt" ? ["n"] : [],
    wake: expected === "wake" ? ["n"] : [],
  });
});

test("nodes by name", () => {
  const nodes = ["n2", "n10", "a", "n1"];
  expect(decide(nodes.flatMap((node) => [resource({ node }), absent({ node: `w${node}` })]))).toEqual({
    halt: ["a", "n1", "n10", "n2"],
    wake: ["wa", "wn1", "wn10", "wn2"],
  });
  expect(decide([])).toEqual({ halt: [], wake: [] });
});

const plan = (content: string) => energyPlan(parseConfiguration(content).settings);
const ON = "ENERGY_SAVING_MODE=metascheduler_decision_making\n";
const TIMES = "SCHEDULER_NODE_MANAGER_IDLE_TIME=5\nSCHEDULER_NODE_MANAGER_SLEEP_TIME=6\n";

test("each mode looks at its own commands", () => {
  const site = "SCHEDULER_NODE_MANAGER_SLEEP_CMD=s\nSCHEDULER_NODE_MANAGER_WAKE_UP_CMD=w\n";
  const greta = "ENERGY_SAVING_NODE_MANAGER_SLEEP_CMD=gs\nENERGY_SAVING_NODE_MANAGER_WAKE_UP_CMD=gw\n";
  expect(plan(site + greta + TIMES)).toBeNull();
  expect(plan(ON + site + greta + TIMES)).toEqual({
    mode: "command",
    halting: { command: "s", idle: 5, sleep: 6 },
    waking: { command: "w", lead: 1 },
  });
  expect(plan(`${ON + site + greta + TIMES}ENERGY_SAVING_INTERNAL=yes\nSCHEDULER_NODE_MANAGER_WAKEUP_TIME=0`)).toEqual({
    mode: "internal",
    halting: { command: "gs", idle: 5, sleep: 6 },
    waking: { command: "gw", lead: 0 },
  });
  expect(plan(ON + greta + TIMES)).toEqual({ mode: "command", halting: null, waking: null });
  expect(plan(`${ON + site + TIMES}ENERGY_SAVING_INTERNAL=yes`)).toEqual({
    mode: "internal",
    halting: null,
    waking: null,
  });
});

test.each([
  "SCHEDULER_NODE_MANAGER_SLEEP_CMD=s",
  "SCHEDULER_NODE_MANAGER_SLEEP_CMD=s\nSCHEDULER_NODE_MANAGER_IDLE_TIME=5",
  "SCHEDULER_NODE_MANAGER_SLEEP_CMD=s\nSCHEDULER_NODE_MANAGER_SLEEP_TIME=5",
  TIMES,
])("%j is not enough to halt nodes", (content) => {
  expect(plan(`${ON}${content}\nSCHEDULER_NODE_MANAGER_WAKE_UP_CMD=w`)).toEqual({
    mode: "command",
    halting: null,
    waking: { command: "w", lead: 1 },
  });
});
