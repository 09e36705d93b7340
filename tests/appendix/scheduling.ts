/** The cases of 7.4, one JSON object a line in `scheduling.jsonl`, as scenarios. */
import { readFileSync } from "node:fs";
import type { Job, Moldable, QuotaRules, RequestGroup, Scenario } from "../../ts/model/index.js";
import type { AppendixCase, Expectation } from "./cases.js";
import { PLATFORMS, type PlatformName } from "./platforms.js";

/** A job as the appendix writes it; walltimes include the pad. */
interface WrittenJob {
  id: number;
  queue?: string;
  user?: string;
  project?: string;
  name?: string;
  moldables?: { walltime: number; groups: { levels: RequestGroup["levels"]; filter?: string }[] }[];
  types?: Record<string, string>;
  placeholder?: string;
  allow?: string;
  timesharing?: string;
  deps?: [job: number, state: string, exitCode: number | null][];
}

/** A scheduled job: it begins and lasts. */
interface WrittenScheduledJob extends WrittenJob {
  begin: number;
  walltime: number;
  resources: string;
}

/** A line of the file. */
interface WrittenCase {
  id: string;
  platform: PlatformName;
  /** Bounds of the main slot set. */
  window: [number, number];
  /** Pad in seconds. */
  security?: number;
  rules?: QuotaRules;
  job_types?: string[];
  prev?: WrittenScheduledJob[];
  jobs: WrittenJob[];
  expect: Record<number, Expectation>;
}

const FILE = new URL("scheduling.jsonl", import.meta.url);

/** All cases of 7.4. */
export const SCHEDULING_CASES: AppendixCase[] = readFileSync(FILE, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => readCase(JSON.parse(line)));

function readCase(written: WrittenCase): AppendixCase {
  const { id, platform, window, security = 0, rules, job_types, prev = [], jobs } = written;
  const resources = PLATFORMS[platform];
  const all = [...prev.map(scheduledJob), ...jobs.map((job) => waitingJob(job, resources.default, security))];
  const scenario: Scenario = {
    scenario: 1,
    name: id,
    now: window[0],
    config: { SCHEDULER_JOB_SECURITY_TIME: security },
    // Resources that are withdrawn after the window bound the main slot set.
    resources: { ...resources, availableUpto: [[window[1] + 1, resources.default]] },
    queues: [[...new Set(all.map(({ queue }) => queue))]],
    jobs: all.sort((a, b) => a.id - b.id),
  };
  if (rules !== undefined) {
    scenario.config = { ...scenario.config, QUOTAS: "yes" };
    scenario.quotas = job_types === undefined ? { quotas: rules } : { quotas: rules, job_types };
  }
  return { id, scenario, expect: written.expect };
}

/** What scheduled and waiting jobs have in common. */
function anyJob({ id, queue = "default", user, project, name, types = {}, ...more }: WrittenJob): Job {
  const texts = Object.entries(types).map(([key, value]) => (value === "" ? key : `${key}=${value}`));
  for (const key of ["placeholder", "allow", "timesharing"] as const) {
    if (more[key] !== undefined) texts.push(`${key}=${more[key]}`);
  }
  const person = { ...(user && { user }), ...(project && { project }), ...(name && { name }) };
  return { id, queue, ...person, types: texts };
}

function scheduledJob(job: WrittenScheduledJob): Job {
  const { begin, walltime, resources } = job;
  return { ...anyJob(job), assignment: { begin, end: begin + walltime - 1, resources } };
}

function waitingJob(job: WrittenJob, everything: string, security: number): Job {
  const moldables = (job.moldables ?? []).map(
    ({ walltime, groups }, index): Moldable => ({
      id: index,
      walltime: walltime - security,
      requests: groups.map(({ levels, filter = everything }) => ({ levels, filter })),
    }),
  );
  const dependencies = (job.deps ?? []).map(([required, state, exitCode]) => ({ job: required, state, exitCode }));
  return { ...anyJob(job), moldables, dependencies };
}
