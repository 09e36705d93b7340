/** What of a job with a find hook is decided by the hook, and what by the rules as ever (R17.1, R17.2). */
import { expect, test } from "vitest";
import type * as Package from "../../dist/engine/node.js";
import type { Job } from "../../ts/model/index.js";
import { decide, find, job, last, NOW, quotas, running, scenario } from "./site.js";

const HOOKS: Package.SiteHooks = { find: { last } };

test("R17.1: the first window in which it finds something, for walltime and pad", async () => {
  const jobs = [running(9, "0-6", NOW, NOW + 49), job(1, 2, 100, find()), job(2, 1, 20)];
  const { assignments } = await decide(scenario(jobs), HOOKS);
  expect(assignments[1]).toEqual({ moldable: 10, begin: NOW + 50, end: NOW + 159, resources: "6-7" });
  expect(assignments[2]).toMatchObject({ begin: NOW, resources: "7" });
});

test("gets what it gives, filters and counts notwithstanding", async () => {
  const odd = {
    ...find("odd"),
    moldables: [{ id: 1, walltime: 100, requests: job(1, 3, 1).moldables?.[0]?.requests }],
  };
  const given = scenario([job(1, 3, 1, odd as Partial<Job>)]);
  const { assignments } = await decide(given, { find: { odd: () => "7 1-2 2 4" } });
  expect(assignments[1]).toMatchObject({ resources: "1-2 4 7" });
});

test("that finds nothing anywhere: no_resources", async () => {
  const schedule = await decide(scenario([job(1, 2, 100, find("none"))]), { find: { none: () => "" } });
  expect([schedule.reasons, schedule.hookErrors]).toEqual([{ 1: "no_resources" }, []]);
});

test("is not asked where nothing is offered", async () => {
  const begins: number[] = [];
  const see: Package.FindHook = ({ window, offered }) => {
    begins.push(window.begin - NOW);
    return offered;
  };
  const jobs = [running(8, "0-7", NOW, NOW + 49), running(9, "0-7", NOW + 100, NOW + 149), job(1, 1, 100, find("see"))];
  await decide(scenario(jobs), { find: { see } });
  expect(begins).toEqual([150]);
});

test("R9.5: a moldable at fault is passed over; if all are, it is not asked", async () => {
  const requests = job(1, 1, 1).moldables?.[0]?.requests ?? [];
  const bad = { id: 1, walltime: 0, requests };
  const unknown = { id: 2, walltime: 9, requests: [{ filter: "0", levels: [["rack", 1]] as [string, number][] }] };
  const good = { id: 3, walltime: 9, requests };
  const jobs = [
    job(1, 1, 1, { ...find(), moldables: [bad, unknown] }),
    job(2, 1, 1, { ...find(), moldables: [bad, unknown, good] }),
    job(3, 1, 1, { ...find(), moldables: [] }),
    job(4, 1, 1, { types: ["find=last", "inner"] }),
  ];
  const schedule = await decide(scenario(jobs), HOOKS);
  expect(schedule.reasons).toEqual({ 1: "unknown_level", 3: "invalid_request", 4: "invalid_request" });
  expect(schedule.assignments[2]).toMatchObject({ moldable: 3 });
});

test("R9.4: of several moldables the smallest end wins, of equal ends the first", async () => {
  const moldable = (id: number, walltime: number, count: number) => ({
    ...job(id, count, walltime).moldables?.[0],
    id,
  });
  const moldables = [moldable(1, 100, 8), moldable(2, 60, 2), moldable(3, 60, 1)] as NonNullable<Job["moldables"]>;
  const jobs = [running(9, "0", NOW, NOW + 49), job(1, 1, 1, { ...find(), moldables })];
  const { assignments } = await decide(scenario(jobs), HOOKS);
  expect(assignments[1]).toEqual({ moldable: 2, begin: NOW, end: NOW + 69, resources: "6-7" });
});

test("R6: dependencies give the earliest start, and their cut stays", async () => {
  const on = (id: number) => ({ dependencies: [{ job: id, state: "Waiting" }] });
  const firsts: boolean[] = [];
  const see: Package.FindHook = (input) => {
    firsts.push(input.first);
    return last(input);
  };
  const jobs = [job(1, 1, 100), job(2, 1, 100, { ...find("see"), ...on(1) }), job(3, 1, 100, { ...find(), ...on(4) })];
  const schedule = await decide(scenario(jobs), { find: { last, see } });
  expect(schedule.assignments[2]).toMatchObject({ begin: NOW + 110, resources: "7" });
  expect(schedule.explain(2)).toMatchObject({ waitsFor: { kind: "dependency", job: 1 } });
  expect(firsts).toEqual([false]);
  expect(schedule.reasons).toEqual({ 3: "dependency" });
});

test("R12: quotas still apply, and it is asked for the next window", async () => {
  const jobs = [running(9, "0-3", NOW, NOW + 99), job(1, 2, 100, find()), job(2, 9, 100, find("all"))];
  const { assignments, reasons } = await decide(scenario(jobs, quotas([5, -1, -1])), {
    find: { last, all: ({ offered }) => offered },
  });
  expect(assignments[1]).toMatchObject({ begin: NOW + 100 });
  // Of everything there is always too much.
  expect(reasons).toEqual({ 2: "quota" });
  const free = await decide(
    scenario([...jobs.slice(0, 1), job(1, 2, 100, { types: ["find=last", "no_quotas"] })], quotas([5, -1, -1])),
    HOOKS,
  );
  expect(free.assignments[1]).toMatchObject({ begin: NOW });
});

