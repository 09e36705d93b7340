/** When a job may start at the earliest (section 6 of the rules). */
import type { Assignment } from "../../ts/model/index.js";
import type { ReferenceJob } from "./site.js";

/**
 * The earliest start of a job (R6.1, R6.3), or `null` if a required job keeps it out of this round.
 *
 * @param batch what was decided so far in the batch of the job (R6.2), by id
 */
export function earliestStart(
  job: ReferenceJob,
  now: number,
  batch: ReadonlyMap<number, Assignment | null>,
): number | null {
  let earliest = now;
  for (const { job: id, state, exitCode } of job.given.dependencies ?? []) {
    if (state === "Error") continue;
    if (state === "Terminated" && (exitCode ?? 0) === 0) continue;
    const required = state === "Waiting" ? batch.get(id) : undefined;
    if (!required) return null;
    earliest = Math.max(earliest, required.end + 1);
  }
  return earliest;
}
