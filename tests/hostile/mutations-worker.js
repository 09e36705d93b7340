/**
 * Schedules mutated scenarios and reports what must not be. A worker, so that whoever started it can
 * see it hang, and end it.
 */
import { parentPort, workerData } from "node:worker_threads";
import { mutate, randomNumbers } from "./mutate.js";

/**
 * What the worker is given.
 * @typedef {object} MutationOrder
 * @property {string} engine URL of the module to test
 * @property {string[]} lines scenarios, each a JSON text
 * @property {string} good a scenario that must always give the same schedule
 * @property {number} seed of the first mutation; each next one adds 1
 * @property {number} count mutations to try
 * @property {SharedArrayBuffer} progress one Int32: mutations done
 */

/**
 * What the worker answers.
 * @typedef {object} MutationReport
 * @property {Record<string, number>} outcomes how often each outcome was met: `schedule`, or the code of an InputError
 * @property {string[]} faults what must not be: seed and error
 * @property {number} slowest longest call, in milliseconds
 */

/** @type {MutationOrder} */
const { engine: url, lines, good, seed, count, progress } = workerData;
/** @type {typeof import("../../dist/engine/node.js")} */
const redox = await import(url);
const done = new Int32Array(progress);
const engine = await redox.createEngine();
const expected = JSON.stringify(engine.scheduleScenario(JSON.parse(good)));

/** @type {MutationReport} */
const report = { outcomes: {}, faults: [], slowest: 0 };

/** @param {any} scenario */
function outcomeOf(scenario) {
  const schedule = engine.scheduleScenario(scenario);
  const waiting = scenario.jobs.filter((/** @type {any} */ job) => job.assignment === undefined);
  if (Object.keys(schedule.assignments).length !== waiting.length) throw new Error("a job has no line in the result");
  for (const [id, assignment] of Object.entries(schedule.assignments)) {
    if ((assignment === null) !== (schedule.reasons[id] !== undefined)) throw new Error(`job ${id} lacks its reason`);
  }
  return "schedule";
}

for (let index = 0; index < count && report.faults.length < 10; index++) {
  const random = randomNumbers(seed + index);
  const scenario = JSON.parse(lines[Math.floor(random() * lines.length)] ?? "");
  mutate(scenario, random);
  const start = performance.now();
  let outcome;
  try {
    outcome = outcomeOf(scenario);
  } catch (error) {
    if (error instanceof redox.InputError) outcome = error.code;
    else report.faults.push(`seed ${seed + index}: ${String(error)} ${/** @type {Error} */ (error)?.stack ?? ""}`);
  }
  if (outcome !== undefined) report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
  report.slowest = Math.max(report.slowest, performance.now() - start);
  Atomics.store(done, 0, index + 1);
  if (index % 100 === 99 && JSON.stringify(engine.scheduleScenario(JSON.parse(good))) !== expected) {
    report.faults.push(`seed ${seed + index}: a good scenario gets another schedule afterwards`);
  }
}
parentPort?.postMessage(report);
