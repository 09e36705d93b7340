/**
 * A round in which nothing has changed since the engine's last one is not decided again, and nobody can tell from what it
 * decides: an engine that remembers against a new one, by table for each condition, and on random worlds.
 */
import { describe, expect, test } from "vitest";
import type { CycleResult, Engine, Logger } from "../../dist/engine/node.js";
import type { Job, Scenario } from "../../ts/model/index.js";
import { LIMITS } from "../../ts/model/limits.js";
import { redox } from "../support/engine.js";
import { DEEP } from "../support/paths.js";
import { Dice } from "../worlds/dice.js";
import { randomWorld, type WorldKind } from "../worlds/world.js";
import { steps } from "./modes.js";

/** An engine, and whether each step that it decided since that was asked last was unchanged. */
interface Heard {
  readonly engine: Engine;
  unchanged(): boolean[];
}

async function heard(): Promise<Heard> {
  const told: boolean[] = [];
  const logger: Logger = {
    debug(message, details) {
      if (message === "scheduled a step") told.push(details?.unchanged as boolean);
    },
  };
  const engine = await redox.createEngine({ logger });
  return { engine, unchanged: () => told.splice(0) };
}

/** What can be seen of steps: decisions, what jobs wait for, and karmas. */
function seen(results: readonly CycleResult[]) {
  return results.map(({ schedule, rejected }) => ({
    schedule: JSON.parse(JSON.stringify(schedule)),
    more: Object.keys(schedule.assignments).map((id) => [schedule.waitsFor(Number(id)), schedule.karma(Number(id))]),
    rejected,
  }));
}

/** Decides a scenario with an engine that remembers; a new one must decide the same. */
async function decided(
  { engine, unchanged }: Heard,
  scenario: Scenario,
): Promise<{ unchanged: boolean[]; starts: number[] }> {
  const fresh = await redox.createEngine();
  const results = await steps(scenario, engine);
  expect(seen(results), JSON.stringify(scenario)).toEqual(seen(await steps(scenario, fresh)));
  fresh.dispose();
  const starts = results.flatMap(({ schedule }) =>
    Object.values(schedule.assignments).map((place) => place?.begin ?? NaN),
  );
  return { unchanged: unchanged(), starts };
}

const NOW = 1_700_000_000;

/** @param requests filter, level and count of each group */
function waiting(id: number, walltime: number, requests: [string, string, number][], more: Partial<Job> = {}): Job {
  const groups = requests.map(([filter, level, count]) => ({ filter, levels: [[level, count] as [string, number]] }));
  return { id, queue: "default", moldables: [{ id, walltime, requests: groups }], ...more };
}

/** @param from when it begins, and @param to its last second, both in seconds from now */
function scheduled(id: number, from: number, to: number, resources: string, more: Partial<Job> = {}): Job {
  return {
    ...waiting(id, to - from + 1, [[resources, "core", 1]], more),
    assignment: { begin: NOW + from, end: NOW + to, resources },
  };
}

const CORES = Array.from({ length: 8 }, (_, rank) => `${rank}`);

function site(jobs: Job[], more: Partial<Scenario> = {}): Scenario {
  const resources = { default: "0-7", hierarchy: { pair: ["0-1", "2-3", "4-5", "6-7"], core: CORES } };
  const config = { SCHEDULER_JOB_SECURITY_TIME: 0, ...more.config };
  return { scenario: 1, now: NOW, resources, queues: [["default"]], jobs, ...more, config };
}

/** All cores are held until 100 seconds from now; then the waiting job can begin. */
const FULL = [scheduled(1, -50, 99, "0-7"), waiting(2, 60, [["0-7", "core", 2]])];

test("the same round again is unchanged, step by step", async () => {
  const heardEngine = await heard();
  expect(await decided(heardEngine, site(FULL))).toEqual({ unchanged: [false, false], starts: [NOW + 100] });
  expect(await decided(heardEngine, site(FULL))).toEqual({ unchanged: [true, true], starts: [NOW + 100] });
});

