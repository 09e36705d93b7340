/** Drizzle over a session: typed statements on OAR's tables, run wherever the session runs its statements. */
import { DrizzleQueryError } from "drizzle-orm/errors";
import { drizzle, type PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import type { DriverRows, Parameter } from "./connection.js";
import { namedRows, valueLists } from "./values.js";

/** Drizzle's builder. It knows no transactions: those are the session's. */
export type Tables = PgRemoteDatabase;

/** Runs a statement somewhere. */
export type Run = (text: string, parameters: readonly Parameter[]) => Promise<DriverRows>;

/** A builder whose statements `run` runs. */
export function builder(run: Run): Tables {
  return drizzle(async (text, parameters, method) => {
    const rows = await run(text, parameters);
    return { rows: method === "all" ? valueLists(rows) : namedRows(rows) };
  });
}

/** The error of the session: drizzle wraps it in one that shows the statement and its parameters. */
export function unwrapped(error: unknown): unknown {
  return error instanceof DrizzleQueryError && error.cause !== undefined ? error.cause : error;
}
