/** What was found in a database that rounds would trip over. */

/**
 * How bad it is. `error`: rounds do not work before it is mended. `warning`: rounds work, but not for all jobs or
 * resources, or not as one would think. `note`: nothing is wrong, and yet worth knowing.
 */
export type Severity = "error" | "warning" | "note";

/** One thing that was found. */
export interface Finding {
  readonly severity: Severity;
  /** Stable name of the kind of finding, such as `missing_column`. */
  readonly code: string;
  /** What was found, in one sentence. What it quotes of the database is not made safe to print. */
  readonly message: string;
  /** What to do about it, in one sentence; `null`: nothing need be done. */
  readonly remedy: string | null;
  /** What it is about, as far as it can be listed: jobs, resources, columns. At most {@link LISTED}. */
  readonly items: readonly string[];
  /** How many there are of these, listed or not. */
  readonly count: number;
}

/** Items that a finding lists. */
export const LISTED = 10;

/** Makes a finding about some things. */
export function finding(
  severity: Severity,
  code: string,
  message: string,
  { remedy = null, items = [] }: { remedy?: string | null; items?: readonly (string | number)[] } = {},
): Finding {
  return { severity, code, message, remedy, items: items.slice(0, LISTED).map(String), count: items.length };
}

/** The same, but nothing if there is nothing that it is about. */
export function findingIfAny(
  severity: Severity,
  code: string,
  items: readonly (string | number)[],
  message: string,
  remedy: string | null = null,
): Finding[] {
  return items.length === 0 ? [] : [finding(severity, code, message, { remedy, items })];
}
