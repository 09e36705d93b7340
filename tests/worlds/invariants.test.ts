/** Every invariant notices a schedule that breaks it, and none complains of a right one. */
import { describe, expect, test } from "vitest";
import type { Job, Moldable, QuotaRules, RequestGroup, Scenario, ScheduleData } from "../../ts/model/index.js";
import { referenceSchedule } from "../reference/index.js";
import { INVARIANTS, type InvariantName, violations } from "./invariants.js";

const NOW = 1000;

/** A moldable of one group. */
function wants(walltime: number, levels: RequestGroup["levels"], filter = "0-3"): Moldable {
  return { id: walltime, walltime, requests: [{ filter, levels }] };
}

/** A waiting job of queue `default`, without an own opinion: one host for ten seconds. */
function waiting(id: number, more: Partial<Job> = {}): Job {
  return { id, queue: "default", moldables: [wants(10, [["host", 1]])], ...more };
}

/** A scheduled job on [NOW, NOW + 9]. */
function scheduled(id: number, resources: string, more: Partial<Job> = {}): Job {
  return { id, queue: "default", assignment: { begin: NOW, end: NOW + 9, resources }, ...more };
}

/** Two hosts of two resources, no pad. */
function site(jobs: Job[], more: Partial<Scenario> = {}): Scenario {
  return {
    scenario: 1,
    name: "broken",
    now: NOW,
    config: { SCHEDULER_JOB_SECURITY_TIME: 0 },
    resources: { default: "0-3", hierarchy: { host: ["0-1", "2-3"], unit: ["0", "1", "2", "3"] } },
    queues: [["default"], ["besteffort"]],
    jobs,
    ...more,
  };
}

/** A place on [NOW, NOW + 9], the first moldable of {@link waiting}. */
function place(resources: string, begin = NOW, end = begin + 9) {
  return { moldable: 10, begin, end, resources };
}

/** A scenario, and what is done to its right schedule. */
type Breakage = [scenario: Scenario, breakIt: (schedule: ScheduleData) => void];

const put =
  (id: number, resources: string, begin?: number, end?: number) =>
  ({ assignments, reasons }: ScheduleData): void => {
    assignments[id] = place(resources, begin, end);
    delete reasons[id];
  };

const withQuotas = (rules: QuotaRules, more: Record<string, unknown> = {}): Partial<Scenario> => ({
  config: { SCHEDULER_JOB_SECURITY_TIME: 0, QUOTAS: "yes", ...(more.config as object) },
  quotas: { quotas: rules, ...(more.quotas as object) },
});

