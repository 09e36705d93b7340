/** What a fresh process does with one scenario: the first call, and if it is asked to, warm ones. */
import type { Scenario, Schedule } from "../../../dist/engine/node.js";
import { type Call, changed, Listener, type Mode, type Package, timedCall } from "./call.js";
import { leftOut, scheduleHash, scheduleLines } from "./hash.js";
import { type CallFigures, type Measurement, middle, together } from "./line.js";
import { probeNextInstance } from "./probe.js";

/** Warm calls that are thrown away, and warm calls that count, when there is time for them. */
const WARM_UPS = 3;
const CALLS = 9;
/** Milliseconds for which calls are counted at least: quick ones are made more often. */
const LEAST_MS = 500;

/** What to do. */
export interface Task {
  readonly scenario: Scenario;
  readonly mode: Mode;
  /** Seconds for warm calls, of which there is at least one; 0: none is made. */
  readonly warmSeconds: number;
}

/**
 * Measures.
 *
 * @param load imports the package, which must not have an instance of its module yet
 */
export async function measure(load: () => Promise<Package>, task: Task): Promise<Measurement[]> {
  const probe = probeNextInstance();
  const listener = new Listener();
  const start = performance.now();
  const redox = await load();
  const imported = performance.now();
  const engine = await redox.createEngine({ logger: listener });
  const readyMs = performance.now() - imported;
  let made = 0;
  const call = () => {
    const scenario = task.mode === "changing" ? changed(task.scenario, made++) : task.scenario;
    return timedCall(redox, engine, { listener, probe }, scenario, task.mode);
  };

  const { schedule, figures } = await call();
  const first: Measurement = {
    call: "first",
    ...together([{ ...figures, totalMs: readyMs + figures.totalMs }]),
    importMs: imported - start,
    readyMs,
    jsonMs: null,
    memoryBytes: probe.memoryBytes(),
    ...outcomeOf(schedule),
  };
  if (task.warmSeconds === 0) return [first];

  const { calls, last } = await warmCalls(call, task.warmSeconds * 1000);
  const warm: Measurement = {
    call: "warm",
    ...together(calls),
    importMs: null,
    readyMs: null,
    jsonMs: jsonMs(task.scenario, last),
    memoryBytes: probe.memoryBytes(),
    ...outcomeOf(last),
  };
  return [first, warm];
}

function outcomeOf(schedule: Schedule): Pick<Measurement, "leftOut" | "scheduleHash"> {
  const lines = scheduleLines(schedule);
  return { leftOut: leftOut(lines), scheduleHash: scheduleHash(lines) };
}

/** Where a call takes long, warming up ends after a third of the time and measuring when it is over. */
async function warmCalls(
  call: () => Promise<Call>,
  budgetMs: number,
): Promise<{ calls: CallFigures[]; last: Schedule }> {
  const start = performance.now();
  const spent = () => performance.now() - start;
  for (let count = 0; count < WARM_UPS && spent() < budgetMs / 3; count++) await call();
  const leastEnd = spent() + LEAST_MS;
  const calls: CallFigures[] = [];
  let last: Schedule;
  do {
    const { schedule, figures } = await call();
    calls.push(figures);
    // Only one is kept: what is remembered costs whoever collects what is not.
    last = schedule;
  } while ((calls.length < CALLS || spent() < leastEnd) && spent() < budgetMs);
  return { calls, last };
}

/** What JSON takes for the same data: the scenario as text and back, the schedule as text and back. */
function jsonMs(scenario: Scenario, schedule: Schedule): number {
  const times = Array.from({ length: WARM_UPS + CALLS }, () => {
    const begin = performance.now();
    JSON.parse(JSON.stringify(scenario));
    JSON.parse(JSON.stringify(schedule));
    return { totalMs: performance.now() - begin };
  });
  return middle(times.slice(WARM_UPS)).totalMs;
}
