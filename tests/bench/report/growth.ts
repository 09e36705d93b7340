/** How a time grows with the number of jobs: the exponent, which is 1 where twice the jobs take twice as long. */
import type { Line } from "../measure/line.js";
import type { SampleName } from "../workloads/index.js";

/** Fewer jobs say little about growth: what does not grow still counts. */
const LEAST_JOBS = 2500;
const MOST_JOBS = 20_000;
/** Sizes that it takes. */
const LEAST_SIZES = 2;

/** The growth of a sample on one site. */
export interface Growth {
  readonly sample: SampleName;
  readonly resources: number;
  /** Smallest and largest number of jobs that it was taken from. */
  readonly jobs: readonly [number, number];
  /** Exponent of a whole warm call. */
  readonly total: number;
  /** Exponent of deciding alone; `null`: not told. */
  readonly decide: number | null;
}

/** Slope of the line of least squares through points in double logarithms. */
export function exponent(points: readonly (readonly [size: number, time: number])[]): number {
  const logs = points.map(([size, time]) => [Math.log(size), Math.log(time)] as const);
  const mean = (axis: 0 | 1) => logs.reduce((sum, log) => sum + log[axis], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/** Growth of the package's fastest warm calls, wherever enough sizes were measured. */
export function growthsOf(lines: readonly Line[]): Growth[] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const { scheduler, call, jobs, sample, resources } = line;
    if (scheduler !== "engine" || call !== "warm" || jobs < LEAST_JOBS || jobs > MOST_JOBS) continue;
    const key = `${sample} ${resources}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].filter((group) => group.length >= LEAST_SIZES).map(growthOf);
}

function growthOf(group: readonly Line[]): Growth {
  const { sample, resources } = group[0] as Line;
  const jobs = group.map((line) => line.jobs);
  const decided = group.flatMap((line) =>
    line.leastDecideMs === null ? [] : [[line.jobs, line.leastDecideMs] as const],
  );
  return {
    sample,
    resources,
    jobs: [Math.min(...jobs), Math.max(...jobs)],
    total: exponent(group.map((line) => [line.jobs, line.leastTotalMs])),
    decide: decided.length === group.length ? exponent(decided) : null,
  };
}
