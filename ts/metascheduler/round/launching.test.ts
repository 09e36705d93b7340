import { expect, test } from "vitest";
import type { CurrentJob, WaitingPlan } from "../../database/index.js";
import { decideLaunches } from "./launching.js";

const NOW = 1_000_000;

function candidate(id: number, resources: readonly number[], other: Partial<WaitingPlan> = {}): WaitingPlan {
  const job = {
    id,
    queue: "default",
    user: "ann",
    name: "",
    types: [],
    reserved: false,
    ownStart: 0,
    moldable: id * 10,
    walltime: 600,
  };
  return { ...job, start: NOW, resources, alive: true, ...other };
}

function running(id: number, resources: readonly number[], other: Partial<CurrentJob> = {}): CurrentJob {
  const job = { id, user: "bob", name: "", types: ["besteffort"], interactive: false, checkpoint: 0 };
  return { ...job, state: "Running", start: NOW - 100, resources, planned: resources, node: "n", ...other };
}

function decide(due: WaitingPlan[], current: CurrentJob[], checkpoints: [number, number][] = []) {
  const decision = decideLaunches({ due, current, checkpoints: new Map(checkpoints), now: NOW });
  return {
    ...decision,
    launches: decision.launches.map(({ job }) => job),
    signals: decision.signals.map(({ id }) => id),
  };
}

const NOTHING = { kills: [], signals: [], spared: [], launches: [], odd: [] };

test("what is due is launched when nobody is in its way", () => {
  const due = [
    candidate(1, [1]),
    candidate(2, [2], { start: NOW + 1 }),
    candidate(3, [3], { alive: false }),
    candidate(4, [4], { start: NOW - 50 }),
  ];
  expect(decide(due, [running(9, [5])])).toEqual({ ...NOTHING, launches: [1, 4] });
});

test("best-effort jobs make room, once each, also for what starts later; then nobody is launched", () => {
  const due = [candidate(1, [1]), candidate(2, [2, 3, 4], { start: NOW + 200 }), candidate(3, [5], { alive: false })];
  const current = [running(6, [2, 3]), running(7, [4]), running(8, [6]), running(9, [5])];
  expect(decide(due, current)).toEqual({ ...NOTHING, kills: [6, 7, 9] });
});

test("others that hold a resource stay, whatever the plan says", () => {
  const due = [candidate(1, [1])];
  expect(decide(due, [running(6, [1], { types: [] })])).toEqual({ ...NOTHING, launches: [1] });
});

test("a best-effort candidate makes nobody leave, and waits for whom it is not compatible with", () => {
  const types = ["besteffort"];
  const due = [candidate(1, [1], { types }), candidate(2, [2], { types }), candidate(3, [3], { types })];
  const current = [running(6, [1]), running(7, [2], { types: [] })];
  expect(decide(due, current)).toEqual({ ...NOTHING, launches: [3] });
});

test.each([
  [["timesharing=*,*"], ["timesharing=*,*"], true],
  [["timesharing=user,*"], ["timesharing=*,*"], false],
  [["timesharing=*,*"], [], false],
  [["allow=p"], ["placeholder=p"], true],
  [["allowed=p"], ["placeholder=q"], false],
  [["placeholder=p"], ["allow=p"], false],
])("compatible jobs stay: %j on top of %j: %s", (mine, theirs, compatible) => {
  const current = [running(6, [1, 2], { types: ["besteffort", ...theirs] })];
  expect(decide([candidate(1, [1], { types: mine })], current)).toEqual(
    compatible ? { ...NOTHING, launches: [1] } : { ...NOTHING, kills: [6] },
  );
  const patient = [candidate(1, [1], { types: ["besteffort", ...mine] })];
  expect(decide(patient, current).launches).toEqual(compatible ? [1] : []);
});

