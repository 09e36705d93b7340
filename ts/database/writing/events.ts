/** Events, which OAR's other programs and its users read (section 2.5 of the database reference). */
import type { Transaction } from "../session/index.js";
import { rowList } from "./lists.js";

/** Something that happened. */
export interface OarEvent {
  /** At most 50 characters. */
  readonly type: string;
  /** 0: it is about no job. */
  readonly job: number;
  /** Cut off after 255 characters. */
  readonly description: string;
  /** Nodes that it is about. Default: none. */
  readonly nodes?: readonly string[];
  /** Whether NodeChangeState is to handle it. Default: it is. */
  readonly toCheck?: boolean;
}

/**
 * Writes events in their order.
 *
 * @param now epoch seconds
 */
export async function addEvents(queries: Transaction, events: readonly OarEvent[], now: number): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ type, job, description, toCheck = true, nodes = [] }, place) => ({
    place,
    type,
    job,
    description: [...description].slice(0, 255).join(""),
    to_check: toCheck ? "YES" : "NO",
    nodes: nodes.join("\n"),
  }));
  // The numbers are dealt before anything is inserted, so that each event knows its own for its nodes.
  await queries.run(
    `WITH dealt AS MATERIALIZED (
       SELECT nextval(pg_get_serial_sequence('event_logs', 'event_id')) AS event_id, event.*
       FROM (SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS row (place int, type text, job int, description text, to_check text, nodes text) ORDER BY place) AS event),
     written AS (
       INSERT INTO event_logs (event_id, type, job_id, date, description, to_check)
       SELECT event_id, type, job, $2::int, description, to_check FROM dealt ORDER BY place)
     INSERT INTO event_log_hostnames (event_id, hostname)
     SELECT DISTINCT event_id, node FROM dealt, regexp_split_to_table(nodes, E'\\n') AS node WHERE nodes <> ''`,
    [rowList(rows), now],
  );
}
