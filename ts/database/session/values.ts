/** Rows of a driver as rows of a session: the one place where an `int8` becomes a number. */
import type { DriverRows, Row, Value } from "./connection.js";
import { DatabaseError } from "./errors.js";

/** The type of `bigserial` keys, of `bigint` columns and of `count()`. */
const INT8 = 20;

/**
 * The rows as lists in the order of the columns.
 *
 * @throws DatabaseError `integer_too_large`: an `int8` is no safe integer
 */
export function valueLists({ columns, rows }: DriverRows): Value[][] {
  const wide = columns.flatMap(({ type }, index) => (type === INT8 ? [index] : []));
  const lists = rows.map((row) => [...row] as Value[]);
  for (const list of wide.length === 0 ? [] : lists) {
    for (const index of wide) {
      const value = list[index];
      if (value !== null) list[index] = toNumber(String(value), columns[index]?.name ?? "");
    }
  }
  return lists;
}

/** The rows by the names of the columns; of two columns of one name the last counts. */
export function namedRows(driver: DriverRows): Row[] {
  return valueLists(driver).map((list) =>
    Object.fromEntries(driver.columns.map(({ name }, index) => [name, list[index] as Value])),
  );
}

function toNumber(text: string, column: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new DatabaseError("integer_too_large", `the column ${column} holds ${text}, which is above 2^53 - 1`);
}
