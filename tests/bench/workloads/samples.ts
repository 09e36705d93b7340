/**
 * What the jobs of each sample ask for. The first six are those of oar-scheduler-redox's benchmark, by their names
 * there; what the others are for is said with each.
 */

/** Every value from `min` to `max` in steps of `step`, each as likely. */
export type Span = readonly [min: number, max: number, step: number];

/** Jobs of one kind: `count` blocks of a level, all in one block of another where there is one. */
export interface JobKind {
  /** Tenths of all jobs, rounded down; the last kind has the rest. */
  readonly tenths: number;
  /** Walltime, in the sample's unit of time, which stands for a minute. */
  readonly walltime: Span;
  readonly count: Span;
  readonly level: string;
  readonly within?: string;
}

/** What makes a sample differ from its jobs' kinds alone. */
export type Twist =
  /** Each job has one of {@link FILTERS} filters, each a random half of the nodes. */
  | "filters"
  /** No user may hold more than a tenth of the resources at a time. */
  | "quotas"
  /** Each job may also have twice the walltime on half of the count, rounded up. */
  | "moldables"
  /** Every fourth job starts after the one before it. */
  | "dependencies"
  /** A tenth more jobs, and these are placed already. */
  | "placed"
  /** The same, and something of a job that is placed is different in each call. */
  | "changing";

/** A sample. */
export interface Sample {
  readonly kinds: readonly JobKind[];
  readonly twist?: Twist;
}

/** Different filters of the sample `Filtered`. */
export const FILTERS = 64;

const NORMAL: readonly JobKind[] = [
  { tenths: 4, walltime: [5, 120, 5], count: [1, 64, 1], level: "cores", within: "nodes" },
  { tenths: 4, walltime: [5, 180, 5], count: [1, 32, 1], level: "cpus", within: "switches" },
  { tenths: 1, walltime: [120, 840, 15], count: [1, 8, 1], level: "nodes", within: "switches" },
  { tenths: 1, walltime: [480, 840, 30], count: [4, 24, 2], level: "nodes", within: "switches" },
];

const OLD_NORMAL: readonly JobKind[] = [{ tenths: 10, walltime: [10, 1440, 1], count: [1, 1000, 1], level: "cores" }];

/** The samples by name, in the order in which they are measured. */
export const SAMPLES = {
  Normal: { kinds: NORMAL },
  HighCacheHit: {
    kinds: [
      { tenths: 4, walltime: [15, 120, 15], count: [8, 64, 8], level: "cores", within: "nodes" },
      { tenths: 4, walltime: [30, 120, 15], count: [4, 16, 4], level: "cpus", within: "switches" },
      { tenths: 1, walltime: [120, 840, 240], count: [1, 8, 1], level: "nodes", within: "switches" },
      { tenths: 1, walltime: [600, 840, 240], count: [8, 24, 8], level: "nodes", within: "switches" },
    ],
  },
  NodeOnly: { kinds: [{ tenths: 10, walltime: [60, 1440, 60], count: [1, 39, 1], level: "nodes" }] },
  CoreOnly: {
    kinds: [{ tenths: 10, walltime: [60, 1440, 60], count: [64, 2496, 1], level: "cores", within: "switches" }],
  },
  Besteffort: { kinds: [{ tenths: 10, walltime: [6, 24, 2], count: [1, 10, 1], level: "cores", within: "cpus" }] },
  OldNormal: { kinds: OLD_NORMAL },
  /** Every filter has a memory of its own in a scheduler that remembers what did not fit. */
  Filtered: { kinds: OLD_NORMAL, twist: "filters" },
  /** The round that a busy site has most often: little is new, and what is placed stays. */
  Unchanged: { kinds: NORMAL, twist: "placed" },
  /** The round after something has happened: all that waits is decided again. */
  Changed: { kinds: NORMAL, twist: "changing" },
  Quotas: { kinds: NORMAL, twist: "quotas" },
  Moldable: { kinds: NORMAL, twist: "moldables" },
  Dependencies: { kinds: NORMAL, twist: "dependencies" },
} as const satisfies Record<string, Sample>;

/** Name of a sample. */
export type SampleName = keyof typeof SAMPLES;
