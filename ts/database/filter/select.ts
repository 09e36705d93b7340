/** Works filters out on the database: which resources does each of them select? */
import { DatabaseError, type Transaction } from "../session/index.js";
import { FilterError } from "./error.js";
import { renderFilter } from "./render.js";
import type { Filter } from "./tree.js";

/** The ids of the selected resources, ascending, or why there is no answer. */
export type Selection = readonly number[] | FilterError;

/** Bounds of one statement: PostgreSQL takes 1,664 columns and 65,535 parameters. */
const BATCH = { filters: 500, parameters: 30_000 };

/**
 * Works out many filters in few statements. A filter that fails is found by halving, and harms no other one; the
 * transaction goes on.
 *
 * @returns in the order of the filters
 * @throws DatabaseError the session is over
 */
export async function selectResources(queries: Transaction, filters: readonly Filter[]): Promise<Selection[]> {
  const selections: Selection[] = [];
  let batch: Filter[] = [];
  let parameters = 0;
  for (const filter of filters) {
    const more = renderFilter(filter).parameters.length;
    if (batch.length > 0 && (batch.length === BATCH.filters || parameters + more > BATCH.parameters)) {
      selections.push(...(await selectBatch(queries, batch)));
      batch = [];
      parameters = 0;
    }
    batch.push(filter);
    parameters += more;
  }
  return batch.length === 0 ? selections : [...selections, ...(await selectBatch(queries, batch))];
}

async function selectBatch(queries: Transaction, filters: readonly Filter[]): Promise<Selection[]> {
  try {
    return await queries.attempt(() => selectAll(queries, filters));
  } catch (error) {
    if (!(error instanceof DatabaseError && refusedByServer(error))) throw error;
    if (filters.length === 1) return [new FilterError("not_evaluable", error.message)];
    const half = filters.length >> 1;
    return [
      ...(await selectBatch(queries, filters.slice(0, half))),
      ...(await selectBatch(queries, filters.slice(half))),
    ];
  }
}

/** Whether the server did not want the statement, or ended it at its deadline; the session goes on. */
function refusedByServer({ code, sqlState }: DatabaseError): boolean {
  return code === "statement_failed" || (code === "deadline" && sqlState !== null);
}

/**
 * All of these filters in one statement. Each stands in a WHERE of its own, where PostgreSQL arranges conditions as it
 * does for the text: which of two is worked out first decides whether a division by zero is met.
 */
async function selectAll(queries: Transaction, filters: readonly Filter[]): Promise<Selection[]> {
  const parameters: string[] = [];
  const columns = filters.map((filter, index) => {
    const rendered = renderFilter(filter, parameters.length + 1);
    parameters.push(...rendered.parameters);
    return `(SELECT string_agg(resource_id::text, ' ') FROM resources WHERE ${rendered.text}) AS f${index}`;
  });
  const [row] = await queries.run(`SELECT ${columns.join(", ")}`, parameters);
  return filters.map((_, index) => {
    const ids = row?.[`f${index}`] ?? null;
    return ids === null
      ? []
      : String(ids)
          .split(" ")
          .map(Number)
          .sort((a, b) => a - b);
  });
}