test("from the step on that is given something else it is decided again, in slot sets with the steps before", async () => {
  const heardEngine = await heard();
  const queues = [["default"], ["other"]];
  const jobs = [...FULL, waiting(3, 60, [["0-7", "core", 8]], { queue: "other" })];
  await decided(heardEngine, site(jobs, { queues }));
  const later = [...jobs, waiting(4, 60, [["0-7", "core", 8]], { queue: "other" })];
  const { unchanged, starts } = await decided(heardEngine, site(later, { queues }));
  expect(unchanged).toEqual([true, true, false, false]);
  expect(starts).toEqual([NOW + 100, NOW + 160, NOW + 220]);
  expect((await decided(heardEngine, site(later, { queues }))).unchanged).toEqual([true, true, true, true]);
});

test("another user of the same length is another one", async () => {
  const heardEngine = await heard();
  const holder = scheduled(1, -50, 99, "0-7", { user: "u", types: ["timesharing=user,*"] });
  const of = (user: string) =>
    site([holder, waiting(2, 60, [["0-7", "core", 2]], { user, types: ["timesharing=user,*"] })]);
  expect(await decided(heardEngine, of("v"))).toEqual({ unchanged: [false, false], starts: [NOW + 100] });
  expect(await decided(heardEngine, of("u"))).toEqual({ unchanged: [false, false], starts: [NOW] });
});

/** Seconds until the next round. */
const LATER = 10;

describe("at a later date", () => {
  test.each<[why: string, scenario: Scenario, unchanged: boolean[]]>([
    ["a round is unchanged while nothing begins or ends", site(FULL), [true, true]],
    [
      "that some jobs cannot be placed changes nothing",
      site([...FULL, waiting(3, 60, [["0-7", "core", 9]])]),
      [true, true],
    ],
    [
      "the order by karma is the same",
      site(FULL, {
        config: { JOB_PRIORITY: "FAIRSHARE" },
        accounting: { window: { asked: 5, used: 7 }, byUser: { used: { u: 1 } } },
      }),
      [true, true],
    ],
    ["a job that was to begin by then begins later", site([waiting(2, 60, [["0-7", "core", 2]])]), [false, false]],
    ["a scheduled job has begun", site([...FULL, scheduled(9, 5, 300, "3")]), [false, false]],
    [
      "a scheduled job has ended",
      site([...FULL, scheduled(9, -50, 4, "3")], { config: { SCHEDULER_JOB_SECURITY_TIME: 20 } }),
      [false, false],
    ],
    ["a scheduled job ends with the second before", site([...FULL, scheduled(9, -50, 9, "3")]), [false, false]],
    [
      "a container has ended but for its pad",
      site(
        [
          scheduled(1, -50, 99, "0-7", { types: ["container=box"] }),
          scheduled(9, -50, 24, "0-1", { types: ["container=box"] }),
        ],
        {
          config: { SCHEDULER_JOB_SECURITY_TIME: 20 },
        },
      ),
      [false, false],
    ],
    [
      "a resource has become unavailable",
      { ...site(FULL), resources: { ...site(FULL).resources, availableUpto: [[NOW + 7, "5"]] } },
      [false, false],
    ],
    [
      // The wide group takes 0-1, which the narrow one needs, until the window touches the job that takes core 1.
      "of a request with several groups less may be more",
      site([
        scheduled(8, 105, 1000, "1"),
        scheduled(9, -50, 1000, "4-7"),
        waiting(2, 100, [
          ["0-3", "pair", 1],
          ["0 4-7", "core", 1],
        ]),
      ]),
      [false, false],
    ],
    [
      "the same of a request that is not the first",
      site([
        scheduled(8, 105, 1000, "1"),
        scheduled(9, -50, 1000, "4-7"),
        waiting(2, 100, [["5", "core", 1]]),
        waiting(3, 100, [
          ["0-3", "pair", 1],
          ["0 4-7", "core", 1],
        ]),
      ]),
      [false, false],
    ],
    [
      "quotas look at how long slots are",
      site([scheduled(1, -50, 49, "0-3", { user: "u" }), waiting(2, 100, [["0-7", "core", 1]], { user: "u" })], {
        config: { QUOTAS: "yes" },
        quotas: { quotas: { "*,*,*,/": [-1, -1, 290 / 3600] } },
      }),
      [false, false],
    ],
    [
      "priorities grow with the age of a job",
      site(
        [
          ...FULL.slice(0, 1),
          waiting(2, 60, [["0-7", "core", 8]], { submissionTime: NOW - 10, nice: 100 }),
          waiting(3, 60, [["0-7", "core", 8]], { submissionTime: NOW - 105, nice: 1 }),
        ] as Job[],
        { config: { JOB_PRIORITY: "MULTIFACTOR" }, priority: { age_weight: 1, age_coef: 1, nice_weight: 1 } },
      ),
      [false, false],
    ],
    [
      "a reservation is late",
      site([...FULL.slice(0, 1), waiting(2, 60, [["0-7", "core", 2]], { reservation: NOW + 100 })]),
      [true, false],
    ],
  ])("%s", async (_, scenario, unchanged) => {
    const heardEngine = await heard();
    await decided(heardEngine, scenario);
    expect((await decided(heardEngine, { ...scenario, now: NOW + LATER })).unchanged).toEqual(unchanged);
  });

  test("at an earlier date nothing is known", async () => {
    const heardEngine = await heard();
    await decided(heardEngine, site(FULL));
    expect((await decided(heardEngine, { ...site(FULL), now: NOW - 1 })).unchanged).toEqual([false, false]);
  });
});

