/** A trace's jobs as one waiting queue. */
import type { Job, Scenario } from "../model/index.js";
import type { SwfJob, SwfTrace } from "./swf.js";

/** Level of single processors. The trace does not say how its processors are spread over its nodes. */
const LEVEL = "resource_id";
const QUEUE = "default";

/** Whether a record is of a job that ran: wait not negative, run and processors positive. */
export function isUsable(job: SwfJob): boolean {
  return (job.wait ?? -1) >= 0 && (job.run ?? 0) > 0 && (job.processors ?? 0) > 0;
}

/** Walltime in whole seconds: the time the job asked for where it is known, otherwise the time it ran. */
export function walltimeOf(job: SwfJob): number {
  const asked = job.requestedTime ?? 0;
  return Math.ceil(asked > 0 ? asked : (job.run ?? 0));
}

/** Processors: those the job asked for where they are known, otherwise those it got. */
export function processorsOf(job: SwfJob): number {
  const asked = job.requestedProcessors ?? 0;
  return asked > 0 ? asked : (job.processors ?? 0);
}

/**
 * Makes a scenario of a trace: all usable jobs wait in one queue, as if they had been submitted at once when the trace
 * begins. The site has the processors that the header's `MaxProcs` says, each a resource of its own.
 *
 * @param name name of the scenario
 * @throws RangeError when the header does not say `MaxProcs` or `UnixStartTime`
 */
export function queueOf(trace: SwfTrace, name: string): Scenario {
  const processors = headerNumber(trace, "MaxProcs");
  const now = headerNumber(trace, "UnixStartTime");
  const all = `0-${processors - 1}`;
  return {
    scenario: 1,
    name,
    now,
    resources: { default: all, hierarchy: { [LEVEL]: Array.from({ length: processors }, (_, rank) => String(rank)) } },
    queues: [[QUEUE]],
    jobs: trace.jobs.filter(isUsable).map((job) => jobOf(job, now, all)),
  };
}

function jobOf(job: SwfJob, now: number, filter: string): Job {
  return {
    id: job.id,
    queue: QUEUE,
    state: "Waiting",
    user: job.user === null ? "" : `user${job.user}`,
    submissionTime: now,
    moldables: [
      { id: job.id, walltime: walltimeOf(job), requests: [{ filter, levels: [[LEVEL, processorsOf(job)]] }] },
    ],
  };
}

function headerNumber(trace: SwfTrace, key: string): number {
  const value = Number(trace.header.get(key));
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`the header of the trace does not say ${key}`);
  return value;
}
