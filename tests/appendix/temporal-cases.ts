/** The cases of 7.5 that are scenarios. Monday is 2024-06-03 in UTC. */
import type { Job, QuotaDocument, QuotaRules, RequestGroup, ResourceSet, Scenario } from "../../ts/model/index.js";
import type { AppendixCase, Expectation } from "./cases.js";
import { PLATFORMS } from "./platforms.js";

/** Local Monday 00:00 (W in the appendix). */
export const MONDAY = 1717372800;
export const DAY = 86400;
const HOUR = 3600;
const MINUTE = 60;

const Q1: QuotaRules = { "*,*,*,/": [16, -1, -1], "*,projA,*,*": [20, -1, -1] };
const Q2: QuotaRules = { "*,*,*,/": [24, -1, -1], "*,projB,*,*": [15, -1, -1] };

/** The document "simple" of the appendix. */
export const SIMPLE: QuotaDocument = {
  periodical: [
    ["* mon-wed * *", "q1", ""],
    ["* thu-sun * *", "q2", ""],
  ],
  q1: Q1,
  q2: Q2,
};

/** The document "oneshot" of the appendix. */
export const ONESHOT: QuotaDocument = {
  ...SIMPLE,
  oneshot: [["2024-06-03 12:00", "2024-06-06 00:00", "h", ""]],
  h: { "*,*,*,*": [32, -1, -1] },
};

/** Single resources, for requests of any number of them. */
const UNITS: ResourceSet = {
  default: "1-64",
  hierarchy: { resource_id: Array.from({ length: 64 }, (_, i) => `${i + 1}`) },
};

/** One level, a number of it, and for how long. */
function job(id: number, level: string, count: number, walltime: number, more: Partial<Job> = {}): Job {
  const levels: RequestGroup["levels"] = [[level, count]];
  return {
    id,
    queue: "default",
    user: "toto",
    moldables: [{ id, walltime, requests: [{ filter: "0-64", levels }] }],
    ...more,
  };
}

interface Given {
  quotas: QuotaDocument;
  jobs: Job[];
  now?: number;
  /** Last instant of the main set, if it is not the horizon. */
  last?: number;
  resources?: ResourceSet;
  pad?: number;
}

function scenarioOf(
  name: string,
  { quotas, jobs, now = MONDAY, last, resources = PLATFORMS.N32, pad = 0 }: Given,
): Scenario {
  return {
    scenario: 1,
    name,
    now,
    config: { SCHEDULER_JOB_SECURITY_TIME: pad, QUOTAS: "yes" },
    resources: last === undefined ? resources : { ...resources, availableUpto: [[last + 1, resources.default]] },
    queues: [["default"]],
    jobs,
    quotas,
  };
}

function placed(id: string, given: Given, expect: Record<number, Expectation>): AppendixCase {
  return { id, scenario: scenarioOf(id, given), expect };
}

/** Two reservations of john's at one time, each alone: one is within the limit and one is not. */
function limits(
  id: string,
  quotas: QuotaDocument,
  at: number,
  within: number,
  beyond: number,
  project?: string,
): AppendixCase[] {
  const john: Partial<Job> = { user: "john", reservation: at, ...(project !== undefined && { project }) };
  const ask = (count: number) => ({ quotas, resources: UNITS, jobs: [job(1, "resource_id", count, DAY / 2, john)] });
  const good = `${id}, ${within} resources at ${at}`;
  const bad = `${id}, ${beyond} resources at ${at}`;
  return [
    { id: good, scenario: scenarioOf(good, ask(within)), expect: { 1: [at, at + DAY / 2 - 1, `1-${within}`] } },
    { id: bad, scenario: scenarioOf(bad, ask(beyond)), expect: { 1: null }, reasons: { 1: "ar_quota" } },
  ];
}

const THURSDAY = MONDAY + 3 * DAY;
const WEEK_1 = { last: MONDAY + 7 * DAY - 1, quotas: SIMPLE };
const TP_10 = [job(1, "node", 3, 60), job(2, "node", 4, 60)];
/** Half a minute past the minute, five minutes before the one-shot of TP-15 and TP-16. */
const UNEVEN = MONDAY + 30;

