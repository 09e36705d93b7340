/** The random worlds are what they should be: repeatable, different, and rich enough to show mistakes. */
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import type { Job, Scenario } from "../../ts/model/index.js";
import { referenceSchedule } from "../reference/index.js";
import type { Features } from "./features.js";
import { randomWorld, type WorldKind } from "./world.js";

const KINDS: readonly WorldKind[] = ["tiny", "broad"];
const WORLDS = 200;

function worlds(kind: WorldKind, features: Features): Scenario[] {
  return Array.from({ length: WORLDS }, (_, seed) => randomWorld(seed, kind, features));
}

test.each(KINDS)("a %s world is made again by its seed, and every seed makes another", (kind) => {
  expect(worlds(kind, "all")).toEqual(worlds(kind, "all"));
  expect(new Set(worlds(kind, "all").map((world) => JSON.stringify(world))).size).toBe(WORLDS);
});

test.each(KINDS)("%s worlds have every reason, and jobs placed at once and later", (kind) => {
  const found = new Set<string>();
  for (const world of worlds(kind, "all")) {
    const { assignments, reasons, reservations } = referenceSchedule(world);
    for (const reason of Object.values(reasons)) found.add(reason);
    for (const place of Object.values(assignments)) if (place) found.add(place.begin === world.now ? "now" : "later");
    for (const { state } of Object.values(reservations ?? {})) found.add(state);
  }
  const ordinary = ["round_limit", "invalid_request", "unknown_level", "dependency", "no_slot_set", "no_resources"];
  const limited = ["quota", "quota_horizon", "ar_too_old", "ar_out_of_range", "ar_no_resources", "ar_quota"];
  const placed = ["now", "later", "toAckReservation", "toError"];
  expect([...found].sort()).toEqual([...ordinary, ...limited, ...placed].sort());
});

/** Rewrites every job of a world. */
function eachJob(change: (job: Job) => void): (world: Scenario) => void {
  return ({ jobs }) => jobs.forEach(change);
}

/** Rewrites every pair of level and count. */
function eachCount(change: (count: number) => number): (world: Scenario) => void {
  return eachJob(({ moldables = [] }) => {
    for (const { requests } of moldables) {
      for (const { levels } of requests) for (const level of levels) level[1] = change(level[1]);
    }
  });
}

function eachLevel(change: (blocks: string[]) => string[]): (world: Scenario) => void {
  return ({ resources }) => {
    for (const [name, blocks] of Object.entries(resources.hierarchy)) resources.hierarchy[name] = change(blocks);
  };
}

function withoutTypes(pattern: RegExp): (world: Scenario) => void {
  return eachJob((job) => {
    job.types = (job.types ?? []).filter((type) => !pattern.test(type));
  });
}

/** A scheduler that decides a changed world makes a mistake: the one named. */
const MISTAKES: [mistake: string, features: Features, change: (world: Scenario) => void][] = [
  ["ALL is taken for BEST", "basic", eachCount((count) => (count === -1 ? -2 : count))],
  ["HALF_BEST is taken for BEST", "basic", eachCount((count) => (count === -3 ? -2 : count))],
  [
    "blocks are walked in ascending order",
    "basic",
    eachLevel((blocks) => [...blocks].sort((a, b) => parseInt(a, 10) - parseInt(b, 10))),
  ],
  ["the last block is forgotten", "basic", eachLevel((blocks) => blocks.slice(0, -1))],
  [
    "filters are forgotten",
    "basic",
    eachJob(({ moldables = [] }) => {
      for (const { requests } of moldables) for (const group of requests) group.filter = "0-9999";
    }),
  ],
  [
    "only the first moldable counts",
    "basic",
    eachJob((job) => {
      if (job.moldables) job.moldables = job.moldables.slice(0, 1);
    }),
  ],
  [
    "later moldables win ties",
    "basic",
    eachJob((job) => {
      job.moldables?.reverse();
    }),
  ],
  [
    "only the first group counts",
    "basic",
    eachJob(({ moldables = [] }) => {
      for (const moldable of moldables) moldable.requests = moldable.requests.slice(0, 1);
    }),
  ],
  [
    "level orders are sorted",
    "basic",
    eachJob(({ moldables = [] }) => {
      for (const { requests } of moldables)
        for (const { levels } of requests) levels.sort(([a], [b]) => (a < b ? 1 : -1));
    }),
  ],
  [
    "dependencies are forgotten",
    "basic",
    eachJob((job) => {
      delete job.dependencies;
    }),
  ],
  [
    "exit codes are forgotten",
    "basic",
    eachJob(({ dependencies = [] }) => {
      for (const dependency of dependencies) dependency.exitCode = 0;
    }),
  ],
  ["best-effort jobs are seen too early", "basic", withoutTypes(/^besteffort/)],
  [
    "scheduled jobs end a second early",
    "basic",
    eachJob(({ assignment }) => {
      if (assignment && assignment.end > assignment.begin) assignment.end -= 1;
    }),
  ],
  ["the pad is forgotten", "basic", (world) => Object.assign(world.config ?? {}, { SCHEDULER_JOB_SECURITY_TIME: 0 })],
  [
    "groups never overlap",
    "basic",
    (world) => Object.assign(world.config ?? {}, { SCHEDULER_GROUPS_MAY_OVERLAP: "no" }),
  ],
  [
    "the round limit is forgotten",
    "basic",
    (world) => Object.assign(world.config ?? {}, { MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: 0 }),
  ],
  [
    "availability dates are forgotten",
    "basic",
    ({ resources }) => {
      delete resources.availableUpto;
    },
  ],
  [
    "all queues are one group",
    "basic",
    (world) => {
      world.queues = [world.queues.flat()];
    },
  ],
  ["sharing is forgotten", ["sharing"], withoutTypes(/^timesharing=/)],
  ["placeholders are forgotten", ["sharing"], withoutTypes(/^(placeholder|allow|allowed)=/)],
  ["containers are forgotten", ["containers"], withoutTypes(/^container/)],
  ["quotas are forgotten", ["quotas"], (world) => Object.assign(world.config ?? {}, { QUOTAS: "no" })],
  ["no_quotas is forgotten", ["quotas"], withoutTypes(/^no_quotas/)],
  ["periods are forgotten", ["calendar"], ({ quotas }) => Object.assign(quotas ?? {}, { periodical: [] })],
  ["one-shots are forgotten", ["calendar"], ({ quotas }) => Object.assign(quotas ?? {}, { oneshot: [] })],
  [
    "the time zone is forgotten",
    ["calendar"],
    (world) => {
      delete world.timeZone;
    },
  ],
  ["all orders are FIFO", ["sorting"], (world) => Object.assign(world.config ?? {}, { JOB_PRIORITY: "FIFO" })],
  [
    "reservations are ordinary jobs",
    ["reservations"],
    eachJob((job) => {
      delete job.reservation;
    }),
  ],
];

describe.each(KINDS)("%s worlds show that", (kind) => {
  test.each(MISTAKES)("%s", (_, features, change) => {
    const shown = worlds(kind, features).some((world) => {
      const right = referenceSchedule(world);
      change(world);
      return !isDeepStrictEqual(referenceSchedule(world), right);
    });
    expect(shown).toBe(true);
  });
});
