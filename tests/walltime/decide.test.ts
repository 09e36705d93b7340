import { expect, test } from "vitest";
import type { RunningJob, WalltimeRequest } from "../../ts/database/index.js";
import { decide, granted, next, type Other, OVER, request, running } from "./situation.js";

type Row = readonly [about: string, request: WalltimeRequest, other: Other, expected: number | string];

const FREE: readonly Row[] = [
  ["nothing in the way", request(600), {}, 600],
  ["the last second of the job", request(600), { now: 1_999 }, 600],
  ["the job is over", request(600), { now: 2_000 }, OVER],
  ["suspended time counts", request(600, { suspended: 50 }), { now: 2_049 }, 600],
  ["suspended time counts, and is over", request(600, { suspended: 50 }), { now: 2_050 }, OVER],
];

const CONFIGURED: readonly Row[] = [
  ["before the apply time", request(600), { apply: "99" }, "it is tried from 1901 on"],
  ["at the apply time", request(600), { apply: "100" }, 600],
  ["apply time 0", request(600), { apply: "0", now: 1_000 }, 600],
  ["apply time as a ratio", request(600), { apply: "0.1" }, 600],
  ["apply time as a ratio, cut off", request(600), { apply: "0.0999" }, "it is tried from 1901 on"],
  [
    "the ratio is one of the walltime before any change",
    request(600, { granted: 500 }),
    { apply: "0.1" },
    "it is tried from 1950 on",
  ],
  ["apply time of another queue", request(600), { apply: "{other => 10}" }, 600],
  ["apply time of its queue", request(600), { apply: "{default => 10, _ => 500}" }, "it is tried from 1990 on"],
  ["apply time of the others", request(600), { apply: "{other => 500, _ => 10}" }, "it is tried from 1990 on"],
  ["1 is a second", request(600), { apply: "1" }, "it is tried from 1999 on"],
  ["forced before the apply time", request(600, { force: true }), { apply: "10" }, 600],
  ["increment in seconds", request(600), { increment: "100" }, 100],
  ["increment above what is asked for", request(600), { increment: "601" }, 600],
  ["increment as a ratio", request(600, { granted: 200 }), { increment: "0.25" }, 200],
  ["increment 0 is no limit", request(600), { increment: "0" }, 600],
  ["increment by queue", request(600), { increment: "{default => 7}" }, 7],
  ["forced above the increment", request(600, { force: true }), { increment: "100" }, 600],
];

// With the pad the job holds its resource until 2059: a grant g adds the window [2060, 2059 + g].
const NEXT: readonly Row[] = [
  ["a next job exactly adjacent to all", request(600), { nextJobs: [next(2_660)] }, 600],
  ["a next job one second earlier", request(600), { nextJobs: [next(2_659)] }, 599],
  ["one second is left", request(600), { nextJobs: [next(2_061)] }, 1],
  ["nothing is left", request(600), { nextJobs: [next(2_060)] }, "a job starts at 2060"],
  ["a next job within the pad", request(600), { nextJobs: [next(2_030)] }, "a job starts at 2030"],
  ["a next job right at the end", request(600), { nextJobs: [next(2_000)] }, "a job starts at 2000"],
  ["one that started before the end is not next", request(600), { nextJobs: [next(1_999)] }, 600],
  ["no pad, adjacent", request(600), { pad: 0, nextJobs: [next(2_600)] }, 600],
  ["no pad, at the end", request(600), { pad: 0, nextJobs: [next(2_000)] }, "a job starts at 2000"],
  ["the first of several", request(600), { nextJobs: [next(2_500), next(2_100), next(2_300)] }, 40],
  ["force does not move next jobs", request(600, { force: true }), { nextJobs: [next(2_100)] }, 40],
  ["increment, then next job", request(600), { increment: "30", nextJobs: [next(2_100)] }, 30],
  ["on another resource", request(600), { nextJobs: [next(2_100, { resources: [2] })] }, 600],
  [
    "one of several resources",
    request(600, { resources: [1, 2, 3] }),
    { nextJobs: [next(2_100, { resources: [3, 4] }), next(2_200)] },
    40,
  ],
  ["itself", request(600), { nextJobs: [next(2_100, { id: 1 })] }, 600],
  ["suspended time moves the end", request(600, { suspended: 10 }), { nextJobs: [next(2_100)] }, 30],
  ["batch jobs are delayed", request(600, { delayNextJobs: true }), { nextJobs: [next(2_100)] }, 600],
  [
    "reservations are not delayed",
    request(600, { delayNextJobs: true }),
    { nextJobs: [next(2_100), next(2_200, { reserved: true })] },
    140,
  ],
  ["best-effort jobs do not count", request(600), { nextJobs: [next(2_100, { types: ["besteffort"] })] }, 600],
];

