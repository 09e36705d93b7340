/** Lists as parameters. One parameter holds them all: no statement grows with the number of jobs. */
import { INT4_MAX } from "../configuration/index.js";

/**
 * Numbers as the text of an array, for `$1::int[]`. Those that no `integer` column can hold are left out: no row
 * has them.
 */
export function intList(numbers: Iterable<number>): string {
  return `{${[...numbers].filter((number) => Math.abs(number) <= INT4_MAX).join(",")}}`;
}

/** Rows as a JSON document, for `jsonb_to_recordset($1::jsonb)`. */
export function rowList(rows: readonly Readonly<Record<string, string | number | boolean | null>>[]): string {
  return JSON.stringify(rows);
}
