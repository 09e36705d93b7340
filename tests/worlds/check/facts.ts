/** A scenario and its schedule, side by side: what the invariants look at. */
import type { Job, Moldable, Scenario, ScheduleData } from "../../../ts/model/index.js";
import { readRanks } from "../ranks.js";
import { meaningOf, type TypeMeaning } from "./type-meaning.js";

/** A window and what is held in it. */
export interface Held {
  begin: number;
  end: number;
  ranks: ReadonlySet<number>;
}

/** A job with its place in the schedule. */
export interface JobFacts {
  job: Job;
  types: TypeMeaning;
  /** Whether it came with an assignment. */
  scheduled: boolean;
  /** Where it is; `null`: not placed, or over before now (R5.1). */
  held: Held | null;
  /** The moldable that was chosen; `null` for scheduled jobs and jobs left out. */
  moldable: Moldable | null;
  /** Index of its queue group; −1: none. */
  group: number;
}

/** What the invariants look at. */
export interface Facts {
  scenario: Scenario;
  schedule: ScheduleData;
  now: number;
  pad: number;
  usable: ReadonlySet<number>;
  jobs: readonly JobFacts[];
  /** Index of the group that is exactly the queue `besteffort` (R4.1, 4a); infinity: none. */
  bestEffortGroup: number;
}

/** A check names what is wrong, one text for each fault. */
export type Invariant = (facts: Facts) => string[];

/** Puts a scenario and its schedule side by side. */
export function factsOf(scenario: Scenario, schedule: ScheduleData): Facts {
  const usable = readRanks(scenario.resources.usable ?? scenario.resources.default);
  const highest = Math.max(-1, ...usable);
  const heldBy = ({ id, assignment }: Job): Held | null => {
    const given = assignment ?? schedule.assignments[id];
    if (!given || given.end < scenario.now) return null;
    const ranks = [...readRanks(given.resources, assignment ? highest : undefined)];
    return { ...given, ranks: new Set(assignment ? ranks.filter((rank) => usable.has(rank)) : ranks) };
  };
  const bestEffortGroup = scenario.queues.findIndex((group) => group.length === 1 && group[0] === "besteffort");
  return {
    scenario,
    schedule,
    now: scenario.now,
    pad: scenario.config?.SCHEDULER_JOB_SECURITY_TIME ?? 60,
    usable,
    jobs: scenario.jobs.map((job) => {
      const chosen = job.assignment === undefined ? schedule.assignments[job.id]?.moldable : undefined;
      return {
        job,
        types: meaningOf(job.types ?? []),
        scheduled: job.assignment !== undefined,
        held: heldBy(job),
        moldable: job.moldables?.find(({ id }) => id === chosen) ?? null,
        group: scenario.queues.findIndex((group) => group.includes(job.queue)),
      };
    }),
    bestEffortGroup: bestEffortGroup < 0 ? Number.POSITIVE_INFINITY : bestEffortGroup,
  };
}

/**
 * The part of a job's window in which it was tested against what was there before it: the pad of a
 * reservation is held but not tested (R15.3).
 */
export function tested({ job, scheduled, held }: JobFacts & { held: Held }, { pad }: Facts): Held {
  return scheduled || job.reservation === undefined ? held : { ...held, end: held.end - pad };
}

/** The jobs that this round placed. */
export function newlyPlaced(facts: Facts): (JobFacts & { held: Held })[] {
  return facts.jobs.filter((one): one is JobFacts & { held: Held } => !one.scheduled && one.held !== null);
}

/** Whether two windows have a second in common. */
export function meet(one: Held, other: Held): boolean {
  return one.begin <= other.end && other.begin <= one.end;
}