/** Rounds of a world after each other: the same, later ones, and one with a job more or less. */
async function follow(heardEngine: Heard, world: Scenario, dice: Dice): Promise<{ same: number; later: number }> {
  const counts = { same: 0, later: 0 };
  let { now, jobs } = world;
  for (let round = 0; round < 6; round++) {
    const change = round === 0 ? "none" : dice.pick(["none", "date", "date", "date", "job"]);
    if (change === "date") now = Math.min(now + dice.pick([1, 1, 2, 5, 9, 40]), LIMITS.horizon);
    if (change === "job") jobs = jobs.filter((_, index) => index !== dice.int(0, jobs.length - 1));
    const { unchanged } = await decided(heardEngine, { ...world, now, jobs });
    const steps = unchanged.filter((step) => step).length;
    if (change === "none") counts.same += steps;
    if (change === "date") counts.later += steps;
  }
  return counts;
}

/** Something that is in the way of most jobs for a while, so that few can begin at once. */
function blocked(world: Scenario, dice: Dice): Scenario {
  const id = 1 + Math.max(0, ...world.jobs.map((job) => job.id));
  const end = Math.min(world.now + dice.pick([0, 3, 30, 300]), LIMITS.horizon);
  const resources = dice.chance(0.7) ? world.resources.default : `${dice.int(0, 5)}`;
  const blocker: Job = { ...waiting(id, 60, []), assignment: { begin: world.now, end, resources } };
  return { ...world, jobs: [...world.jobs, blocker] };
}

const WORLDS = DEEP ? 20_000 : 300;

test.each<WorldKind>(["tiny", "broad"])(
  "on %s worlds an engine that remembers decides what a new one does",
  { timeout: 1_800_000 },
  async (kind) => {
    const heardEngine = await heard();
    const counts = { same: 0, later: 0 };
    for (let seed = 0; seed < WORLDS; seed++) {
      const dice = new Dice(`${seed} ${kind} rounds`);
      const world = randomWorld(seed, kind, dice.chance(0.5) ? "all" : "basic");
      const { same, later } = await follow(heardEngine, dice.chance(0.8) ? blocked(world, dice) : world, dice);
      counts.same += same;
      counts.later += later;
    }
    expect(counts.same).toBeGreaterThan(WORLDS);
    expect(counts.later).toBeGreaterThan(WORLDS / 4);
  },
);
