/** A scenario with every default filled in and every set cut down to the usable resources (R2.1). */
import type { Job, Scenario } from "../../ts/model/index.js";
import { intervals, RankSet } from "./rank-set.js";
import { type JobTypes, readTypes } from "./types.js";

/** Last instant of a round, inclusive (R1.2). */
export const HORIZON = 2147483648;

/** A job as the rules speak of it: a missing name is the empty text (R1.5). */
export interface ReferenceJob {
  id: number;
  queue: string;
  user: string;
  project: string;
  name: string;
  types: JobTypes;
  /** The job as it was given. */
  given: Job;
}

/** A level of the hierarchy is an ordered list of blocks; a block is a list of ranks (R2.2). */
export type Hierarchy = ReadonlyMap<string, readonly (readonly number[])[]>;

/** The resources and the settings of a round. */
export interface Site {
  now: number;
  /** Pad (R1.3). */
  pad: number;
  config: Readonly<Record<string, unknown>>;
  timeZone: string;
  usable: RankSet;
  /** Usable resources of type `default`: what quotas count. */
  default: RankSet;
  hierarchy: Hierarchy;
  /** Withdrawals (R2.3), those of R2.4 included. */
  availableUpto: readonly { date: number; resources: RankSet }[];
  /** What the quota keyword `ALL` stands for (R12.4). */
  quotaAll: number;
  queueGroups: readonly (readonly string[])[];
  jobs: readonly ReferenceJob[];
  /** Whether groups of a request may share resources (R9.3). */
  groupsMayOverlap: boolean;
  /** A set of ranks from its text, usable ones only. */
  read(text: string): RankSet;
  /** A set of ranks, usable ones only. */
  set(ranks: Iterable<number>): RankSet;
}

/** Reads a scenario. */
export function readSite(scenario: Scenario): Site {
  const config = scenario.config ?? {};
  const { resources } = scenario;
  const usableText = resources.usable ?? resources.default;
  const capacity = Math.max(-1, ...intervals(usableText).map(([, last]) => last)) + 1;
  const usable = RankSet.parse(capacity, usableText);
  const read = (text: string) => RankSet.parse(capacity, text).intersect(usable);
  const defaults = read(resources.default);
  const mode = config.QUOTAS_ALL_NB_RESOURCES_MODE ?? "default_not_dead";
  return {
    now: scenario.now,
    pad: config.SCHEDULER_JOB_SECURITY_TIME ?? 60,
    config,
    timeZone: scenario.timeZone ?? "UTC",
    usable,
    default: defaults,
    hierarchy: new Map(
      Object.entries(resources.hierarchy).map(([level, blocks]) => [
        level,
        blocks.map((block) => read(block).ranks()).filter((ranks) => ranks.length > 0),
      ]),
    ),
    availableUpto: (resources.availableUpto ?? []).map(([date, text]) => ({ date, resources: read(text) })),
    quotaAll: (mode === "default_not_dead" ? resources.nbDefaultNotDead : resources.nbDefault) ?? defaults.size(),
    queueGroups: scenario.queues,
    jobs: scenario.jobs.map(readJob),
    groupsMayOverlap: config.SCHEDULER_GROUPS_MAY_OVERLAP === "yes",
    read,
    set: (ranks) => RankSet.of(capacity, ranks).intersect(usable),
  };
}

function readJob(job: Job): ReferenceJob {
  return {
    id: job.id,
    queue: job.queue,
    user: job.user ?? "",
    project: job.project ?? "",
    name: job.name ?? "",
    types: readTypes(job.types ?? []),
    given: job,
  };
}

/** Name of the slot set that a container feeds, `null` if the job is none (R3.1). */
export function containerName(job: ReferenceJob): string | null {
  return job.types.container === null ? null : (job.types.container.name ?? String(job.id));
}
