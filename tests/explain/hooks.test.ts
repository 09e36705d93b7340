/** Explanations of rounds with hooks: no hook is asked again, and what one did is told. */
import { expect, test } from "vitest";
import type * as Package from "../../dist/engine/node.js";
import type { Explanation } from "../../ts/model/index.js";
import { decide, find, job, last, loose, NOW, put, quotas, running, scenario } from "../hooks/site.js";

/** What is said of a job. */
type Told = Pick<Explanation, "sentence" | "cause">;

const ROWS: [about: string, given: Package.Scenario, hooks: Package.SiteHooks, asked: number, told: Told][] = [
  [
    "placed by an assign hook",
    scenario([job(1, 2, 100, { types: ["assign=there"] })]),
    { assign: { there: put(NOW + 50, "4-5") } },
    1,
    {
      sentence: "Job 1 starts at 2023-11-14 22:14:10 UTC on 4-5: its assign hook placed it there.",
      cause: { kind: "hook", hook: "assign", code: null, message: null },
    },
  ],
  [
    "placed at once by a find hook",
    scenario([job(1, 2, 100, find())]),
    { find: { last } },
    1,
    { sentence: "Job 1 starts at once, at 2023-11-14 22:13:20 UTC on 6-7.", cause: null },
  ],
  [
    "placed nowhere by an assign hook",
    scenario([job(1, 2, 100, { types: ["assign=there"] })]),
    { assign: { there: () => null } },
    1,
    {
      sentence: "Job 1 is left out: its assign hook finds no place for it.",
      cause: { kind: "hook", hook: "assign", code: null, message: null },
    },
  ],
  [
    "refused by quotas wherever its find hook finds resources",
    scenario([job(1, 2, 100, find())], quotas([1, -1, -1])),
    { find: { last } },
    1,
    {
      sentence: "Job 1 is left out: its find hook finds resources, but quotas refuse every window.",
      cause: { kind: "quota", window: null, refusals: [] },
    },
  ],
  [
    "lost by the sort hook",
    scenario([job(1, 2, 100), job(2, 2, 100)], { config: { JOB_PRIORITY: "CUSTOM" } }),
    { sort: loose(() => [2]) },
    1,
    {
      sentence: "Job 1 is left out: the sort hook lost the job.",
      cause: { kind: "hook", hook: "sort", code: "hook_lost_job", message: "the sort hook lost the job" },
    },
  ],
  [
    "without a hook, behind one that has one",
    scenario([job(1, 8, 100, find()), job(2, 8, 100)]),
    { find: { last } },
    2,
    {
      sentence:
        "Job 2 starts at 2023-11-14 22:15:10 UTC on 0-7, the first free for /core=8: before that, job 1 holds 0-7 until 22:15:09.",
      cause: {
        kind: "resources",
        window: { moldable: 20, begin: NOW, end: NOW + 109, resources: "0-7" },
        holders: [{ job: 1, until: NOW + 109, resources: "0-7" }],
        absent: false,
      },
    },
  ],
];

test.each(ROWS)("%s", async (_, given, hooks, asked, told) => {
  expect((await decide(given, hooks)).explain(asked)).toMatchObject(told);
});

test("no hook is called again, however often and in whatever order jobs are asked about", async () => {
  let calls = 0;
  const counted = loose((input) => {
    calls += 1;
    return last(input);
  });
  const jobs = [running(9, "0-6", NOW, NOW + 99), ...[1, 2, 3, 4].map((id) => job(id, 2, 100, id < 4 ? find() : {}))];
  const schedule = await decide(scenario(jobs), { find: { last: counted } });
  const before = calls;
  expect(before).toBeGreaterThan(3);
  const told = [1, 2, 3, 4].map((id) => schedule.explain(id));
  expect([4, 3, 2, 1].map((id) => schedule.explain(id)).reverse()).toEqual(told);
  expect(told.map((one) => one.placed && one.begin)).toEqual([1, 2, 3, 4].map((id) => schedule.assignments[id]?.begin));
  expect(calls).toBe(before);
});

test("a hook that asks for an explanation is refused, and its job left out", async () => {
  const earlier = await decide(scenario([job(1, 2, 100)]), {});
  const hook = loose(() => earlier.explain(1));
  const schedule = await decide(scenario([job(1, 2, 100, find())]), { find: { last: hook } });
  expect(schedule.hookErrors[0]?.cause).toMatchObject({ name: "ReentrancyError" });
  expect(earlier.explain(1)).toMatchObject({ placed: true });
});
