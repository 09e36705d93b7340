/** Jobs that the database does not let be written: they are reported and left out, the others go on. */
import type { Refused, Transaction } from "../../database/index.js";
import type { Round } from "./context.js";

/** Writes that do not depend on each other, one for each job. */
export interface JobWrites<Item> {
  /** What is done to a job, for the log: `launched`, `killed`. */
  readonly done: string;
  readonly items: readonly Item[];
  readonly jobOf: (item: Item) => number;
}

/**
 * Writes items in one group, and without those that the database refuses (a trigger of the site's, a number that fits in
 * no column): of each the log is told, and the next round tries it again.
 *
 * @param work see `Writer.groupOf`
 * @returns a result for each part in which they were written
 * @throws DatabaseError
 */
export async function writeJobs<Item, Result>(
  round: Round,
  { done, items, jobOf }: JobWrites<Item>,
  work: (queries: Transaction, items: readonly Item[]) => Promise<Result>,
): Promise<readonly Result[]> {
  const { results, refused } = await round.writer.groupOf(items, work);
  tellRefused(
    round,
    done,
    refused.map(({ item, error }) => ({ item: jobOf(item), error })),
  );
  return results;
}

/** Tells the log of jobs that the database refused. */
export function tellRefused({ log }: Round, done: string, refused: readonly Refused<number>[]): void {
  for (const { item: job, error } of refused) {
    log.error?.(`a job cannot be ${done}: the database refuses it`, { job, code: error.sqlState, why: error.message });
  }
}
