/** What decides whether nodes are halted or woken (sections 5.8 and 10.2 of the database reference). */
import type { Queries } from "../session/index.js";
import { CURRENT } from "./fragments.js";

/** A resource of a node, with what is planned on it. */
export interface NodeResource {
  /** Name of the node; never empty. */
  readonly node: string;
  readonly type: string;
  readonly state: string;
  /** Until when it can be used: epoch seconds. */
  readonly availableUpto: number;
  /** When a job on it ended last: epoch seconds; 0: never. */
  readonly lastJobDate: number;
  /** Whether it is assigned to a current job. */
  readonly held: boolean;
  /** When the first job of the plan starts on it: epoch seconds; `null`: none. */
  readonly firstStart: number | null;
  /**
   * The earliest end, without the pad, of the Waiting jobs that are planned on it to start by the date of waking up;
   * `null`: there is none.
   */
  readonly wakingEnd: number | null;
}

/** All resources that belong to nodes, and when the nodes were last asked for something. */
export interface EnergySituation {
  readonly resources: readonly NodeResource[];
  /** Date of the last WAKEUP_NODE event by node; older ones than asked for are left out. */
  readonly woken: ReadonlyMap<string, number>;
  /** Date of the last HALT_NODE event by node, likewise. */
  readonly halted: ReadonlyMap<string, number>;
}

/** The dates that the reading needs, in epoch seconds. */
export interface EnergyDates {
  /** Waiting jobs that start by then are a reason to wake a node. */
  readonly wakeUntil: number;
  /** Events from then on are wanted. */
  readonly eventsFrom: number;
}

/** Reads it in two statements. Rows of the plan that belong to no job mean nothing. */
export async function readEnergySituation(
  queries: Queries,
  { wakeUntil, eventsFrom }: EnergyDates,
): Promise<EnergySituation> {
  const resources = await queries.run(
    `SELECT network_address, type, state, available_upto, last_job_date, planned.first_start,
       planned.waking_end, held.resource_id IS NOT NULL AS held
     FROM resources
     LEFT JOIN (SELECT resource_id, min(starts.start_time) AS first_start,
         min(starts.start_time::int8 + starts.walltime) FILTER (WHERE starts.waiting AND starts.start_time <= $1)
           AS waking_end
       FROM gantt_jobs_resources JOIN (
         SELECT plan.moldable_job_id, plan.start_time, moldable_walltime AS walltime, state IN ('Waiting') AS waiting
         FROM gantt_jobs_predictions AS plan JOIN moldable_job_descriptions ON moldable_id = plan.moldable_job_id
         JOIN jobs ON job_id = moldable_job_descriptions.moldable_job_id) AS starts
         ON starts.moldable_job_id = gantt_jobs_resources.moldable_job_id
       GROUP BY resource_id) AS planned ON planned.resource_id = resources.resource_id
     LEFT JOIN (SELECT DISTINCT resource_id FROM assigned_resources JOIN jobs ON assigned_moldable_job = moldable_job_id
       WHERE jobs.state IN ${CURRENT}) AS held ON held.resource_id = resources.resource_id
     WHERE network_address <> '' ORDER BY resources.resource_id`,
    [wakeUntil],
  );
  const events = await queries.run(
    `SELECT type, hostname, max(date) AS date
     FROM event_logs JOIN event_log_hostnames ON event_log_hostnames.event_id = event_logs.event_id
     WHERE type IN ('WAKEUP_NODE', 'HALT_NODE') AND date >= $1 GROUP BY type, hostname`,
    [eventsFrom],
  );
  const dates = (type: string) =>
    new Map(events.filter((row) => row.type === type).map((row) => [String(row.hostname), Number(row.date)]));
  const number = (value: unknown): number | null => (value === null ? null : Number(value));
  return {
    resources: resources.map((row) => ({
      node: String(row.network_address),
      type: String(row.type),
      state: String(row.state),
      availableUpto: Number(row.available_upto),
      lastJobDate: Number(row.last_job_date),
      held: row.held === true,
      firstStart: number(row.first_start),
      wakingEnd: number(row.waking_end),
    })),
    woken: dates("WAKEUP_NODE"),
    halted: dates("HALT_NODE"),
  };
}
