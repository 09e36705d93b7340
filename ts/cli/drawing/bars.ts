/** What is drawn of a schedule: which job holds which resources from when to when. */
import { parseProcSet, procSetSize, type Scenario, type ScheduleData } from "../../model/index.js";

/** One job on its resources. */
export interface Bar {
  readonly job: number;
  /** The job's user; `""` when it has none. */
  readonly owner: string;
  /** First second, epoch. */
  readonly begin: number;
  /** Last second, epoch, inclusive. */
  readonly end: number;
  /** Bounds of the resource set. */
  readonly resources: readonly number[];
  /** The round placed it; otherwise it was there before. */
  readonly placedNow: boolean;
}

/** Everything a drawing needs. */
export interface Plan {
  /** Date of the round. */
  readonly now: number;
  /** Bounds of the usable resources. */
  readonly usable: readonly number[];
  /** By ascending job id. */
  readonly bars: readonly Bar[];
}

/** Makes the plan of a schedule and of the jobs that were there before; those that ended before now are left out. */
export function planOf(scenario: Scenario, schedule: ScheduleData): Plan {
  const bars: Bar[] = [];
  for (const job of scenario.jobs) {
    const placed = schedule.assignments[job.id] ?? job.assignment;
    if (!placed || placed.end < scenario.now) continue;
    bars.push({
      job: job.id,
      owner: job.user ?? "",
      begin: placed.begin,
      end: placed.end,
      resources: parseProcSet(placed.resources),
      placedNow: job.assignment === undefined,
    });
  }
  bars.sort((a, b) => a.job - b.job);
  const { usable, default: byDefault } = scenario.resources;
  return { now: scenario.now, usable: parseProcSet(usable ?? byDefault), bars };
}

/** The owners of the bars, whoever holds the most resource-seconds first. */
export function ownersBySize(bars: readonly Bar[]): string[] {
  const sizes = new Map<string, number>();
  for (const bar of bars) {
    sizes.set(bar.owner, (sizes.get(bar.owner) ?? 0) + widthOf(bar) * (bar.end - bar.begin + 1));
  }
  return [...sizes].sort(([, a], [, b]) => b - a).map(([owner]) => owner);
}

/** Number of resources that a bar holds. */
export function widthOf(bar: Bar): number {
  return procSetSize(bar.resources);
}
