/** One call of the package: what is measured. */
import type { Engine, Logger, Scenario, Schedule } from "../../../dist/engine/node.js";
import type { CallFigures, Split } from "./line.js";
import type { Probe } from "./probe.js";

/** What a call of the package needs of it. */
export type Package = Pick<typeof import("../../../dist/engine/node.js"), "createEngine" | "MemoryPlatform">;

/**
 * The whole round in one call, or the steps of a meta-scheduler that has a group of queues decided: of the same scenario
 * each time, or of one in which the name of a job that is placed is another than in the call before.
 */
export type Mode = "whole" | "internal" | "changing";

/** What a call gave, and how long it took. */
export interface Call {
  readonly schedule: Schedule;
  readonly figures: CallFigures;
}

/** Hears what an engine tells of its rounds. */
export class Listener implements Logger {
  #split: Split = SILENCE;

  debug(message: string, details: Readonly<Record<string, unknown>> = {}): void {
    if (message !== "scheduled a round") return;
    const { marshalInMs, decideMs, marshalOutMs } = details as unknown as Split;
    this.#split = { marshalInMs, decideMs, marshalOutMs };
  }

  /** What was told since this was asked last. */
  split(): Split {
    const split = this.#split;
    this.#split = SILENCE;
    return split;
  }
}

const SILENCE: Split = { marshalInMs: null, decideMs: null, marshalOutMs: null };

async function decideInSteps(engine: Engine, { MemoryPlatform }: Package, scenario: Scenario): Promise<Schedule> {
  // Nothing is kept, so that the next call finds the same.
  const platform = new MemoryPlatform(scenario, { dryRun: true });
  const { config = {}, now, queues } = scenario;
  const scheduled = platform.fetchScheduledJobs();
  const redoxPlatform = await engine.buildRedoxPlatform(null, config, platform, now, scheduled);
  const slotSets = await engine.buildRedoxSlotSets(redoxPlatform);
  try {
    const [group = []] = queues;
    return (await engine.scheduleCycleInternal(redoxPlatform, slotSets, group)).schedule;
  } finally {
    slotSets.dispose();
  }
}

/** A scenario that decides the same, and is another one for whoever compares it. */
export function changed(scenario: Scenario, call: number): Scenario {
  const jobs = scenario.jobs.map((job, index) => (index === 0 ? { ...job, name: `call ${call % 2}` } : job));
  return { ...scenario, jobs };
}

/** Decides a scenario; in steps only its first group of queues. */
export async function timedCall(
  redox: Package,
  engine: Engine,
  { listener, probe }: { listener: Listener; probe: Probe },
  scenario: Scenario,
  mode: Mode,
): Promise<Call> {
  probe.insideMs();
  const begin = performance.now();
  const schedule = mode === "whole" ? engine.scheduleScenario(scenario) : await decideInSteps(engine, redox, scenario);
  const totalMs = performance.now() - begin;
  const split = listener.split();
  const columnsMs = split.decideMs === null ? null : probe.insideMs() - split.decideMs;
  return { schedule, figures: { totalMs, ...split, columnsMs } };
}
