/** Changes of walltimes (sections 5.2 and 10.1 of the database reference). */
import type { Transaction } from "../session/index.js";
import { rowList } from "./lists.js";

/** What a request and its job become. */
export interface WalltimeChange {
  readonly job: number;
  /** The job's assigned moldable. */
  readonly moldable: number;
  /** Seconds: of the moldable before and after. */
  readonly oldWalltime: number;
  readonly walltime: number;
  /** The request as it was read: another one by now is left as it is. */
  readonly asked: { readonly pending: number; readonly force: boolean; readonly delayNextJobs: boolean };
  /** The request as it is afterwards. */
  readonly pending: number;
  readonly granted: number;
  readonly grantedWithForce: number;
  readonly grantedDelaying: number;
  readonly force: boolean;
  readonly delayNextJobs: boolean;
}

/**
 * Writes the request and the walltime of Running jobs, in one statement: both of a job, or neither. Their
 * rows are locked first, so that nobody changes what was looked at.
 *
 * @returns the jobs that were changed, ascending; the others run no more, or have another request or moldable by now
 */
export async function saveWalltimes(queries: Transaction, changes: readonly WalltimeChange[]): Promise<number[]> {
  if (changes.length === 0) return [];
  const rows = changes.map(({ asked, grantedWithForce, grantedDelaying, ...change }) => ({
    job: change.job,
    moldable: change.moldable,
    old_walltime: change.oldWalltime,
    walltime: change.walltime,
    asked_pending: asked.pending,
    asked_force: yesNo(asked.force),
    asked_delay: yesNo(asked.delayNextJobs),
    pending: change.pending,
    granted: change.granted,
    granted_with_force: grantedWithForce,
    granted_delaying: grantedDelaying,
    force: yesNo(change.force),
    delay: yesNo(change.delayNextJobs),
  }));
  const written = await queries.run(
    `WITH change AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb) AS row (
         job int, moldable int, old_walltime int, walltime int, asked_pending int, asked_force text, asked_delay text,
         pending int, granted int, granted_with_force int, granted_delaying int, force text, delay text)),
     locked AS MATERIALIZED (
       SELECT jobs.job_id FROM change JOIN jobs ON jobs.job_id = change.job AND moldable = assigned_moldable_job
       JOIN walltime_change AS request ON request.job_id = change.job
         AND request.pending = asked_pending AND request.force = asked_force AND request.delay_next_jobs = asked_delay
       JOIN moldable_job_descriptions AS own ON own.moldable_id = moldable AND own.moldable_job_id = change.job
         AND own.moldable_walltime = old_walltime
       WHERE jobs.state IN ('Running') ORDER BY jobs.job_id FOR UPDATE OF jobs, request, own),
     moldables AS (
       UPDATE moldable_job_descriptions SET moldable_walltime = walltime
       FROM change JOIN locked ON job_id = job WHERE moldable_id = moldable)
     UPDATE walltime_change SET pending = change.pending, granted = change.granted,
       granted_with_force = change.granted_with_force, granted_with_delay_next_jobs = change.granted_delaying,
       force = change.force, delay_next_jobs = change.delay
     FROM change JOIN locked ON locked.job_id = job WHERE walltime_change.job_id = job
     RETURNING walltime_change.job_id`,
    [rowList(rows)],
  );
  return written.map((row) => Number(row.job_id)).sort((one, other) => one - other);
}

const yesNo = (flag: boolean): string => (flag ? "YES" : "NO");
