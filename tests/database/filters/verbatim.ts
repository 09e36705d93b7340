/** Filters as OAR runs them: the text as it stands in a WHERE clause. */
import {
  type Catalogue,
  DatabaseError,
  type Effort,
  FilterError,
  parseFilter,
  selectResources,
  type Transaction,
} from "../../../ts/database/index.js";

/** The ids of the selected resources, ascending; the SQLSTATE of the error otherwise. */
export async function verbatim(
  queries: Transaction,
  texts: readonly string[],
): Promise<(readonly number[] | string)[]> {
  const columns = texts.map(
    (text, index) => `ARRAY(SELECT resource_id FROM resources WHERE ${text} ORDER BY 1) AS f${index}`,
  );
  try {
    const [row] = await queries.attempt(() =>
      queries.run(`SELECT to_jsonb(selected) AS all FROM (SELECT ${columns.join(", ")}) AS selected`),
    );
    const all = row?.all as Record<string, number[]>;
    return texts.map((_, index) => all[`f${index}`] as number[]);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.sqlState === null) throw error;
    if (texts.length === 1) return [error.sqlState];
    const half = texts.length >> 1;
    return [...(await verbatim(queries, texts.slice(0, half))), ...(await verbatim(queries, texts.slice(half)))];
  }
}

/** What is selected here: ids, ascending, or why there are none. Some texts are refused before PostgreSQL sees them. */
export async function selected(
  queries: Transaction,
  texts: readonly string[],
  catalogue: Catalogue,
  effort: Partial<Effort> = {},
): Promise<(readonly number[] | FilterError)[]> {
  const ids = (await queries.run("SELECT resource_id FROM resources ORDER BY resource_id DESC")).map((row) =>
    Number(row.resource_id),
  );
  const rankOf = new Map(ids.map((id, rank) => [id, rank]));
  const filters = texts.map((text) => {
    try {
      const filter = parseFilter(text, catalogue);
      if (filter === null) throw new Error(`no condition: ${text}`);
      return filter;
    } catch (error) {
      if (error instanceof FilterError) return error;
      throw error;
    }
  });
  const usable = filters.flatMap((filter) => (filter instanceof FilterError ? [] : filter));
  const selections = await selectResources(queries, usable, { columns: catalogue, rankOf }, effort);
  return filters.map((filter) => {
    const selection = filter instanceof FilterError ? filter : selections.shift();
    if (selection instanceof FilterError) return selection;
    return [...(selection ?? [])].map((rank) => ids[rank] as number).sort((a, b) => a - b);
  });
}
