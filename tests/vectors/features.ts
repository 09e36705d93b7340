/**
 * What the engine does not do yet. Only a scenario that has one of these may be refused with
 * `unsupported`; every other one must give its expected result. The list shrinks to nothing.
 */
import type { Scenario } from "../../ts/model/index.js";

/** The features of a scenario that are still to come, named by the field they stand in; empty: none. */
export function missingFeatures(scenario: Scenario): string[] {
  const found: string[] = [];
  for (const [index, job] of scenario.jobs.entries()) {
    if (job.reservation !== undefined) found.push(`jobs[${index}].reservation`);
  }
  return found;
}
