/** Jobs that wait for each other. */
import type { Queries } from "../session/index.js";
import { type Finding, findingIfAny } from "./finding.js";

/** Tells of waiting jobs that depend on themselves, be it through others, and of those that depend on these. */
export async function checkCircles(queries: Queries): Promise<Finding[]> {
  const rows = await queries.run(
    `SELECT DISTINCT job_id, job_id_required FROM job_dependencies JOIN jobs USING (job_id)
     WHERE job_dependency_index = 'CURRENT' AND state IN ('Waiting')
       AND job_id_required IN (SELECT job_id FROM jobs WHERE state IN ('Waiting'))`,
  );
  return findingIfAny(
    "warning",
    "circular_dependency",
    neverFree(rows.map((row) => [Number(row.job_id), Number(row.job_id_required)])),
    "Jobs depend on each other in a circle, or on such jobs: they never start.",
    "End them (oardel).",
  );
}

/**
 * What is left, ascending, when again and again those are taken away that wait for nobody who is left.
 *
 * @param pairs a job, and one that it waits for; no pair twice
 */
function neverFree(pairs: readonly (readonly [job: number, required: number])[]): number[] {
  const waits = new Map<number, number>();
  const dependents = new Map<number, number[]>();
  for (const [job, required] of pairs) {
    waits.set(job, (waits.get(job) ?? 0) + 1);
    const others = dependents.get(required);
    if (others === undefined) dependents.set(required, [job]);
    else others.push(job);
  }
  const free = [...dependents.keys()].filter((job) => !waits.has(job));
  for (let next = free.pop(); next !== undefined; next = free.pop()) {
    for (const job of dependents.get(next) ?? []) {
      const left = (waits.get(job) ?? 0) - 1;
      waits.set(job, left);
      if (left === 0) free.push(job);
    }
  }
  return [...waits].flatMap(([job, left]) => (left > 0 ? [job] : [])).sort((one, other) => one - other);
}
