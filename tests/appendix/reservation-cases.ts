/** The cases of 7.6 that the core decides: reservations, the round limit, karma, best-effort jobs. */
import type { Job, QuotaDocument, Scenario } from "../../ts/model/index.js";
import type { AppendixCase, Expectation } from "./cases.js";
import { PLATFORMS } from "./platforms.js";

/** 2024-06-03 00:00 in UTC, a Monday. */
const NOW = 1717372800;
const PAD = 60;

/** A job that asks for resources for a minute. */
function asks(id: number, count: number, more: Partial<Job> = {}, walltime = 60): Job {
  const requests = [{ filter: "0-9", levels: [["resource_id", count] as [string, number]] }];
  return { id, queue: "default", moldables: [{ id, walltime, requests }], ...more };
}

/** Where such a job is. */
function at(begin: number, resources: string): Expectation {
  return [begin, begin + 60 + PAD - 1, resources];
}

function make(
  id: string,
  jobs: Job[],
  expect: Record<number, Expectation>,
  reasons: Record<number, string> = {},
  more: Partial<Scenario> = {},
): AppendixCase {
  const scenario: Scenario = {
    scenario: 1,
    name: id,
    now: NOW,
    resources: PLATFORMS.D5,
    queues: [["default"], ["besteffort"]],
    jobs,
    ...more,
  };
  return { id, scenario, expect, reasons };
}

const QUOTAS_ON = { QUOTAS: "yes" };
const ONE_A_WEEK: QuotaDocument = {
  periodical: [["* mon-sun * *", "weekly", ""]],
  oneshot: [["2024-06-03 00:00", "2024-06-03 06:00", "free", ""]],
  weekly: { "*,*,*,*": [1, -1, -1] },
  free: {},
};

const RESERVATIONS: AppendixCase[] = [
  make("AR-01", [asks(1, 4, { reservation: NOW + 10 })], { 1: at(NOW + 10, "0-3") }),
  make("AR-02", [asks(1, 4, { reservation: NOW - 1000 })], { 1: null }, { 1: "ar_too_old" }),
  make(
    "AR-03",
    [asks(1, 4, { reservation: NOW + 10 })],
    { 1: null },
    { 1: "ar_quota" },
    {
      config: QUOTAS_ON,
      quotas: { quotas: { "*,*,*,*": [1, -1, -1] } },
    },
  ),
  make("AR-08", [asks(1, 4, { reservation: NOW + 10, types: ["timesharing=*,*"] })], {
    1: at(NOW + 10, "0-3"),
  }),
  make(
    "AR-09",
    [4, 2, 1].map((count, i) => asks(i + 1, count, { reservation: NOW + 10 })),
    { 1: at(NOW + 10, "0-3"), 2: null, 3: at(NOW + 10, "4") },
    { 2: "ar_no_resources" },
  ),
  make(
    "AR-10a",
    [asks(1, 4, { reservation: NOW + 86400 })],
    { 1: null },
    { 1: "ar_quota" },
    {
      config: QUOTAS_ON,
      quotas: ONE_A_WEEK,
    },
  ),
  make(
    "AR-10b",
    [asks(1, 4, { reservation: NOW + 10 })],
    { 1: at(NOW + 10, "0-3") },
    {},
    {
      config: QUOTAS_ON,
      quotas: ONE_A_WEEK,
    },
  ),
  make("AR-11", [asks(1, 4, { reservation: NOW - 30 })], { 1: at(NOW, "0-3") }),
  make("AR-12", [asks(1, 6, { reservation: NOW + 10 })], { 1: null }, { 1: "ar_no_resources" }),
];

const five = [1, 2, 3, 4, 5];
const limited = (limit: number | string | undefined) => ({
  config: limit === undefined ? {} : { MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: limit },
});
const inTurn = (ids: number[]) => Object.fromEntries(ids.map((id, i) => [id, at(NOW + 120 * i, "0-3")]));

/** Jobs by descending user, so that the order of karma is not that of the ids. */
const BY_USER = five.map((id) => asks(id, 4, { user: `u${5 - id}` }));
const sums = (first: number) => Object.fromEntries([0, 1, 2, 3, 4].map((u) => [`u${u}`, 100 * (first + u)]));
const CONSUMED = {
  window: { used: 1500, asked: 2000 },
  byUser: { used: sums(1), asked: sums(2) },
  byProject: { used: {}, asked: {} },
};

const ROUNDS: AppendixCase[] = [
  ...[undefined, "", "0", "-1", "abc"].map((limit) =>
    make(
      `MX-01 ${limit ?? "missing"}`,
      five.map((id) => asks(id, 4)),
      inTurn(five),
      {},
      limited(limit),
    ),
  ),
  make(
    "MX-01 1000",
    Array.from({ length: 1001 }, (_, i) => ({ id: i + 1, queue: "default", moldables: [] })),
    { 1000: null, 1001: null },
    { 1000: "invalid_request", 1001: "round_limit" },
    limited("1000"),
  ),
  make(
    "MX-02",
    five.map((id) => asks(id, 4)),
    { ...inTurn([1, 2]), 3: null, 4: null, 5: null },
    { 3: "round_limit", 4: "round_limit", 5: "round_limit" },
    limited(2),
  ),
  make(
    "MX-03a",
    BY_USER,
    inTurn([5, 4, 3, 2, 1]),
    {},
    {
      config: { JOB_PRIORITY: "FAIRSHARE" },
      accounting: CONSUMED,
    },
  ),
  make(
    "MX-03b",
    BY_USER,
    inTurn([5, 4, 3, 2, 1]),
    {},
    {
      config: { JOB_PRIORITY: "MULTIFACTOR" },
      accounting: CONSUMED,
      priority: { karma_weight: 1 },
    },
  ),
  make(
    "MX-05",
    [
      {
        id: 1,
        queue: "besteffort",
        types: ["besteffort"],
        assignment: { begin: NOW - 100, end: NOW + 1000, resources: "0-3" },
      },
      asks(2, 4),
    ],
    { 2: at(NOW, "0-3") },
  ),
  make(
    "MX-06",
    [asks(1, 6)],
    { 1: at(NOW, "0-5") },
    {},
    {
      resources: { default: "0-5", hierarchy: { resource_id: ["0", "1", "2", "3", "4", "5"] } },
    },
  ),
];

/** All cases of 7.6 that the core decides. */
export const RESERVATION_CASES: AppendixCase[] = [...RESERVATIONS, ...ROUNDS];
