/** External and internal mode over the same worlds: the same schedule, and every difference has its rule. */
import { describe, expect, test } from "vitest";
import type { Job, Scenario } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";
import { DEEP } from "../support/paths.js";
import { randomWorld, type WorldKind } from "../worlds/world.js";
import { type Decided, differences, externally, internally, withoutDifferences } from "./modes.js";

const WORLDS = DEEP ? 20_000 : 700;
const KINDS: readonly WorldKind[] = ["tiny", "broad"];

/** Milliseconds: the deep test decides 20,000 worlds of each kind three times. */
const TIMEOUT = 1_800_000;

test.each(KINDS)("on %s worlds both modes decide what the whole round decides", { timeout: TIMEOUT }, async (kind) => {
  const engine = await redox.createEngine();
  let severalGroups = 0;
  for (let seed = 0; seed < WORLDS; seed++) {
    const world = randomWorld(seed, kind, "all");
    const { name: _, ...whole } = JSON.parse(JSON.stringify(engine.scheduleScenario(world)));
    expect(await internally(world), `${world.name}, internal`).toEqual({ ...whole, rejected: [] });
    const binding = withoutDifferences(world);
    expect(differences(binding)).toEqual([]);
    expect(await externally(binding), `${world.name}, external`).toEqual(await internally(binding));
    if (binding.queues.length > 1) severalGroups += 1;
  }
  expect(severalGroups).toBeGreaterThan(WORLDS / 4);
});

const NOW = 1_700_000_000;

function waiting(id: number, queue: string, cores: number, walltime: number, more: Partial<Job> = {}): Job {
  const requests = [{ filter: "0-3", levels: [["core", cores] as [string, number]] }];
  return { id, queue, moldables: [{ id, walltime, requests }], ...more };
}

function site(queues: string[][], jobs: Job[], more: Partial<Scenario> = {}): Scenario {
  const resources = { default: "0-3", hierarchy: { core: ["0", "1", "2", "3"] } };
  return { scenario: 1, now: NOW, config: { SCHEDULER_JOB_SECURITY_TIME: 0 }, resources, queues, jobs, ...more };
}

/** For each job when it starts, in seconds from now, or why it does not. */
function starts({ assignments, reasons }: Decided): Record<string, number | string | undefined> {
  return Object.fromEntries(
    Object.entries(assignments).map(([id, place]) => [id, place === null ? reasons[id] : place.begin - NOW]),
  );
}

describe("the modes differ", () => {
  test.each<[why: string, scenario: Scenario, internal: object, external: object]>([
    [
      "where a best-effort job of another queue was placed: a new process does not see it (R5.5)",
      site(
        [["admin"], ["default"]],
        [waiting(1, "admin", 4, 100, { types: ["besteffort"] }), waiting(2, "default", 4, 50)],
      ),
      { 1: 0, 2: 100 },
      { 1: 0, 2: 0 },
    ],
    [
      "in groups that come after besteffort: scheduled best-effort jobs are in the slot sets by then (R4.1, 4a)",
      site(
        [["besteffort"], ["default"]],
        [
          {
            id: 1,
            queue: "besteffort",
            types: ["besteffort"],
            assignment: { begin: NOW - 10, end: NOW + 99, resources: "0-3" },
          },
          waiting(2, "default", 4, 50),
        ],
      ),
      { 2: 100 },
      { 2: 0 },
    ],
    [
      "where a container of a scheduled inner job is placed: to a new process both are scheduled (R5.3)",
      site(
        [["admin"], ["default"]],
        [
          {
            id: 1,
            queue: "admin",
            types: ["inner=box"],
            assignment: { begin: NOW - 10, end: NOW + 99, resources: "0-3" },
          },
          waiting(2, "admin", 4, 500, { types: ["container=box"] }),
          waiting(3, "default", 4, 50, { types: ["inner=box"] }),
        ],
      ),
      { 2: 0, 3: 0 },
      { 2: 0, 3: 100 },
    ],
    [
      "where a job of an earlier group was searched from a start of its own: the cut there is a candidate (R6.3, R7.5)",
      site(
        [["admin"], ["default"]],
        [
          waiting(1, "admin", 2, 5000, { types: ["container=box"] }),
          waiting(2, "admin", 1, 100),
          // It is searched in the box from the end of job 2 on, and not placed.
          waiting(3, "admin", 3, 10, { types: ["inner=box"], dependencies: [{ job: 2, state: "Waiting" }] }),
          // Until 22:20, 400 s from now, at most 360 resource-seconds.
          waiting(4, "default", 1, 1000, { types: ["inner=box"] }),
        ],
        {
          config: { SCHEDULER_JOB_SECURITY_TIME: 0, QUOTAS: "yes" },
          quotas: {
            oneshot: [["2023-11-14 22:00", "2023-11-14 22:20", "tight"]],
            tight: { "*,*,*,*": [-1, -1, 0.1] },
          },
        },
      ),
      { 1: 0, 2: 0, 3: "no_resources", 4: 100 },
      { 1: 0, 2: 0, 3: "no_resources", 4: 400 },
    ],
  ])("%s", async (_, scenario, internal, external) => {
    expect(differences(scenario)).toHaveLength(1);
    expect([starts(await internally(scenario)), starts(await externally(scenario))]).toEqual([internal, external]);
  });
});
