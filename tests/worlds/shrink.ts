/** Makes a failing scenario smaller: leaves out whatever is not needed for it to fail. */
import type { Scenario } from "../../ts/model/index.js";

/** Fields without which a scenario is none. */
const REQUIRED = new Set([
  "scenario",
  "now",
  "resources",
  "default",
  "hierarchy",
  "queues",
  "jobs",
  "id",
  "queue",
  "walltime",
  "requests",
  "filter",
  "levels",
  "begin",
  "end",
  "job",
  "state",
]);

/** Lists whose items are lists of a fixed length. */
const LISTS_OF_TUPLES = new Set(["levels", "availableUpto", "periodical", "oneshot"]);

type Container = Record<string | number, unknown>;

/**
 * Leaves out jobs, moldables, groups, levels, blocks, types, dates, settings, rules, one after the other,
 * as long as the scenario still fails.
 *
 * @param fails whether a scenario fails; what throws does not
 */
export function shrink(scenario: Scenario, fails: (scenario: Scenario) => boolean): Scenario {
  const stillFails = (candidate: Scenario) => {
    try {
      return fails(candidate);
    } catch {
      return false;
    }
  };
  let smallest = scenario;
  for (let smaller: Scenario | null = smallest; smaller !== null; ) {
    smallest = smaller;
    smaller = null;
    for (const path of removable(smallest, []).reverse()) {
      const candidate = without(smallest, path);
      if (candidate !== null && stillFails(candidate)) {
        smallest = candidate;
        smaller = candidate;
      }
    }
  }
  return smallest;
}

/** Paths of everything that may be left out, the outer before the inner. */
function removable(value: unknown, path: readonly string[]): string[][] {
  if (typeof value !== "object" || value === null) return [];
  const inTuple = LISTS_OF_TUPLES.has(path.at(-2) ?? "");
  const paths: string[][] = [];
  for (const [key, child] of Object.entries(value)) {
    const place = [...path, key];
    if (!inTuple && (Array.isArray(value) || !REQUIRED.has(key))) paths.push(place);
    paths.push(...removable(child, place));
  }
  return paths;
}

/** A copy of the scenario without the value at a path; `null` if nothing is there any more. */
function without(scenario: Scenario, path: readonly string[]): Scenario | null {
  const copy = structuredClone(scenario);
  let parent: unknown = copy;
  for (const key of path.slice(0, -1)) parent = (parent as Container | undefined)?.[key];
  const key = path.at(-1) as string;
  if (typeof parent !== "object" || parent === null || !Object.hasOwn(parent, key)) return null;
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete (parent as Container)[key];
  return copy;
}
