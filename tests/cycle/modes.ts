/** One scenario, decided by the five functions in both modes, and where the modes may differ. */

import { expect } from "vitest";
import type { CycleFunctions, CycleResult, MemoryPlatform, RejectedJob } from "../../dist/engine/node.js";
import type { Job, Scenario, ScheduleData } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";

/** What a mode decided of all groups together, in the form of the vectors. */
export interface Decided extends Omit<ScheduleData, "name"> {
  rejected: RejectedJob[];
}

function add(decided: Decided, { schedule, rejected }: CycleResult): void {
  const { assignments, reasons, reservations } = JSON.parse(JSON.stringify(schedule)) as ScheduleData;
  Object.assign(decided.assignments, assignments);
  Object.assign(decided.reasons, reasons);
  if (reservations) decided.reservations = { ...decided.reservations, ...reservations };
  decided.rejected.push(...rejected);
}

/** The beginning of a round over a memory platform, with the jobs that are scheduled in it now. */
export async function beginRound(platform: MemoryPlatform, functions: CycleFunctions = redox) {
  const { config = {}, now } = platform.scenario;
  const redoxPlatform = await functions.buildRedoxPlatform(null, config, platform, now, platform.fetchScheduledJobs());
  return { redoxPlatform, slotSets: await functions.buildRedoxSlotSets(redoxPlatform) };
}

/** The steps of internal mode: slot sets that live through the round; group by group, then queue by queue. */
export async function steps(scenario: Scenario, functions: CycleFunctions = redox): Promise<CycleResult[]> {
  const { redoxPlatform, slotSets } = await beginRound(new redox.MemoryPlatform(scenario), functions);
  expect(redoxPlatform.rejected).toEqual([]);
  const results: CycleResult[] = [];
  for (const group of scenario.queues) {
    results.push(await functions.scheduleCycleInternal(redoxPlatform, slotSets, group));
    for (const queue of group) results.push(await functions.checkReservationJobs(redoxPlatform, slotSets, queue));
  }
  slotSets.dispose();
  return results;
}

/** What internal mode decides. */
export async function internally(scenario: Scenario, functions: CycleFunctions = redox): Promise<Decided> {
  const decided: Decided = { assignments: {}, reasons: {}, rejected: [] };
  for (const step of await steps(scenario, functions)) add(decided, step);
  return decided;
}

/** External mode: each group from the beginning; its reservations then in slot sets built from what was saved. */
export async function externally(scenario: Scenario): Promise<Decided> {
  const platform = new redox.MemoryPlatform(scenario);
  const { config = {}, now, queues } = scenario;
  const decided: Decided = { assignments: {}, reasons: {}, rejected: [] };
  for (const group of queues) {
    add(decided, await redox.scheduleCycleExternal(null, config, platform, now, group));
    for (const queue of group) {
      if (platform.fetchNewReservations(null, { config, now }, queue).length === 0) continue;
      const { redoxPlatform, slotSets } = await beginRound(platform);
      // Where no group was decided, a queue is a group of its own.
      if (group.length > 1) await redox.scheduleCycleInternal(redoxPlatform, slotSets, []);
      add(decided, await redox.checkReservationJobs(redoxPlatform, slotSets, queue));
      slotSets.dispose();
    }
  }
  return decided;
}

const has = (job: Job, type: RegExp): boolean => (job.types ?? []).some((text) => type.test(text));
const BESTEFFORT = /^besteffort(=|$)/;
const INNER = /^inner=/;

/** Where the modes may differ, and what a scenario must lose so that they may not. */
const DIFFERENCES: [name: string, there: (scenario: Scenario) => boolean, remove: (scenario: Scenario) => void][] = [
  [
    "what best-effort jobs of other queues were given is seen in internal mode only",
    ({ jobs }) => jobs.some((job) => !job.assignment && has(job, BESTEFFORT)),
    ({ jobs }) => {
      for (const job of jobs) {
        if (!job.assignment && job.types) job.types = job.types.filter((type) => !BESTEFFORT.test(type));
      }
    },
  ],
  [
    "after the group besteffort its scheduled jobs stay seen in internal mode",
    ({ queues }) => aloneAt(queues) >= 0 && aloneAt(queues) < queues.length - 1,
    ({ queues }) => {
      queues.push(...queues.splice(aloneAt(queues), 1));
    },
  ],
  [
    "a scheduled inner job whose container is placed only now holds something in external mode",
    ({ jobs }) => jobs.some((job) => job.assignment && has(job, INNER)),
    (scenario) => {
      scenario.jobs = scenario.jobs.filter((job) => !job.assignment || !has(job, INNER));
    },
  ],
  [
    "cuts where a job of another set ends are remembered in internal mode",
    ({ jobs }) => jobs.some((job) => has(job, INNER)) && jobs.some((job) => job.dependencies),
    ({ jobs }) => {
      for (const job of jobs) delete job.dependencies;
    },
  ],
];

function aloneAt(queues: readonly string[][]): number {
  return queues.findIndex((group) => group.length === 1 && group[0] === "besteffort");
}

/** Why the modes may differ on a scenario; empty: they must agree. */
export function differences(scenario: Scenario): string[] {
  return DIFFERENCES.filter(([, there]) => there(scenario)).map(([name]) => name);
}

/** The scenario without what the modes may differ on. */
export function withoutDifferences(scenario: Scenario): Scenario {
  const copy = structuredClone(scenario);
  for (const [, there, remove] of DIFFERENCES) if (there(copy)) remove(copy);
  return copy;
}
