/** The date. The database's clock decides, not that of this machine. */
import type { Queries } from "../session/index.js";

/** The date of the transaction, or of the statement where there is none: epoch seconds, cut to whole ones. */
export async function readClock(queries: Queries): Promise<number> {
  const [row] = await queries.run("SELECT floor(extract(epoch FROM current_timestamp))::int8 AS now");
  return Number(row?.now);
}
