/** The current jobs and what they hold (sections 4.2 and 5.7 of the database reference). */
import type { Queries, Row } from "../session/index.js";
import { intList } from "../writing/lists.js";
import { CURRENT, type CURRENT_STATES } from "./fragments.js";
import { readTypes } from "./jobs.js";
import { withinInt4 } from "./odd.js";

/** A job that has been launched and has not ended. */
export interface CurrentJob {
  readonly id: number;
  readonly state: (typeof CURRENT_STATES)[number];
  readonly user: string;
  /** Empty: it has none. */
  readonly name: string;
  readonly types: readonly string[];
  readonly interactive: boolean;
  /** Date of its launch, epoch seconds. */
  readonly start: number;
  /** Seconds that it gets to checkpoint itself before it is killed; 0: it cannot. */
  readonly checkpoint: number;
  /** The ids of its current resources. */
  readonly resources: readonly number[];
  /**
   * The ids of what it holds in the plan: all that was ever assigned to it (section 4.2) and can be used, but for what
   * it gives up while it is Suspended (D-86).
   */
  readonly planned: readonly number[];
  /** The first of its nodes, by name; `null`: it has none. */
  readonly node: string | null;
}

/** The setting that says what a Suspended job gives up. */
export interface HeldSettings {
  readonly SCHEDULER_AVAILABLE_SUSPENDED_RESOURCE_TYPE: readonly string[];
}

/** A resource is Alive, or Absent and able to wake up (R2.1, R2.4). */
const USABLE = "(condition = 'Alive' OR (condition = 'Absent' AND available_upto NOT IN (0, 1)))";

/** Reads the current jobs, by ascending id, in two statements. */
export async function readCurrentJobs(queries: Queries, settings: HeldSettings): Promise<CurrentJob[]> {
  const rows = await queries.run(
    `SELECT jobs.job_id, jobs.state::text AS state, job_user, job_name, job_type, start_time, checkpoint,
       held.resources, held.planned, held.node
     FROM jobs LEFT JOIN (
       SELECT job_id,
         string_agg(resource_id::text, ' ' ORDER BY resource_id) FILTER (WHERE current) AS resources,
         min(network_address) FILTER (WHERE current AND network_address <> '' AND type = 'default') AS node,
         string_agg(resource_id::text, ' ' ORDER BY resource_id) FILTER (WHERE ${USABLE}
           AND (state <> 'Suspended' OR type NOT IN (SELECT jsonb_array_elements_text($1::jsonb)))) AS planned
       FROM (SELECT job_id, jobs.state, resource_id, assigned_resource_index = 'CURRENT' AS current
         FROM jobs JOIN assigned_resources ON moldable_job_id = assigned_moldable_job
         WHERE jobs.state IN ${CURRENT}) AS assigned
       LEFT JOIN (SELECT resource_id, type, network_address, state AS condition, available_upto FROM resources)
         AS resources USING (resource_id)
       GROUP BY job_id) AS held ON held.job_id = jobs.job_id
     WHERE jobs.state IN ${CURRENT} AND ${withinInt4("jobs.job_id")}
     ORDER BY jobs.job_id`,
    [JSON.stringify(settings.SCHEDULER_AVAILABLE_SUSPENDED_RESOURCE_TYPE)],
  );
  const ids = rows.map((row) => Number(row.job_id));
  const types = await readTypes(queries, ids);
  return rows.map((row): CurrentJob => {
    const id = Number(row.job_id);
    return {
      id,
      state: row.state as CurrentJob["state"],
      user: String(row.job_user),
      name: String(row.job_name ?? ""),
      types: (types.get(id) ?? []).map(({ type }) => type),
      interactive: row.job_type === "INTERACTIVE",
      start: Number(row.start_time),
      checkpoint: Number(row.checkpoint),
      resources: idList(row.resources),
      planned: idList(row.planned),
      node: row.node === null ? null : String(row.node),
    };
  });
}

const idList = (ids: Row[string] | undefined): number[] => (ids == null ? [] : String(ids).split(" ").map(Number));

/**
 * Reads when jobs were first asked to checkpoint themselves since they were launched, whoever asked (section 10.4).
 *
 * @returns job id to epoch seconds; a job that was not asked is missing
 */
export async function readCheckpoints(queries: Queries, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await queries.run(
    `SELECT jobs.job_id, min(event_logs.date) AS first FROM event_logs JOIN jobs ON jobs.job_id = event_logs.job_id
     WHERE event_logs.type = 'CHECKPOINT' AND event_logs.date >= start_time AND event_logs.job_id = ANY($1::int[])
     GROUP BY jobs.job_id`,
    [intList(ids)],
  );
  return new Map(rows.map((row) => [Number(row.job_id), Number(row.first)]));
}