const shared = ["timesharing=user,*"];
const SHARED: readonly Row[] = [
  [
    "a time-shared job of the same user",
    request(600, { types: shared }),
    { nextJobs: [next(2_100, { user: "ann", types: shared })] },
    600,
  ],
  [
    "a time-shared job of another user",
    request(600, { types: shared }),
    { nextJobs: [next(2_100, { types: shared })] },
    40,
  ],
  [
    "behind a compatible job one that is not",
    request(600, { types: shared }),
    { nextJobs: [next(2_100, { user: "ann", types: shared }), next(2_200, { user: "ann" })] },
    140,
  ],
  [
    "a placeholder, and a job that it lets in",
    request(600, { types: ["placeholder=p"] }),
    { nextJobs: [next(2_100, { types: ["allow=p"] })] },
    600,
  ],
  [
    "a job that allows, and a placeholder that does not go on top of it",
    request(600, { types: ["allow=p"] }),
    { nextJobs: [next(2_100, { types: ["placeholder=p"] })] },
    40,
  ],
  ["an inner job is in another slot set", request(600), { nextJobs: [next(2_100, { types: ["inner=c"] })] }, 600],
];

const inner = { types: ["inner=c"] };
const container = (job: Partial<RunningJob> = {}) => running(7, { types: ["container=c"], ...job });
const INNER: readonly Row[] = [
  // The container holds the resource until 2659, its own pad apart: 2059 + g is at most that.
  ["the container ends with it", request(600, inner), { containers: [container({ walltime: 1_660 })] }, 600],
  ["the container ends earlier", request(600, inner), { containers: [container({ walltime: 1_659 })] }, 599],
  ["nothing is left", request(600, inner), { containers: [container({ walltime: 1_060 })] }, "its container ends"],
  [
    "force does not help",
    request(600, { ...inner, force: true }),
    { containers: [container({ walltime: 1_100 })] },
    40,
  ],
  [
    "the container was suspended",
    request(600, inner),
    { containers: [container({ walltime: 1_100, suspended: 5 })] },
    45,
  ],
  ["no container", request(600, inner), {}, "no running container c holds its resources"],
  [
    "a container of another name",
    request(600, inner),
    { containers: [container({ types: ["container=d"] })] },
    "no running container c holds its resources",
  ],
  [
    "the container is named by its id",
    request(600, { types: ["inner=7"] }),
    { containers: [container({ types: ["container"], walltime: 1_100 })] },
    40,
  ],
  [
    "a resource that no container holds",
    request(600, { ...inner, resources: [1, 2] }),
    { containers: [container({ walltime: 9_000 })] },
    "no running container c holds its resources",
  ],
  [
    "of two containers on a resource the later end counts, of two resources the earlier",
    request(600, { ...inner, resources: [1, 2] }),
    {
      containers: [
        container({ walltime: 1_100 }),
        container({ id: 8, walltime: 1_300 }),
        container({ id: 9, walltime: 1_200, resources: [2] }),
      ],
    },
    140,
  ],
  [
    "a next job of the same container",
    request(600, inner),
    { containers: [container({ walltime: 9_000 })], nextJobs: [next(2_100, inner)] },
    40,
  ],
  [
    "a next job of the main slot set",
    request(600, inner),
    { containers: [container({ walltime: 9_000 })], nextJobs: [next(2_100)] },
    600,
  ],
];