test("a container that feeds the slot set of a candidate is not in its way, another one is", () => {
  const pool = running(6, [1, 2], { types: ["besteffort", "container=pool"] });
  const own = running(7, [3], { types: ["besteffort", "container"] });
  const inside = (set: string, resources: number[], besteffort = false) =>
    candidate(1, resources, { types: [`inner=${set}`, ...(besteffort ? ["besteffort"] : [])] });
  expect(decide([inside("pool", [1])], [pool, own]).launches).toEqual([1]);
  expect(decide([inside("7", [3])], [pool, own]).launches).toEqual([1]);
  expect(decide([inside("pool", [3])], [pool, own]).kills).toEqual([7]);
  expect(decide([inside("pool", [1], true)], [pool]).launches).toEqual([1]);
  expect(decide([inside("pool", [3], true)], [own]).launches).toEqual([]);
  const neighbour = running(8, [1], { types: ["besteffort", "inner=pool"] });
  expect(decide([inside("pool", [1])], [pool, neighbour]).kills).toEqual([8]);
});

test("a container inside of another: both feed what is inside, also if it starts only now, and circles end", () => {
  const outer = running(6, [1], { types: ["besteffort", "container=pool"] });
  const middle = { types: ["inner=pool", "container"] };
  const inner = candidate(3, [1], { types: ["inner=2"] });
  expect(decide([candidate(2, [1], middle), inner], [outer]).launches).toEqual([2, 3]);
  expect(decide([inner], [outer, running(2, [1], middle)]).launches).toEqual([3]);
  const circle = [
    running(4, [1], { types: ["besteffort", "container=a", "inner=b"] }),
    running(5, [1], { types: ["besteffort", "container=b", "inner=a"] }),
  ];
  expect(decide([candidate(1, [1], { types: ["inner=a"] })], circle).launches).toEqual([1]);
});

test("whoever can checkpoint itself is signalled once, and killed after its delay", () => {
  const due = [candidate(1, [1])];
  const able = running(6, [1], { checkpoint: 30 });
  expect(decide(due, [able])).toEqual({ ...NOTHING, signals: [6] });
  expect(decide(due, [able], [[6, NOW]])).toEqual({ ...NOTHING, spared: [6] });
  expect(decide(due, [able], [[6, NOW - 30]])).toEqual({ ...NOTHING, spared: [6] });
  expect(decide(due, [able], [[6, NOW - 31]])).toEqual({ ...NOTHING, kills: [6] });
  expect(decide(due, [{ ...able, state: "Launching" }]).kills).toEqual([6]);
  expect(decide(due, [{ ...able, interactive: true }]).kills).toEqual([6]);
  expect(decide(due, [{ ...able, checkpoint: -1 }]).kills).toEqual([6]);
});

test("a reservation that is late ends when it was to end", () => {
  const launches = (ownStart: number, reserved = true) =>
    decideLaunches({
      due: [candidate(1, [1], { ownStart, reserved, walltime: 1_200 })],
      current: [],
      checkpoints: new Map(),
      now: NOW,
    }).launches;
  expect(launches(NOW)).toEqual([{ job: 1, moldable: 10, late: null }]);
  expect(launches(NOW - 10)).toEqual([
    { job: 1, moldable: 10, late: { walltime: 1_200, left: 1_190, clock: "0:19:50" } },
  ]);
  expect(launches(NOW - 1_199)).toEqual([{ job: 1, moldable: 10, late: { walltime: 1_200, left: 1, clock: "0:0:1" } }]);
  expect(launches(NOW - 1_200)).toEqual([]);
  expect(launches(NOW - 5_000, false)).toEqual([{ job: 1, moldable: 10, late: null }]);
});

test("an expired reservation makes nobody leave; a walltime below 1 is told", () => {
  const expired = candidate(1, [1], { reserved: true, ownStart: NOW - 600 });
  expect(decide([expired], [running(6, [1])])).toEqual(NOTHING);
  const odd = { ...NOTHING, odd: [{ job: 1, why: "its walltime is -3" }] };
  expect(decide([candidate(1, [1], { walltime: -3 })], [running(6, [1])])).toEqual(odd);
});
