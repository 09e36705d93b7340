/** Telling of rows of the site that make no sense, and are left out. */
import { readOddRows } from "../../database/index.js";
import type { Round } from "./context.js";

/**
 * Tells the log, one warning for each table and reason. To be done once for each round: whatever reads the rows afterwards
 * leaves them out without a word.
 *
 * @throws DatabaseError
 */
export async function tellOddRows({ writer, settings, now, log }: Round): Promise<void> {
  const odd = await writer.session.snapshot((queries) => readOddRows(queries, settings, now));
  for (const { table, why, rows, count } of odd) {
    log.warn?.("rows that make no sense are left out", { table, why, rows, count });
  }
}
