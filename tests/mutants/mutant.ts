/** A deliberate mistake, and how it is made. */

/** The parts of the core that mistakes are made in. */
export const AREAS = [
  "search",
  "slots",
  "hierarchy",
  "sharing",
  "containers",
  "scheduled",
  "dependencies",
  "order",
  "requests",
  "facade",
] as const;

/** See {@link AREAS}. */
export type Area = (typeof AREAS)[number];

/** One text of one file, and the wrong one that takes its place. */
export interface Mutant {
  /** Words joined by hyphens. */
  readonly id: string;
  readonly area: Area;
  /** The rule of the specification that it breaks, such as `R8.3`. */
  readonly rule: string;
  /** Path from the repository's top: a file of `core-rs/src/` or of `ts/`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** What is wrong, in one sentence. */
  readonly wrong: string;
  /** For a file of `ts/`: the tests that it is run against, paths from the repository's top. */
  readonly tests?: readonly string[];
}

/**
 * The text of a file with a mistake in it.
 *
 * @throws Error when what the mutant replaces is not there exactly once
 */
export function applyMutant(text: string, { id, file, find, replace }: Mutant): string {
  const parts = text.split(find);
  if (parts.length !== 2) {
    throw new Error(`${id}: what it replaces stands ${parts.length - 1} times in ${file}, not once`);
  }
  return parts.join(replace);
}