const BREAKAGES: Record<InvariantName, Breakage[]> = {
  isComplete: [
    [site([waiting(1), waiting(2)]), ({ assignments }) => delete assignments[2]],
    [site([waiting(1, { types: ["inner"] })]), ({ reasons }) => delete reasons[1]],
    [site([waiting(1)]), ({ reasons }) => Object.assign(reasons, { 1: "no_resources" })],
    [site([waiting(1, { types: ["inner"] })]), ({ reasons }) => Object.assign(reasons, { 1: "ar_quota" })],
    [site([scheduled(1, "0")]), ({ assignments }) => Object.assign(assignments, { 1: null })],
  ],
  malformedIsLeftOut: [[site([waiting(1, { types: ["placeholder=a", "allow=a"] })]), put(1, "0-1")]],
  beginsAfterNow: [[site([waiting(1)]), put(1, "0-1", NOW - 1)]],
  moldableIsTheJobs: [
    [site([waiting(1)]), ({ assignments }) => Object.assign(assignments[1] ?? {}, { moldable: 11 })],
    [
      site([waiting(1, { reservation: NOW, moldables: [wants(5, [["host", 1]]), wants(10, [["host", 1]])] })]),
      put(1, "0-1"),
    ],
  ],
  endIsExact: [[site([waiting(1)]), put(1, "0-1", NOW, NOW + 10)]],
  endsWithinHorizon: [[site([waiting(1)]), put(1, "0-1", 2147483640)]],
  resourcesAreUsable: [
    [site([waiting(1)]), put(1, "4-5")],
    [site([waiting(1)]), put(1, "")],
    [site([waiting(1)]), put(1, "1 0")],
    [site([waiting(1)]), put(1, "0 1")],
  ],
  withdrawnIsNotUsed: [
    [
      site([waiting(1)], {
        resources: { default: "0-3", hierarchy: { host: ["0-1", "2-3"] }, availableUpto: [[NOW + 9, "1"]] },
      }),
      put(1, "0-1"),
    ],
  ],
  requestIsMet: [
    [site([waiting(1)]), put(1, "0")],
    [site([waiting(1)]), put(1, "1-2")],
    [site([waiting(1)]), put(1, "0-3")],
    [site([waiting(1, { moldables: [wants(10, [["host", 1]], "2-3")] })]), put(1, "0-1")],
    [site([waiting(1, { moldables: [wants(10, [["host", -1]])] })]), put(1, "0-1")],
    [
      site([
        waiting(1, {
          moldables: [
            wants(10, [
              ["host", 2],
              ["unit", 1],
            ]),
          ],
        }),
      ]),
      put(1, "0-1"),
    ],
    [
      site([
        waiting(1, {
          moldables: [{ ...wants(10, []), requests: [0, 1].map(() => ({ filter: "0-3", levels: [["unit", 2]] })) }],
        }),
      ]),
      put(1, "0-1"),
    ],
  ],
  nothingHeldTwice: [
    [site([waiting(1), waiting(2)]), put(2, "0-1")],
    [site([scheduled(1, "0"), waiting(2)]), put(2, "0-1", NOW + 9)],
    [site([scheduled(1, "0", { types: ["besteffort"] }), waiting(2, { queue: "besteffort" })]), put(2, "0-1")],
    [site([waiting(1, { types: ["timesharing=*,*"] }), waiting(2)]), put(2, "0-1")],
  ],
  sharingIsMutual: [
    [
      site([
        waiting(1, { user: "ann", types: ["timesharing=user,*"] }),
        waiting(2, { user: "bob", types: ["timesharing=*,*"] }),
      ]),
      put(2, "0-1"),
    ],
  ],
  placeholdersAreKept: [
    [site([waiting(1, { types: ["placeholder=a"] }), waiting(2)]), put(2, "0-1")],
    [site([waiting(1, { types: ["placeholder=a"] }), waiting(2, { types: ["allow=b"] })]), put(2, "0-1")],
  ],
  noPlaceholderOnAllow: [
    [
      site([
        scheduled(1, "0-1", { types: ["allow=a", "timesharing=*,*"] }),
        waiting(2, { types: ["placeholder=a", "timesharing=*,*"] }),
      ]),
      put(2, "0-1"),
    ],
  ],
  dependenciesAreKept: [
    [site([waiting(1), waiting(2, { dependencies: [{ job: 1, state: "Waiting" }] })]), put(2, "2-3", NOW + 9)],
    [site([waiting(1, { dependencies: [{ job: 9, state: "Running" }] })]), put(1, "0-1")],
    [site([waiting(1, { dependencies: [{ job: 9, state: "Terminated", exitCode: 1 }] })]), put(1, "0-1")],
  ],
  dependencyIsMissing: [
    [
      site([waiting(1)]),
      (schedule) => {
        schedule.assignments[1] = null;
        schedule.reasons[1] = "dependency";
      },
    ],
  ],
  limitIsKept: [
    [site([waiting(1), waiting(2)], { config: { MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: "1" } }), put(2, "2-3")],
    [
      site([waiting(1), waiting(2)], { config: { MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: 1 } }),
      (schedule) => {
        put(2, "0-1")(schedule);
        schedule.assignments[1] = null;
        schedule.reasons[1] = "round_limit";
      },
    ],
  ],
  innerIsInside: [
    [site([waiting(1, { types: ["container=k"] }), waiting(2, { types: ["inner=k"] })]), put(2, "2-3")],
    [
      site(
        [
          waiting(1, { types: ["container"], moldables: [wants(20, [["host", 1]])] }),
          waiting(2, { types: ["inner=1"] }),
        ],
        {
          config: { SCHEDULER_JOB_SECURITY_TIME: 1 },
        },
      ),
      put(2, "0-1", NOW + 11, NOW + 21),
    ],
  ],
  slotSetIsMissing: [
    [
      site([scheduled(1, "0-1", { types: ["container=k"] }), waiting(2, { types: ["inner=k"] })]),
      (schedule) => {
        schedule.assignments[2] = null;
        schedule.reasons[2] = "no_slot_set";
      },
    ],
  ],
  quotasAreKept: [
    [site([waiting(1), waiting(2)], withQuotas({ "*,*,*,*": [3, -1, -1] })), put(2, "2-3")],
    [site([waiting(1), waiting(2)], withQuotas({ "*,*,*,/": [-1, "1.9", -1] })), put(2, "2-3")],
    [site([scheduled(1, "0-1"), waiting(2)], withQuotas({ "/,*,*,*": ["0.75*ALL", -1, -1] })), put(2, "2-3")],
    [site([waiting(1)], withQuotas({ "*,*,*,*": [-1, -1, 0.005] })), put(1, "0-1")],
    [
      site(
        [waiting(1, { types: ["x"] }), waiting(2, { types: ["y", "x"] })],
        withQuotas({ "*,*,x,*": [-1, 1, -1], "*,*,*,*": [-1, -1, -1] }, { quotas: { job_types: ["x", "y"] } }),
      ),
      put(2, "2-3"),
    ],
  ],
  windowLimitIsKept: [
    [
      site(
        [waiting(1)],
        withQuotas({}, { config: { QUOTAS_WINDOW_TIME_LIMIT: 8 }, quotas: { periodical: [["default", "q"]], q: {} } }),
      ),
      put(1, "0-1"),
    ],
  ],
  reservationsStartInTime: [
    [site([waiting(1, { reservation: NOW + 5 })]), put(1, "0-1", NOW + 6)],
    [site([waiting(1, { reservation: NOW - 5 })]), put(1, "0-1", NOW + 1)],
  ],
  outcomesFit: [
    [site([waiting(1, { reservation: NOW })]), (schedule) => delete schedule.reservations],
    [
      site([waiting(1, { reservation: 0 })]),
      ({ reservations }) => Object.assign(reservations?.[1] ?? {}, { message: "This advance reservation cannot run" }),
    ],
    [site([waiting(1)]), (schedule) => Object.assign(schedule, { reservations: {} })],
    [
      site([waiting(1, { reservation: NOW }), waiting(2)]),
      ({ reservations }) => Object.assign(reservations ?? {}, { 2: { state: "toError", message: "" } }),
    ],
  ],
};

describe.each(Object.keys(INVARIANTS) as InvariantName[])("%s", (name) => {
  test.each(BREAKAGES[name].map((breakage, i) => [i + 1, ...breakage] as const))(
    "breakage %i",
    (_, scenario, breakIt) => {
      const schedule = referenceSchedule(scenario);
      expect(violations(scenario, schedule)).toEqual([]);
      breakIt(schedule);
      expect(violations(scenario, schedule).filter((fault) => fault.startsWith(`${name}: `))).not.toEqual([]);
    },
  );
});
