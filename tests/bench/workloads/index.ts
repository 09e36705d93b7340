/** The workloads that are measured: which samples there are, and each as a scenario. The same name gives the same workload everywhere. */
import type { Job, Scenario, ScheduleData } from "../../../ts/model/index.js";
import { drawJobs } from "./jobs.js";
import { SAMPLES, type Sample, type SampleName } from "./samples.js";
import { siteOf } from "./site.js";

export { SAMPLES, type Sample, type SampleName } from "./samples.js";

/** Which workload. */
export interface Workload {
  readonly sample: SampleName;
  /** Waiting jobs. */
  readonly jobs: number;
  readonly resources: number;
  /** Another seed draws other jobs of the same kinds. */
  readonly seed: number;
}

/** Decides where the jobs of a scenario go. */
export type Scheduler = (scenario: Scenario) => ScheduleData;

/** No user holds more than a tenth of the resources at a time. */
const QUOTAS = { quotas: { "*,*,*,/": ["0.65*ALL", -1, -1] } } satisfies Scenario["quotas"];

/** Name of a workload, also that of its file. */
export function nameOf({ sample, jobs, resources, seed }: Workload): string {
  return `${sample}-${jobs}-${resources}-${seed}`;
}

/**
 * Draws a workload.
 *
 * @param schedule places the jobs that are placed already: where these are is decided, not drawn
 */
export function scenarioOf(workload: Workload, schedule: Scheduler): Scenario {
  const { jobs, resources } = workload;
  const sample: Sample = SAMPLES[workload.sample];
  const { twist } = sample;
  const name = nameOf(workload);
  const placed = twist === "placed" || twist === "changing" ? Math.floor(jobs / 10) : 0;
  const scenario: Scenario = {
    scenario: 1,
    name,
    now: 0,
    config: { SCHEDULER_JOB_SECURITY_TIME: 0, QUOTAS: twist === "quotas" ? "yes" : "no" },
    resources: siteOf(resources),
    queues: [["default"]],
    jobs: drawJobs({ sample, jobs: jobs + placed, resources, seed: name }),
    ...(twist === "quotas" && { quotas: QUOTAS }),
  };
  const { assignments } = schedule({ ...scenario, jobs: scenario.jobs.slice(0, placed) });
  return { ...scenario, jobs: scenario.jobs.map((job) => placedJob(job, assignments[job.id])) };
}

/** A job that is placed has no moldables any more. */
function placedJob({ moldables, ...job }: Job, assignment: ScheduleData["assignments"][string] | undefined): Job {
  if (!assignment) return { ...job, ...(moldables && { moldables }) };
  const { begin, end, resources } = assignment;
  return { ...job, assignment: { begin, end, resources } };
}