const SHORTER: readonly Row[] = [
  ["in full", request(-60), {}, -60],
  ["not before now", request(-600), {}, -100],
  ["a last second", request(-600), { now: 1_999 }, -1],
  ["one second of walltime is left", request(-5_000), { now: 900 }, -999],
  ["nothing to take", request(-5, { walltime: 1 }), { now: 1_000 }, 0],
  ["the job is over", request(-60), { now: 2_000 }, OVER],
  ["whatever apply time and increment say", request(-60), { apply: "1", increment: "1" }, -60],
  ["without its container", request(-60, inner), {}, -60],
];

const ODD: readonly Row[] = [
  ["no moldable", request(60, { moldable: null, walltime: 0 }), {}, "fault: it has no assigned moldable"],
  ["a negative walltime", request(60, { walltime: -5 }), {}, "fault: its walltime is -5 s"],
  ["no resources", request(60, { resources: [] }), {}, "fault: it has no assigned resources"],
  [
    "the walltime overflows",
    request(2_147_483_000),
    {},
    "fault: a change by 2147483000 s is more than the columns hold",
  ],
  ["the walltime just fits", request(2_147_482_647), {}, 2_147_482_647],
  [
    "a counter overflows",
    request(60, { force: true, grantedWithForce: 2_147_483_600 }),
    {},
    "fault: a change by 60 s is more than the columns hold",
  ],
  ["negative seconds were granted", request(60, { granted: -2_000 }), { increment: "0.5" }, 60],
];

test.each([...FREE, ...CONFIGURED, ...NEXT, ...SHARED, ...INNER, ...SHORTER, ...ODD])(
  "%s",
  (_, one, other, expected) => {
    expect(granted(one, other)).toBe(expected);
  },
);

test("what is written of an increase in part, and of the rest of it", () => {
  const flags = { force: true, delayNextJobs: true };
  const asked = request(600, { ...flags, granted: -10, grantedWithForce: 5, grantedDelaying: 6 });
  const nextJobs = [next(2_160, { reserved: true })];
  expect(decide([asked], { nextJobs }).changes).toEqual([
    {
      job: 1,
      moldable: 10,
      oldWalltime: 1_000,
      walltime: 1_100,
      seconds: 100,
      asked: { pending: 600, ...flags },
      pending: 500,
      granted: 90,
      grantedWithForce: 105,
      grantedDelaying: 106,
      ...flags,
    },
  ]);
  expect(decide([asked]).changes).toMatchObject([
    { pending: 0, granted: 590, grantedWithForce: 605, grantedDelaying: 606, force: false, delayNextJobs: false },
  ]);
});

test("a reduction is done with, and counts as neither forced nor delaying", () => {
  const asked = request(-600, { force: true, delayNextJobs: true, granted: 50, grantedWithForce: 5 });
  expect(decide([asked]).changes).toMatchObject([
    { walltime: 900, pending: 0, granted: -50, grantedWithForce: 5, grantedDelaying: 0, force: false },
  ]);
});

test("containers come first, and the others see what they were granted", () => {
  const types = ["container=c"];
  const requests = [
    request(600, { id: 1, ...inner }),
    request(600, { id: 2, resources: [5] }),
    request(300, { id: 7, types, walltime: 1_100 }),
  ];
  const containers = [running(7, { types, walltime: 1_100 })];
  const { changes } = decide(requests, { containers });
  expect(changes.map(({ job, seconds }) => [job, seconds])).toEqual([
    [7, 300],
    [1, 340],
    [2, 600],
  ]);
  // A container that ends earlier limits what is asked for after it.
  const shorter = [...requests.slice(0, 2), request(-40, { id: 7, types, walltime: 1_100 })];
  const { changes: less, left } = decide(shorter, { containers });
  expect(less.map(({ job }) => job)).toEqual([7, 2]);
  expect(left).toEqual([{ job: 1, why: "its container ends" }]);
});

test("a request that makes no sense does not stop the others", () => {
  const { changes, faults } = decide([request(60, { moldable: null }), request(60, { id: 2 })]);
  expect(changes.map(({ job }) => job)).toEqual([2]);
  expect(faults.map(({ job }) => job)).toEqual([1]);
});
