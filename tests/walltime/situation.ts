/** Running jobs, what they ask for and what is in their way, for tests of walltime changes. */
import { expect } from "vitest";
import { durationPerQueue } from "../../ts/database/configuration/forms.js";
import type { NextJob, RunningJob, WalltimeRequest, WalltimeSituation } from "../../ts/database/index.js";
import { decideWalltimes } from "../../ts/metascheduler/round/walltime/decide.js";

/** A date before the end of the jobs, which run from 1000 to 1999. */
export const NOW = 1_900;
/** A job on the resource 1. */
export const running = (id: number, job: Partial<RunningJob> = {}): RunningJob => ({
  id,
  user: "ann",
  name: "",
  types: [],
  queue: "default",
  start: 1_000,
  walltime: 1_000,
  suspended: 0,
  moldable: id * 10,
  resources: [1],
  ...job,
});
/** What such a job asks for. */
export const request = (pending: number, job: Partial<WalltimeRequest> = {}): WalltimeRequest => ({
  ...running(job.id ?? 1, job),
  granted: 0,
  grantedWithForce: 0,
  grantedDelaying: 0,
  force: false,
  delayNextJobs: false,
  ...job,
  pending,
});
/** A job after it. */
export const next = (start: number, job: Partial<NextJob> = {}): NextJob => ({
  id: 99,
  user: "bob",
  name: "",
  types: [],
  start,
  resources: [1],
  reserved: false,
  ...job,
});

/** What else a decision depends on. */
export interface Other {
  readonly now?: number;
  readonly pad?: number;
  readonly apply?: string;
  readonly increment?: string;
  readonly containers?: readonly RunningJob[];
  readonly nextJobs?: readonly NextJob[];
}

/** Decides with a pad of 60 seconds, unless another is given. */
export function decide(requests: readonly WalltimeRequest[], other: Other = {}) {
  const { now = NOW, pad = 60, apply, increment, containers = [], nextJobs = [] } = other;
  const perQueue = (text: string | undefined) =>
    text === undefined ? null : (durationPerQueue.read(text)?.value ?? null);
  const situation: WalltimeSituation = {
    requests,
    containers,
    nextJobs: [...nextJobs].sort((one, other) => one.start - other.start),
  };
  const settings = {
    SCHEDULER_JOB_SECURITY_TIME: pad,
    WALLTIME_CHANGE_APPLY_TIME: perQueue(apply),
    WALLTIME_INCREMENT: perQueue(increment),
  };
  return decideWalltimes(situation, settings, now);
}

/** What one request gets: seconds, or why it gets nothing. */
export function granted(one: WalltimeRequest, other: Other = {}): number | string {
  const { changes, left, faults } = decide([one], other);
  expect(changes.length + left.length + faults.length).toBe(1);
  return changes[0]?.seconds ?? left[0]?.why ?? `fault: ${faults[0]?.why}`;
}

/** Why a job near its end gets nothing. */
export const OVER = "the job is about to be killed";
