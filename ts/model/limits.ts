/**
 * Bounds of an input. All of them are checked before memory is taken for what they bound, so that an
 * absurd number is an error that names its field and never an exhausted memory.
 */
export const LIMITS = {
  /** Highest rank of a resource. */
  rank: 1_048_575,
  /** Jobs in a scenario. */
  jobs: 1_000_000,
  /** Items in any other list. */
  items: 1_048_576,
  /** Levels of the hierarchy. */
  levels: 64,
  /** Blocks of one level that a resource may be in. */
  holders: 64,
  /** Characters of a name (user, project, job, queue, level, type). */
  nameLength: 4_096,
  /** Characters of the text of a set of resources. */
  setLength: 8_388_608,
  /** Intervals of all different sets of a schedule together. */
  intervals: 16_777_216,
  /** Highest date, inclusive: the horizon (R1.2). */
  horizon: 2_147_483_648,
} as const;
