/** What of a job with an assign hook is decided by the hook, and what by the rules as ever (R17.1). */
import { expect, test } from "vitest";
import type * as Package from "../../dist/engine/node.js";
import type { Job } from "../../ts/model/index.js";
import { LIMITS } from "../../ts/model/limits.js";
import { decide, find, job, last, NOW, put, quotas, running, scenario } from "./site.js";

const HOOKS: Package.SiteHooks = { find: { last } };

const assign = (...more: string[]): Pick<Job, "types"> => ({ types: ["assign=put", ...more] });

test("R17.1: says where its job goes, for walltime and pad, and others see it there", async () => {
  const jobs = [job(1, 9, 100, assign()), job(2, 8, 50), job(3, 1, 500)];
  const { assignments } = await decide(scenario(jobs), { assign: { put: put(NOW + 70, "6 2-3") } });
  expect(assignments).toMatchObject({
    1: { moldable: 10, begin: NOW + 70, end: NOW + 179, resources: "2-3 6" },
    2: { begin: NOW, end: NOW + 59 },
    3: { begin: NOW + 60, resources: "0" },
  });
});

test("nowhere is no_resources, and no error", async () => {
  const schedule = await decide(scenario([job(1, 1, 100, assign())]), { assign: { put: () => null } });
  expect([schedule.reasons, schedule.hookErrors]).toEqual([{ 1: "no_resources" }, []]);
});

test("it comes before a find hook, wherever the types stand", async () => {
  for (const types of [
    ["find=last", "assign=put"],
    ["assign=put", "find=last", "assign=other"],
  ]) {
    const hooks = { ...HOOKS, assign: { put: put(NOW, "3") } };
    expect((await decide(scenario([job(1, 1, 100, { types })]), hooks)).assignments[1]).toMatchObject({
      resources: "3",
    });
  }
});

test("quotas do not limit it, and count it for others", async () => {
  const jobs = [job(1, 6, 100, assign()), job(2, 1, 100), job(3, 1, 100, find())];
  const limited = scenario(jobs, quotas([4, -1, -1]));
  const { assignments } = await decide(limited, { ...HOOKS, assign: { put: put(NOW, "0-5") } });
  expect(assignments).toMatchObject({ 1: { begin: NOW }, 2: { begin: NOW + 110 }, 3: { begin: NOW + 110 } });
});

test("a job needs no request that could be searched, but a moldable with a walltime", async () => {
  const bare = (walltime: number) => ({ ...assign(), moldables: [{ id: 1, walltime, requests: [] }] });
  const jobs = [job(1, 1, 1, bare(5)), job(2, 1, 1, bare(0)), job(3, 1, 1, { ...assign(), moldables: [] })];
  const schedule = await decide(scenario(jobs), { assign: { put: put(NOW, "0") } });
  expect(schedule.assignments[1]).toMatchObject({ end: NOW + 14 });
  expect(schedule.reasons).toEqual({ 2: "invalid_request", 3: "invalid_request" });
});

test("R6: dependencies bind it", async () => {
  const on = { ...assign(), dependencies: [{ job: 1, state: "Waiting" }] };
  const jobs = [job(1, 1, 100), job(2, 1, 100, on)];
  const seen: Package.AssignInput[] = [];
  const at = (begin: number): Package.SiteHooks => ({
    assign: {
      put: (input) => {
        seen.push(input);
        return put(begin, "5")(input);
      },
    },
  });
  expect((await decide(scenario(jobs), at(NOW + 109))).hookErrors).toMatchObject([{ code: "hook_too_early", job: 2 }]);
  expect((await decide(scenario(jobs), at(NOW + 110))).assignments[2]).toMatchObject({ begin: NOW + 110 });
  expect(seen[0]?.earliest).toBe(NOW + 110);
  expect(seen[0]?.slots).toEqual([{ begin: NOW + 110, end: LIMITS.horizon, free: "0-7" }]);
  const unmet = scenario([job(2, 1, 100, { ...assign(), dependencies: [{ job: 1, state: "Running" }] })]);
  expect((await decide(unmet, at(NOW))).reasons).toEqual({ 2: "dependency" });
});

test("R6.3: it is not asked when the job could only start past the horizon", async () => {
  const begin = LIMITS.horizon - 109;
  const on = { types: ["assign=never"], dependencies: [{ job: 1, state: "Waiting" }] };
  const jobs = [job(1, 1, 100, assign()), job(2, 1, 100, on)];
  const schedule = await decide(scenario(jobs), { assign: { put: put(begin, "0") } });
  expect(schedule.assignments[1]).toMatchObject({ end: LIMITS.horizon });
  expect([schedule.reasons, schedule.hookErrors]).toEqual([{ 2: "no_resources" }, []]);
});

test("R11: it opens containers, and places inner jobs in their set", async () => {
  const jobs = [
    job(1, 1, 200, assign("container=box")),
    job(2, 1, 100, { types: ["inner=box"] }),
    job(3, 1, 100, { types: ["assign=inner", "inner=box"] }),
    job(4, 1, 100, { types: ["assign=outside", "inner=box"] }),
    job(5, 1, 100, { types: ["assign=put", "inner=none"] }),
  ];
  const schedule = await decide(scenario(jobs), {
    assign: { put: put(NOW + 50, "4-6"), inner: put(NOW + 50, "6"), outside: put(NOW + 50, "7") },
  });
  expect(schedule.assignments).toMatchObject({
    1: { begin: NOW + 50, resources: "4-6" },
    2: { begin: NOW + 50, resources: "4" },
    3: { begin: NOW + 50, resources: "6" },
  });
  expect(schedule.reasons).toEqual({ 4: "hook_failed", 5: "no_slot_set" });
  expect(schedule.hookErrors).toMatchObject([{ code: "hook_not_offered", job: 4 }]);
});

test("R10.1: it may use what is held by those with whom its job shares", async () => {
  const jobs = [
    running(9, "0-1", NOW, NOW + 999, { types: ["timesharing=*,*"] }),
    job(1, 1, 100, assign("timesharing=*,*")),
    job(2, 1, 100, assign()),
  ];
  const schedule = await decide(scenario(jobs), { assign: { put: put(NOW, "1-2") } });
  expect(schedule.assignments[1]).toMatchObject({ resources: "1-2" });
  expect(schedule.hookErrors).toMatchObject([{ code: "hook_not_offered", job: 2 }]);
});
