/** The jobs of which somebody has to be told (section 5.10 of the database reference). */
import type { Queries } from "../session/index.js";
import type { JobState } from "../writing/state.js";
import { withinInt4 } from "./odd.js";

/** An interactive job that waits, and its prediction. */
export interface PredictedJob {
  readonly id: number;
  /** Where its submitter waits. */
  readonly infoType: string | null;
  readonly message: string;
  /** Predicted start, epoch seconds. */
  readonly start: number;
}

/** A job on its way to the launcher, to its client or to its end. */
export interface JobToTell {
  readonly id: number;
  readonly state: Extract<JobState, "toLaunch" | "toAckReservation" | "toError">;
  readonly interactive: boolean;
  /** A reservation that was decided on. */
  readonly scheduled: boolean;
  /** Where its submitter waits. */
  readonly infoType: string | null;
  readonly message: string;
  /** `start_time` as it stands, epoch seconds. */
  readonly startTime: number;
  /** Whether somebody asked for its end, whatever came of it. */
  readonly killed: boolean;
  /** A reservation whose last acknowledgement was begun, and what came of it is not known. */
  readonly attempted: boolean;
}

/**
 * Reads the waiting interactive jobs that have a prediction, by ascending id. Those whose end was asked for are left out
 * (10.5), and reservations; of several predictions the first counts.
 */
export async function readPredictedJobs(queries: Queries): Promise<PredictedJob[]> {
  const rows = await queries.run(
    `SELECT DISTINCT ON (job_id) job_id, info_type, message, plan.start_time
     FROM jobs JOIN moldable_job_descriptions AS own ON own.moldable_job_id = job_id AND moldable_index = 'CURRENT'
     JOIN gantt_jobs_predictions AS plan ON plan.moldable_job_id = moldable_id
     WHERE state = 'Waiting' AND job_type = 'INTERACTIVE' AND reservation = 'None'
       AND NOT EXISTS (SELECT FROM frag_jobs WHERE frag_id_job = job_id AND frag_state <> 'FRAGGED')
     ORDER BY job_id, plan.start_time`,
  );
  return rows.map((row) => ({
    id: Number(row.job_id),
    infoType: row.info_type === null ? null : String(row.info_type),
    message: String(row.message),
    start: Number(row.start_time),
  }));
}

/** Reads the jobs in toLaunch, toAckReservation and toError, by ascending id. */
export async function readJobsToTell(queries: Queries): Promise<JobToTell[]> {
  const rows = await queries.run(
    `SELECT job_id, state::text AS state, job_type, reservation, info_type, message, start_time,
       EXISTS (SELECT FROM frag_jobs WHERE frag_id_job = job_id) AS killed,
       CASE WHEN state = 'toAckReservation' THEN
         (SELECT max(event_id) FILTER (WHERE type = 'RESERVATION_ACK_ATTEMPT')
             > coalesce(max(event_id) FILTER (WHERE type = 'CANNOT_NOTIFY_OARSUB'), 0)
           FROM event_logs WHERE event_logs.job_id = jobs.job_id) END AS attempted
     FROM jobs WHERE state IN ('toLaunch', 'toAckReservation', 'toError') AND ${withinInt4("job_id")} ORDER BY job_id`,
  );
  return rows.map((row) => ({
    id: Number(row.job_id),
    state: row.state as JobToTell["state"],
    interactive: row.job_type === "INTERACTIVE",
    scheduled: row.reservation === "Scheduled",
    infoType: row.info_type === null ? null : String(row.info_type),
    message: String(row.message),
    startTime: Number(row.start_time),
    killed: row.killed === true,
    attempted: row.attempted === true,
  }));
}
