/** Of placed jobs: why not earlier, and why these resources. */
import { describe } from "vitest";
import type { Job } from "../../ts/model/index.js";
import { type Row, testRows } from "./rows.js";
import { group, job, limited, moldable, NOW, running, scenario } from "./small.js";

const PLACED: Row[] = [
  [
    "at once",
    scenario([job(1, 2)]),
    1,
    "Job 1 starts at once, at 2023-11-14 22:13:20 UTC on 0-1, the first free for /core=2.",
    null,
  ],
  [
    "two holders",
    scenario([running(1, "0-1", 600), running(2, "2", 900), job(3, 4)]),
    3,
    "Job 3 starts at 2023-11-14 22:28:20 UTC on 0-3, the first free for /core=4: before that, job 2 holds 2 until 22:28:19.",
    { kind: "resources" },
  ],
  [
    "many holders",
    scenario([1, 2, 3, 4].map((id): Job => running(id, `${id - 1}`, 600)).concat(job(5, 4))),
    5,
    "Job 5 starts at 2023-11-14 22:23:20 UTC on 0-3, the first free for /core=4: before that, job 1 holds 0 until 22:23:19, job 2 holds 1 until 22:23:19 and 2 more jobs hold others.",
    { kind: "resources" },
  ],
  [
    "another day",
    scenario([running(1, "0-3", 86_400), job(2, 1)]),
    2,
    "Job 2 starts at 2023-11-15 22:13:20 UTC on 0, the first free for /core=1: before that, job 1 holds 0 until 22:13:19.",
    {
      kind: "resources",
      window: { moldable: 20, begin: NOW, end: NOW + 599, resources: "0" },
      holders: [{ job: 1, until: NOW + 86_399, resources: "0" }],
      absent: false,
    },
  ],
  [
    "a job that is past the horizon",
    scenario([running(1, "0-1", 9e15), job(2, 2)]),
    2,
    "Job 2 starts at once, at 2023-11-14 22:13:20 UTC on 2-3, the first free for /core=2 (after 2 earlier core blocks, the first 0, of which job 1 holds 0 until epoch 9000001699999999).",
    null,
  ],
  [
    "blocks passed over",
    scenario([
      running(1, "1", 600),
      running(2, "3", 60),
      job(3, 0, { moldables: [moldable(30, [group({ host: 1 })])] }),
    ]),
    3,
    "Job 3 starts at 2023-11-14 22:14:20 UTC on 2-3, the first free for /host=1 (after the earlier host 0-1, of which job 1 holds 1 until 22:23:19): before that, job 2 holds 3 until 22:14:19.",
    { kind: "resources" },
  ],
  [
    "several blocks passed over",
    scenario([running(1, "0-1", 600), job(2, 2)]),
    2,
    "Job 2 starts at once, at 2023-11-14 22:13:20 UTC on 2-3, the first free for /core=2 (after 2 earlier core blocks, the first 0, of which job 1 holds 0 until 22:23:19).",
    null,
  ],
  [
    "a dependency",
    scenario([job(1, 1), job(2, 1, { dependencies: [{ job: 1, state: "Waiting" }] })]),
    2,
    "Job 2 starts at 2023-11-14 22:23:20 UTC on 0, the first free for /core=1: it requires job 1, which ends at 22:23:19.",
    { kind: "dependency", job: 1, state: "Waiting", exitCode: 0, until: NOW + 599, reason: null },
  ],
  [
    "a quota of jobs",
    limited([job(1, 1), job(2, 1)], { quotas: { "*,*,*,*": [-1, 1, -1] } }),
    2,
    'Job 2 starts at 2023-11-14 22:23:20 UTC on 0, the first free for /core=1: before that, resources are free, but the quota "*,*,*,*" allows 1 job at a time: 1 is counted, and with it there would be 2.',
    {
      kind: "quota",
      window: { moldable: 20, begin: NOW, end: NOW + 599, resources: "1" },
      refusals: [{ set: "quotas", rule: "*,*,*,*", quantity: "jobs", written: 1, limit: 1, used: 1, wanted: 2 }],
    },
  ],
  [
    "several quotas",
    limited([running(1, "0-1", 600), job(2, 1)], { quotas: { "*,*,*,*": ["0.5*ALL", "1.9", -1] } }),
    2,
    'Job 2 starts at 2023-11-14 22:23:20 UTC on 0, the first free for /core=1: before that, resources are free, but the quota "*,*,*,*" allows 2 resources at a time: 2 are counted, and with it there would be 3 (1 more limit refuses it too).',
    { kind: "quota" },
  ],
  [
    "a container that has not begun",
    scenario([
      running(1, "0-3", 600),
      job(2, 2, { types: ["container=box"] }),
      job(3, 1, { types: ["inner=box"], moldables: [moldable(30, [group({ core: 1 })], 60)] }),
    ]),
    3,
    'Job 3 starts at 2023-11-14 22:23:20 UTC on 0, the first free for /core=1: before that, its container "box" does not offer all of them.',
    { kind: "resources", holders: [], absent: true },
  ],
  [
    "groups that cannot be divided",
    scenario(
      [
        { ...running(1, "0", 200), assignment: { begin: NOW + 100, end: NOW + 199, resources: "0" } },
        job(2, 0, { moldables: [moldable(20, [group({ host: 1 }), group({ cpu: 1 }, "0-4")], 50)] }),
      ],
      { resources: { default: "0-4", hierarchy: { host: ["0-1", "2-3"], cpu: ["1 4"] } } },
    ),
    2,
    "Job 2 starts at 2023-11-14 22:15:00 UTC on 2-3, the first free for /host=1 (after the earlier host 0-1, of which job 1 holds 0 until 22:16:39), and on 1 4, the first free for /cpu=1: before that, its groups divide what is free so that one of them has too little.",
    { kind: "resources", holders: [], absent: false },
  ],
  [
    "the moldable that ends first",
    scenario([job(1, 0, { moldables: [moldable(10, [group({ core: 2 })]), moldable(11, [group({ core: 4 })], 300)] })]),
    1,
    "Job 1 starts at once, at 2023-11-14 22:13:20 UTC on 0-3, the first free for /core=4; of its 2 moldables 11 ends first.",
    null,
  ],
  [
    "the first of moldables that end together",
    scenario([job(1, 0, { moldables: [moldable(10, [group({ core: 2 })]), moldable(11, [group({ core: 4 })])] })]),
    1,
    "Job 1 starts at once, at 2023-11-14 22:13:20 UTC on 0-1, the first free for /core=2; of its 2 moldables 10 is the first of those that end first.",
    null,
  ],
  [
    "the only moldable that fits",
    scenario([job(1, 0, { moldables: [moldable(10, [group({ core: 5 })]), moldable(11, [group({ core: -2 })])] })]),
    1,
    "Job 1 starts at once, at 2023-11-14 22:13:20 UTC on 0-3, what is free for /core=BEST; of its 2 moldables only 11 can be placed.",
    null,
  ],
  [
    "a reservation",
    scenario([job(1, 2, { reservation: NOW + 3600 })]),
    1,
    "Job 1 starts as reserved, at 2023-11-14 23:13:20 UTC on 0-1, the first free for /core=2.",
    null,
  ],
];

describe("a placed job", () => testRows(PLACED));
