/** The sums of consumption for the karma (R4.5, section 10.6 of the database reference). */
import type { Accounting } from "../../model/index.js";
import type { Queries } from "../session/index.js";
import { SENSIBLE } from "./odd.js";

/**
 * Reads the sums of some queues, in one statement. Rows that make no sense (see `readOddRows`) are left out.
 *
 * @param seconds the window: what began earlier is left out, and what reaches beyond now
 */
export async function readAccounting(
  queries: Queries,
  queues: readonly string[],
  now: number,
  seconds: number,
): Promise<Accounting> {
  const [asked, used, usedByProject] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  const window = { asked: 0, used: 0 };
  const rows = await queries.run(
    `SELECT consumption_type AS type, accounting_user AS "user", accounting_project AS project,
       coalesce(sum(consumption), 0)::float8 AS until, coalesce(sum(consumption) FILTER (WHERE window_stop < $2), 0)::float8 AS before
     FROM accounting
     WHERE queue_name IN (SELECT jsonb_array_elements_text($3::jsonb)) AND window_start >= $1 AND window_stop <= $2
       AND ${SENSIBLE.accounting}
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [now - seconds, now, JSON.stringify(queues)],
  );
  const add = (sums: Map<string, number>, name: string, value: number) => sums.set(name, (sums.get(name) ?? 0) + value);
  for (const row of rows) {
    const [until, before] = [Number(row.until), Number(row.before)];
    add(row.type === "USED" ? used : asked, String(row.user), until);
    if (row.type === "USED") add(usedByProject, String(row.project), before);
    window[row.type === "USED" ? "used" : "asked"] += before;
  }
  return {
    window,
    byProject: { used: Object.fromEntries(usedByProject) },
    byUser: { asked: Object.fromEntries(asked), used: Object.fromEntries(used) },
  };
}
