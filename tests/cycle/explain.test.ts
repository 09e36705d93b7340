/** Reasons and hooks, step by step: the same as in one go. */
import { describe, expect, test } from "vitest";
import type { Engine, Explanation } from "../../dist/engine/node.js";
import type { Scenario, ScheduleData } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";
import { loadVectors } from "../vectors/load.js";
import { beginRound, internally, steps } from "./modes.js";
import { job, NOW, SMALL } from "./small.js";

describe("explain", () => {
  test.each(["container", "dependencies", "limit", "mixed", "queues", "quotas", "reservations"])(
    "tells of the vectors of %s what it tells of the whole round",
    async (category) => {
      let told = 0;
      for (const vector of loadVectors(category).slice(0, 15)) {
        const whole = await redox.scheduleScenario(vector);
        for (const { schedule } of await steps(vector)) {
          for (const id of Object.keys(schedule.assignments).map(Number)) {
            const [found, expected] = [schedule.explain(id), whole.explain(id)];
            expect(schedule.waitsFor(id)).toEqual(whole.waitsFor(id));
            // What became of a required job of another group is not known to the step.
            if (expected.placed || expected.reason !== "dependency")
              expect(found, `${vector.name}, job ${id}`).toEqual(expected);
            told += 1;
          }
        }
      }
      expect(told).toBeGreaterThan(100);
    },
  );

  test("tells of a dependency in the same group what the whole round tells, and of one elsewhere that it waits", async () => {
    const jobs = [
      job(1, { queue: "admin" }),
      job(2, { queue: "admin", dependencies: [{ job: 1, state: "Waiting" }] }),
      job(3, { dependencies: [{ job: 1, state: "Waiting" }] }),
    ];
    const [admin, , other] = await steps({ ...SMALL, jobs });
    const whole = await redox.scheduleScenario({ ...SMALL, jobs });
    expect(admin?.schedule.explain(2)).toEqual(whole.explain(2));
    expect(other?.schedule.explain(3)).toMatchObject({ placed: false, reason: "dependency" });
  });

  test("tells of a step when later ones were decided and the slot sets are disposed of", async () => {
    const { redoxPlatform, slotSets } = await beginRound(new redox.MemoryPlatform(SMALL));
    const { schedule } = await redox.scheduleCycleInternal(redoxPlatform, slotSets, ["admin"]);
    const before: Explanation = schedule.explain(1);
    await redox.scheduleCycleInternal(redoxPlatform, slotSets, ["default"]);
    slotSets.dispose();
    expect(schedule.explain(1)).toEqual(before);
    expect(() => schedule.explain(3)).toThrow(RangeError);
  });
});

const HOOKED: Scenario = {
  ...SMALL,
  config: { JOB_PRIORITY: "CUSTOM" },
  queues: [["admin"], ["default"]],
  jobs: [
    job(1, { queue: "admin", types: ["find=last"] }),
    job(2, { queue: "admin", types: ["assign=later:90"] }),
    job(3),
    job(4, { types: ["find=last"] }),
    job(5, { types: ["find=nobody"] }),
    job(6, { reservation: NOW + 5000 }),
  ],
};

describe("hooks", () => {
  const hooked = (seen: unknown[]): Promise<Engine> =>
    redox.createEngine({
      hooks: {
        sort: ({ jobs, queues, accounting }) => {
          seen.push([queues, jobs.map(({ id }) => id), accounting.window.used]);
          return jobs.map(({ id }) => id).reverse();
        },
        find: { last: ({ offered }) => `${redox.ranksOf(offered).at(-1)}` },
        assign: {
          later: ({ now, args, job }) => ({
            moldable: job.moldables[0]?.id as number,
            begin: now + Number(args.positional[0]),
            resources: "0",
          }),
        },
      },
    });

  test("decide step by step what they decide in one go, and are told of their own step", async () => {
    const [wholeSeen, seen]: [unknown[], unknown[]] = [[], []];
    const scenario = { ...HOOKED, accounting: { window: { used: 7, asked: 7 } } };
    const whole = (await hooked(wholeSeen)).scheduleScenario(scenario);
    const { rejected: _, ...found } = await internally(scenario, await hooked(seen));
    const { name: __, ...expected } = JSON.parse(JSON.stringify(whole)) as ScheduleData;
    expect(found).toEqual(expected);
    expect(found.reasons).toEqual({ 5: "hook_failed" });
    expect(seen).toEqual(wholeSeen);
    expect(seen).toEqual([
      [["admin"], [1, 2], 7],
      [["default"], [3, 4, 5], 7],
    ]);
  });

  test("are not asked again when it is told why, and each result has the faults of its step", async () => {
    const seen: unknown[] = [];
    const results = await steps(HOOKED, await hooked(seen));
    const asked = seen.length;
    const faults = results.map(({ schedule }) => schedule.hookErrors.map(({ code, job }) => [code, job]));
    expect(faults).toEqual([[], [], [["hook_unknown", 5]], []]);
    expect(results[0]?.schedule.explain(2)).toMatchObject({ placed: true });
    expect(results[2]?.schedule.explain(5)).toMatchObject({ placed: false, reason: "hook_failed" });
    expect(results[2]?.schedule.explain(3)).toMatchObject({ placed: true });
    expect(seen).toHaveLength(asked);
  });

  test("an engine without a sort hook says so, once a round", async () => {
    const told: string[] = [];
    const engine = await redox.createEngine({ logger: { warn: (message) => told.push(message) } });
    const jobs = HOOKED.jobs.filter(({ types }) => types === undefined);
    await internally({ ...HOOKED, jobs }, engine);
    expect(told).toEqual(["JOB_PRIORITY is CUSTOM and there is no sort hook: the order is FIFO"]);
  });

  test("one that calls an engine's functions is refused; one that disposes of the slot sets does it after the step", async () => {
    const refused: unknown[] = [];
    const engine: Engine = await redox.createEngine({
      hooks: {
        sort: () => {
          slotSets.dispose();
          for (const call of [
            engine.scheduleCycleInternal(redoxPlatform, slotSets, []),
            engine.checkReservationJobs(redoxPlatform, slotSets, "default"),
            engine.buildRedoxSlotSets(redoxPlatform),
          ]) {
            call.catch((error: unknown) => refused.push(error));
          }
          return [4, 3];
        },
      },
    });
    const scenario = { ...SMALL, config: { JOB_PRIORITY: "CUSTOM" }, jobs: [job(3), job(4)] };
    const { redoxPlatform, slotSets } = await beginRound(new redox.MemoryPlatform(scenario), engine);
    const { schedule } = await engine.scheduleCycleInternal(redoxPlatform, slotSets, ["default"]);
    expect(schedule.assignments).toMatchObject({ 3: { resources: "2-3" }, 4: { resources: "0-1" } });
    expect(refused).toHaveLength(3);
    for (const error of refused) expect(error).toBeInstanceOf(redox.ReentrancyError);
    await expect(engine.scheduleCycleInternal(redoxPlatform, slotSets, [])).rejects.toMatchObject({
      code: "handle_disposed",
    });
  });
});
