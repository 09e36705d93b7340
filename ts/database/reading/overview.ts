/** Jobs as people ask about them: state, queue, and what stands in the way of their being looked at. */
import type { Queries } from "../session/index.js";
import { intList } from "../writing/lists.js";
import type { JobState } from "../writing/state.js";

/** A job at a glance. Dates are epoch seconds. */
export interface JobOverview {
  readonly id: number;
  readonly state: JobState;
  readonly reservation: "None" | "toSchedule" | "Scheduled";
  readonly user: string;
  /** Empty: it has none. */
  readonly name: string;
  readonly queue: string;
  /** `null`: there is no such queue. */
  readonly queueActive: boolean | null;
  readonly message: string;
  readonly submissionTime: number;
  /** Of a job that waits a date asked for or predicted, 0: none; of others that of the launch. */
  readonly startTime: number;
  /** When it ended; 0: it has not. */
  readonly stopTime: number;
  /** As the system has it, 256 times what the program said; `null`: none. */
  readonly exitCode: number | null;
  /** When somebody asked for its end, which is not done yet; `null`: nobody did. */
  readonly killAsked: number | null;
}

/**
 * Reads jobs, by ascending id, in one statement.
 *
 * @param ids Default: all jobs that have not ended
 */
export async function readOverview(queries: Queries, ids?: readonly number[]): Promise<JobOverview[]> {
  const rows = await queries.run(
    `SELECT job_id, jobs.state::text AS state, reservation, job_user, job_name, jobs.queue_name, message, submission_time,
       start_time, stop_time, exit_code, queues.state = 'Active' AS active,
       (SELECT max(frag_date) FROM frag_jobs WHERE frag_id_job = job_id AND frag_state <> 'FRAGGED') AS kill_asked
     FROM jobs LEFT JOIN queues ON queues.queue_name = jobs.queue_name
     WHERE ${ids === undefined ? "jobs.state NOT IN ('Terminated', 'Error')" : "job_id = ANY($1::int[])"}
     ORDER BY job_id`,
    ids === undefined ? [] : [intList(ids)],
  );
  const number = (value: unknown): number | null => (value === null ? null : Number(value));
  return rows.map((row) => ({
    id: Number(row.job_id),
    state: row.state as JobState,
    reservation: row.reservation as JobOverview["reservation"],
    user: String(row.job_user),
    name: String(row.job_name ?? ""),
    queue: String(row.queue_name),
    queueActive: row.active === null ? null : row.active === true,
    message: String(row.message),
    submissionTime: Number(row.submission_time),
    startTime: Number(row.start_time),
    stopTime: Number(row.stop_time),
    exitCode: number(row.exit_code),
    killAsked: number(row.kill_asked),
  }));
}
