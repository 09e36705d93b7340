/** Rows of the site that make no sense: rounds leave them out, and say so. */
import { INT4_MAX, type Settings } from "../configuration/index.js";
import type { Queries } from "../session/index.js";

/** Rows of a table that are left out for one reason. */
export interface OddRows {
  readonly table: string;
  /** A clause about one of them. */
  readonly why: string;
  /** How they are known, the first {@link ODD_LISTED} of them. */
  readonly rows: readonly string[];
  /** How many there are. */
  readonly count: number;
}

/** Rows that are listed of each kind. */
export const ODD_LISTED = 10;

/** The key is one that the `integer` columns that refer to it can hold. */
export const withinInt4 = (key: string): string => `${key} BETWEEN ${-INT4_MAX} AND ${INT4_MAX}`;

/** A reason for which a row is left out, and the condition: no row for which it is NULL. */
type Reasons = readonly (readonly [condition: string, why: string])[];

const beyond = (key: string): Reasons => [
  // Not as one range: both ends are looked up in the index of the key.
  [`(${key} > ${INT4_MAX} OR ${key} < ${-INT4_MAX})`, "its number is more than the columns that refer to it can hold"],
];

const RESOURCES: Reasons = [
  ...beyond("resource_id"),
  ["state IS NULL", "it has no state"],
  ["state NOT IN ('Alive', 'Dead', 'Suspected', 'Absent')", "there is no such state"],
  ["type IS NULL", "it has no type"],
  ["available_upto IS NULL", "its available_upto is NULL"],
];

const RESERVATIONS: Reasons = [
  ["reservation IS NULL", "nothing says whether it is a reservation"],
  ["reservation NOT IN ('None', 'toSchedule', 'Scheduled')", "there is no such kind of reservation"],
];

const QUEUES: Reasons = [
  ["priority IS NULL", "it has no priority"],
  ["state IS NULL", "it has no state"],
  ["state NOT IN ('Active', 'notActive')", "there is no such state"],
];

const ACCOUNTING: Reasons = [
  ["consumption IS NULL", "it has no consumption"],
  ["consumption < 0", "its consumption is negative"],
  ["window_stop < window_start", "its window ends before it begins"],
  ["consumption_type NOT IN ('ASKED', 'USED')", "there is no such type of consumption"],
];

const FLAGS = "('YES', 'NO')";
const WALLTIME_CHANGES: Reasons = [
  [`force IS NULL OR force NOT IN ${FLAGS}`, "force is neither YES nor NO"],
  [`delay_next_jobs IS NULL OR delay_next_jobs NOT IN ${FLAGS}`, "delay_next_jobs is neither YES nor NO"],
  [
    "granted IS NULL OR granted_with_force IS NULL OR granted_with_delay_next_jobs IS NULL",
    "one of its sums of what was granted is NULL",
  ],
];

const sensible = (reasons: Reasons): string =>
  `NOT (${reasons.map(([condition]) => `coalesce(${condition}, false)`).join(" OR ")})`;

/** Conditions on the rows that rounds look at. */
export const SENSIBLE = {
  resources: sensible(RESOURCES),
  queues: sensible(QUEUES),
  accounting: sensible(ACCOUNTING),
  walltime_change: sensible(WALLTIME_CHANGES),
} as const;

/** Where odd rows are looked for, how a row is known, and the ones that rounds would look at otherwise. */
interface Place {
  readonly table: string;
  readonly name: string;
  readonly reasons: Reasons;
  readonly among?: string;
}

const PLACES: readonly Place[] = [
  { table: "jobs", name: "job_id::text", reasons: beyond("job_id"), among: "state NOT IN ('Terminated', 'Error')" },
  { table: "jobs", name: "job_id::text", reasons: [["state IS NULL", "it has no state"]] },
  { table: "jobs", name: "job_id::text", reasons: RESERVATIONS, among: "state IN ('Waiting')" },
  {
    table: "moldable_job_descriptions",
    name: "moldable_id::text",
    reasons: beyond("moldable_id"),
    among: "moldable_index = 'CURRENT'",
  },
  {
    table: "job_resource_groups",
    name: "res_group_id::text",
    reasons: beyond("res_group_id"),
    among: "res_group_index = 'CURRENT'",
  },
  { table: "resources", name: "resource_id::text", reasons: RESOURCES },
  { table: "queues", name: "queue_name", reasons: QUEUES },
];

const WALLTIMES: Place = {
  table: "walltime_change",
  name: "job_id::text",
  reasons: WALLTIME_CHANGES,
  among: "pending <> 0 AND job_id IN (SELECT job_id FROM jobs WHERE state IN ('Running'))",
};

const KARMA: Place = {
  table: "accounting",
  name: `concat_ws(', ', accounting_user, accounting_project, queue_name, consumption_type,
    window_start || '-' || window_stop)`,
  reasons: ACCOUNTING,
  among: "window_start >= $1 AND window_stop <= $2",
};

/** The settings that say at which tables a round looks. */
export type OddSettings = Pick<
  Settings,
  "JOB_PRIORITY" | "SCHEDULER_FAIRSHARING_WINDOW_SIZE" | "WALLTIME_CHANGE_ENABLED"
>;

/**
 * Reads them, in one statement. Job descriptions are left to the core, which knows what it can use.
 *
 * @param now date of the round, epoch seconds
 */
export async function readOddRows(queries: Queries, settings: OddSettings, now: number): Promise<OddRows[]> {
  const karma = settings.JOB_PRIORITY !== "FIFO";
  const places = [...PLACES, ...(settings.WALLTIME_CHANGE_ENABLED ? [WALLTIMES] : []), ...(karma ? [KARMA] : [])];
  const parts = places.flatMap(({ table, name, reasons, among = "true" }, place) =>
    reasons.map(
      (
        [condition, why],
        order,
      ) => `SELECT ${place} AS place, ${order} AS reason, '${table}' AS "table", '${why}' AS why, count(*) AS count,
         array_to_json((array_agg(name ORDER BY name))[1:${ODD_LISTED}])::text AS rows
       FROM (SELECT ${name} AS name FROM ${table} WHERE (${condition}) AND ${among}) AS odd HAVING count(*) > 0`,
    ),
  );
  const rows = await queries.run(
    `${parts.join(" UNION ALL ")} ORDER BY place, reason`,
    karma ? [now - settings.SCHEDULER_FAIRSHARING_WINDOW_SIZE, now] : [],
  );
  return rows.map((row) => ({
    table: String(row.table),
    why: String(row.why),
    rows: (JSON.parse(String(row.rows)) as unknown[]).map(String),
    count: Number(row.count),
  }));
}
