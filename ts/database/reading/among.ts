/** Conditions on many ids. */
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { INT4_MAX } from "../configuration/index.js";

/**
 * The column holds one of these ids. They go as one parameter: with a statement inside of the statement in their
 * place the server, when it has no statistics of the tables yet, takes a minute for 10,000 jobs.
 *
 * @param ids those that no `integer` column can hold are left out
 */
export function among(column: PgColumn, ids: Iterable<number>): SQL {
  const list = [...ids].filter((id) => Math.abs(id) <= INT4_MAX);
  return sql`${column} = ANY(${`{${list.join(",")}}`}::int[])`;
}