test("R14: the limit of the window of quotas still applies", async () => {
  const more = quotas([4, -1, -1], { oneshot: [["2030-01-01 00:00", "2030-01-02 00:00", "x", ""]], x: {} });
  const limited = scenario([running(9, "0-7", NOW, NOW + 99), job(1, 2, 100, find())], {
    ...more,
    config: { QUOTAS: "yes", QUOTAS_WINDOW_TIME_LIMIT: 150 },
  });
  expect((await decide(limited, HOOKS)).reasons).toEqual({ 1: "quota_horizon" });
});

test("R10.1: time sharing and placeholders decide what is offered", async () => {
  const offers: Record<number, string> = {};
  const see: Package.FindHook = ({ job, offered }) => {
    offers[job.id] ??= offered;
    return null;
  };
  const types = (...more: string[]) => ({ types: ["find=see", ...more] });
  const jobs = [
    running(7, "0-1", NOW, NOW + 99, { user: "ann", types: ["timesharing=user,*"] }),
    running(8, "2-3", NOW, NOW + 99, { types: ["placeholder=maintenance"] }),
    job(1, 1, 10, { ...types(), user: "ann" }),
    job(2, 1, 10, { ...types("timesharing=user,*"), user: "ann" }),
    job(3, 1, 10, { ...types("timesharing=*,*"), user: "bob" }),
    job(4, 1, 10, types("allow=maintenance")),
  ];
  await decide(scenario(jobs), { find: { see } });
  expect(offers).toEqual({ 1: "4-7", 2: "0-1 4-7", 3: "4-7", 4: "2-7" });
});

test("R11: containers are opened by what it found, inner jobs ask in their set", async () => {
  const jobs = [
    job(1, 4, 200, { types: ["find=last", "container=box"] }),
    job(2, 1, 100, { types: ["find=last", "inner=box"] }),
    job(3, 1, 100, { types: ["inner=box"] }),
    job(4, 1, 100, { types: ["find=last", "inner=none"] }),
  ];
  const schedule = await decide(scenario(jobs), HOOKS);
  expect(schedule.assignments).toMatchObject({
    1: { resources: "4-7" },
    2: { resources: "7" },
    3: { resources: "4" },
  });
  expect(schedule.reasons).toEqual({ 4: "no_slot_set" });
});

test("R5.5, best-effort: it sees the scheduled best-effort jobs when its queue is besteffort alone", async () => {
  const queues = [["default"], ["besteffort"]];
  const best = { queue: "besteffort" };
  const jobs = [
    running(9, "6-7", NOW, NOW + 999, { ...best, types: ["besteffort"] }),
    job(1, 1, 100, find()),
    job(2, 1, 100, { ...best, types: ["besteffort", "find=last"] }),
  ];
  const { assignments } = await decide(scenario(jobs, { queues }), HOOKS);
  expect(assignments).toMatchObject({ 1: { resources: "7" }, 2: { resources: "5" } });
});

test("R2.3: what is withdrawn in the window is not offered", async () => {
  const given = scenario([job(1, 1, 100, find())]);
  given.resources.availableUpto = [[NOW + 50, "5-7"]];
  expect((await decide(given, HOOKS)).assignments[1]).toMatchObject({ begin: NOW, resources: "4" });
});

test("R17.2: reservations call no hook", async () => {
  const types = { types: ["find=none", "assign=none"], reservation: NOW + 500 };
  const { assignments, reservations } = await decide(scenario([job(1, 2, 100, types)]), {});
  expect(assignments[1]).toMatchObject({ begin: NOW + 500, resources: "0-1" });
  expect(reservations?.[1]?.state).toBe("toAckReservation");
});

test("R17.2: what it finds is not remembered for equal requests, nor what they find for it", async () => {
  const late: Package.FindHook = (input) => (input.first ? null : last(input));
  const first = scenario([running(9, "0-3", NOW, NOW + 99), job(1, 2, 100, find("late")), job(2, 2, 100)]);
  expect((await decide(first, { find: { late } })).assignments).toMatchObject({
    1: { begin: NOW + 100, resources: "6-7" },
    2: { begin: NOW, resources: "4-5" },
  });
  const second = scenario([running(9, "0-5", NOW, NOW + 199), job(1, 3, 100), job(2, 3, 100, find("one"))]);
  expect((await decide(second, { find: { one: () => "7" } })).assignments).toMatchObject({
    1: { begin: NOW + 200 },
    2: { begin: NOW, resources: "7" },
  });
});

test("an already scheduled job with a hook's type is as ever", async () => {
  const given = scenario([running(9, "0", NOW, NOW + 9, find("unknown")), job(1, 1, 10)]);
  const schedule = await decide(given, {});
  expect([schedule.hookErrors, schedule.assignments[1]?.resources]).toEqual([[], "1"]);
});
