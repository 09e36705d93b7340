/** Numbers that the database deals, keys and indexes. */

import { columnsInUse } from "../schema/index.js";
import { INDEXES } from "../schema/indexes.js";
import type { Queries } from "../session/index.js";
import { type Finding, finding, findingIfAny } from "./finding.js";

/** The tables for whose rows a round needs new numbers. */
const DEALT: readonly (readonly [table: string, column: string])[] = [
  ["job_state_logs", "job_state_log_id"],
  ["event_logs", "event_id"],
];

/** Keys on whose being unique statements rely. */
const UNIQUE: readonly (readonly [table: string, ...columns: string[]])[] = [
  ["frag_jobs", "frag_id_job"],
  ["gantt_jobs_predictions", "moldable_job_id"],
  ["gantt_jobs_resources", "moldable_job_id", "resource_id"],
  ["assigned_resources", "moldable_job_id", "resource_id"],
];

/** Columns that refer to keys of 8 bytes have 4. */
const LARGEST = 2_147_483_647;
/** From this share of them on it is time to think of it. */
const SHARE = 0.9;

/** Looks at sequences, unique keys and indexes of tables that are there. */
export async function checkKeys(queries: Queries): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [table, column] of DEALT) findings.push(...(await checkSequence(queries, table, column)));
  const keys = await readIndexes(queries);
  for (const [table, ...columns] of UNIQUE) {
    const wanted = [...columns].sort().join();
    if (keys.some((key) => key.unique && key.table === table && [...key.columns].sort().join() === wanted)) continue;
    const message = `The table ${table} has no unique key on ${columns.join(", ")}: rounds rely on it.`;
    const remedy = `ALTER TABLE ${table} ADD PRIMARY KEY (${columns.join(", ")}).`;
    findings.push(finding("error", "missing_key", message, { remedy, items: [table] }));
  }
  const inUse = columnsInUse();
  const missing = INDEXES.filter(
    ([, table, ...columns]) =>
      inUse.has(table) &&
      !keys.some((key) => key.table === table && columns.every((name, at) => key.columns[at] === name)),
  ).map(([, table, ...columns]) => `${table} (${columns.join(", ")})`);
  return [
    ...findings,
    ...findingIfAny(
      "note",
      "missing_index",
      missing,
      "Indexes that OAR makes are missing: rounds may be slow.",
      "Make them.",
    ),
  ];
}

async function checkSequence(queries: Queries, table: string, column: string): Promise<Finding[]> {
  const [row] = await queries.run(
    `SELECT sequence, has_sequence_privilege(sequence, 'SELECT') AS readable,
       CASE WHEN has_sequence_privilege(sequence, 'USAGE') THEN pg_sequence_last_value(sequence::regclass) END AS last,
       (SELECT max(${column}) FROM ${table}) AS highest
     FROM pg_get_serial_sequence($1, $2) AS sequence`,
    [table, column],
  );
  const items = [`${table}.${column}`];
  const sequence = row?.sequence ?? null;
  if (sequence === null) {
    const message = `No sequence belongs to ${table}.${column}: new rows get no number.`;
    const remedy = `ALTER SEQUENCE ${table}_${column}_seq OWNED BY ${table}.${column}, and make it the default of the column.`;
    return [finding("error", "no_sequence", message, { remedy, items })];
  }
  // Without the privilege, of which others tell, its number is not known.
  const last = row?.last ?? (row?.readable === true ? await lastBefore(queries, String(sequence)) : null);
  if (last === null) return [];
  const highest = Number(row?.highest ?? 0);
  if (Number(last) >= highest) {
    if (highest < LARGEST * SHARE) return [];
    const message = `The numbers of ${table} have come to ${highest}; columns that refer to them hold at most ${LARGEST}.`;
    return [finding("warning", "high_numbers", message, { remedy: "Delete old rows, and number anew.", items })];
  }
  const message = `The sequence ${sequence} is at ${last}, and ${table} has rows up to ${highest}: new rows collide with these.`;
  const remedy = `SELECT setval('${sequence}', (SELECT max(${column}) FROM ${table})).`;
  return [finding("error", "sequence_behind", message, { remedy, items })];
}

/** What a sequence that has dealt nothing yet, or nothing since it was set, is taken to have dealt last. */
async function lastBefore(queries: Queries, sequence: string): Promise<number> {
  // The server has quoted the name.
  const [row] = await queries.run(
    `SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END AS last FROM ${sequence}`,
  );
  return Number(row?.last);
}

interface Index {
  readonly table: string;
  readonly unique: boolean;
  readonly columns: readonly string[];
}

async function readIndexes(queries: Queries): Promise<Index[]> {
  const rows = await queries.run(
    `SELECT relname::text AS table, indisunique AND indpred IS NULL AS "unique",
       (SELECT string_agg(attname, E'\\n' ORDER BY place) FROM unnest(indkey) WITH ORDINALITY AS key (number, place)
         JOIN pg_attribute ON attrelid = indrelid AND attnum = key.number) AS columns
     FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
     WHERE indisvalid AND indrelid IN (SELECT to_regclass(quote_ident(name)) FROM jsonb_array_elements_text($1::jsonb) AS name)`,
    [JSON.stringify([...columnsInUse().keys()])],
  );
  return rows.map((row) => ({
    table: String(row.table),
    unique: row.unique === true,
    columns: String(row.columns ?? "").split("\n"),
  }));
}
