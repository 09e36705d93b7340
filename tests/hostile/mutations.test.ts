/** Random changes of valid scenarios: a schedule or an InputError, never a crash, never a hang. */
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { BUILT, DEEP } from "../support/paths.js";
import { categories, vectorText } from "../vectors/load.js";
import { mutate, randomNumbers } from "./mutate.js";
import type { MutationOrder, MutationReport } from "./mutations-worker.js";

const COUNT = DEEP ? 200_000 : 10_000;
const SEED = 20_261_125;
/** Seconds that one call may take. Generous: a machine may be busy. */
const BOUND = 10;

/** Scenarios of every category, but for the two whose size would be all that is tested. */
const lines = categories()
  .filter((category) => category !== "big" && category !== "scale")
  .flatMap((category) => vectorText(category).split("\n"));

/** Runs the worker; ends it when one mutation takes longer than {@link BOUND}. */
function runWorker(order: Omit<MutationOrder, "progress" | "engine">): Promise<MutationReport> {
  const progress = new SharedArrayBuffer(4);
  const done = new Int32Array(progress);
  const engine = pathToFileURL(`${BUILT}dist/engine/node.js`).href;
  const worker = new Worker(new URL("./mutations-worker.js", import.meta.url), {
    workerData: { ...order, engine, progress } satisfies MutationOrder,
  });
  return new Promise((resolve, reject) => {
    let last = -1;
    const watch = setInterval(() => {
      const now = Atomics.load(done, 0);
      if (now === last) reject(new Error(`seed ${order.seed + now} takes longer than ${BOUND} s`));
      last = now;
    }, BOUND * 1000);
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (status) => reject(new Error(`the worker ended with ${status}`)));
    const end = () => {
      clearInterval(watch);
      void worker.terminate();
    };
    worker.once("message", end);
    worker.once("error", end);
  });
}

test(
  `${COUNT} random mutations of valid scenarios`,
  async () => {
    const good = vectorText("basic").split("\n")[0] as string;
    const { outcomes, faults, slowest } = await runWorker({ lines, good, seed: SEED, count: COUNT });
    expect(faults).toEqual([]);
    expect(slowest).toBeLessThan(BOUND * 1000);
    // The mutations reach what they are for: schedules, and every kind of error a value can cause.
    const kinds = ["schedule", "missing", "wrong_type", "unknown_field", "out_of_range", "malformed", "duplicate"];
    for (const kind of kinds) expect(outcomes[kind] ?? 0, kind).toBeGreaterThan(COUNT / 1000);
    expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(COUNT);
  },
  DEEP ? 1_800_000 : 240_000,
);

test("a seed always makes the same mutation, and seeds differ", () => {
  const mutated = (seed: number): string => {
    const random = randomNumbers(seed);
    const scenario = JSON.parse(lines[0] as string);
    mutate(scenario, random);
    const plain = (_: string, value: unknown) =>
      typeof value === "bigint" || typeof value === "number" ? `${value}` : value;
    try {
      return JSON.stringify(scenario, plain);
    } catch (error) {
      return String(error);
    }
  };
  const seeds = Array.from({ length: 100 }, (_, index) => SEED + index);
  expect(seeds.map(mutated)).toEqual(seeds.map(mutated));
  expect(new Set(seeds.map(mutated)).size).toBeGreaterThan(70);
});
