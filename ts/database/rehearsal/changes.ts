/** What a rehearsed round has changed. */
import { quoteName } from "../filter/index.js";
import type { Row, Session, Transaction } from "../session/index.js";
import { beforeOf, STAGED } from "./stage.js";

/** A row that is not what it was. */
export interface RowChange {
  readonly table: string;
  /** The row before; `null`: it is new. */
  readonly before: Row | null;
  /** The row after; `null`: it is gone. */
  readonly after: Row | null;
}

/** The changed rows, table by table, by their keys. */
export function rehearsedChanges(session: Session): Promise<RowChange[]> {
  return session.snapshot(async (queries) => {
    const changes: RowChange[] = [];
    for (const { name, key } of STAGED) changes.push(...(await changesOf(queries, name, key.split(", "))));
    return changes;
  });
}

async function changesOf(queries: Transaction, name: string, key: readonly string[]): Promise<RowChange[]> {
  const columns = key.map(quoteName).join(", ");
  const rows = await queries.run(
    `SELECT to_jsonb(old) AS before, to_jsonb(new) AS after
     FROM ${beforeOf(name)} AS old FULL JOIN pg_temp.${name} AS new USING (${columns})
     WHERE to_jsonb(old) IS DISTINCT FROM to_jsonb(new) ORDER BY ${columns}`,
  );
  return rows.map(({ before, after }) => ({ table: name, before: rowOf(before), after: rowOf(after) }));
}

function rowOf(value: unknown): Row | null {
  return (typeof value === "string" ? JSON.parse(value) : value) as Row | null;
}