/** A weekly limit and another one from 00:05 to 00:10 on Monday. */
function fiveMinutes(weekly: QuotaRules[string], brief: QuotaRules[string]): QuotaDocument {
  return {
    periodical: [["* mon-sun * *", "weekly", ""]],
    oneshot: [["2024-06-03 00:05", "2024-06-03 00:10", "brief", ""]],
    weekly: { "*,*,*,/": weekly },
    brief: { "*,*,*,/": brief },
  };
}

/** All cases of 7.5 that are scenarios. */
export const TEMPORAL_CASES: AppendixCase[] = [
  ...limits("TP-08", SIMPLE, MONDAY, 10, 20),
  placed(
    "TP-09",
    { quotas: SIMPLE, resources: UNITS, jobs: [job(1, "resource_id", 2, 7 * DAY)] },
    {
      1: [MONDAY, MONDAY + 7 * DAY - 1, "1-2"],
    },
  ),
  placed("TP-10", { ...WEEK_1, jobs: TP_10 }, { 1: [THURSDAY, THURSDAY + 59, "1-24"], 2: null }),
  placed(
    "TP-11",
    { ...WEEK_1, jobs: [...TP_10, job(3, "node", 1, 302400), job(4, "node", 1, 60)] },
    {
      1: [THURSDAY, THURSDAY + 59, "1-24"],
      2: null,
      3: [THURSDAY + 60, THURSDAY + 60 + 302400 - 1, "1-8"],
      4: [MONDAY, MONDAY + 59, "1-8"],
    },
  ),
  placed(
    "TP-12",
    { quotas: ONESHOT, jobs: [job(1, "node", 4, 60)] },
    {
      1: [MONDAY + 43200, MONDAY + 43259, "1-32"],
    },
  ),
  placed(
    "TP-13",
    { quotas: SIMPLE, jobs: [job(1, "node", 4, 60, { types: ["no_quotas"] })] },
    {
      1: [MONDAY, MONDAY + 59, "1-32"],
    },
  ),
  placed(
    "TP-14",
    { quotas: SIMPLE, last: MONDAY + 14 * DAY, jobs: [job(1, "node", 3, 3 * DAY), job(2, "node", 5, 10 * DAY)] },
    { 1: [THURSDAY, THURSDAY + 3 * DAY - 1, "1-24"], 2: null },
  ),
  placed(
    "TP-15",
    {
      quotas: fiveMinutes([24, -1, -1], [8, -1, -1]),
      now: UNEVEN,
      jobs: [job(1, "node", 1, 300), job(2, "node", 2, 300, { user: "titi" })],
    },
    { 1: [UNEVEN, UNEVEN + 299, "1-8"], 2: [MONDAY + 10 * MINUTE, MONDAY + 15 * MINUTE - 1, "1-16"] },
  ),
  placed(
    "TP-16",
    {
      quotas: fiveMinutes([-1, 2, -1], [-1, 1, -1]),
      now: UNEVEN,
      jobs: [job(1, "node", 1, 300), job(2, "node", 2, 300)],
    },
    { 1: [UNEVEN, UNEVEN + 299, "1-8"], 2: [UNEVEN + 300, UNEVEN + 599, "1-16"] },
  ),
  ...limits("TP-22", SIMPLE, MONDAY, 16, 24),
  ...limits("TP-22", SIMPLE, THURSDAY, 24, 30),
  ...limits("TP-23", ONESHOT, MONDAY + 13 * HOUR, 32, 33, "projB"),
  ...limits("TP-23", ONESHOT, MONDAY + 4 * DAY + 11 * HOUR, 14, 16, "projB"),
  placed(
    "TP-24",
    {
      quotas: {
        periodical: [["* mon-sun * *", "weekly", ""]],
        oneshot: [["2024-06-05 00:01", "2024-06-06 00:01", "free", ""]],
        weekly: { "*,*,*,/": [1, -1, -1] },
        free: {},
      },
      now: MONDAY + MINUTE,
      resources: PLATFORMS.D5,
      pad: 60,
      jobs: [job(1, "resource_id", 5, 60), job(2, "resource_id", 1, 60)],
    },
    {
      1: [MONDAY + 2 * DAY + MINUTE, MONDAY + 2 * DAY + 3 * MINUTE - 1, "0-4"],
      2: [MONDAY + MINUTE, MONDAY + 3 * MINUTE - 1, "0"],
    },
  ),
];
