/** Where the groups of writes go (section 8 of the database reference). */
import { DatabaseError, type Session, type Transaction } from "../session/index.js";

/** Conflicts with other writers that may be gone the next time: serialization failure, deadlock. */
const RETRIED: ReadonlySet<string> = new Set(["40001", "40P01"]);
const ATTEMPTS = 3;
/**
 * Classes of PostgreSQL's codes that say that rows cannot be so: values, constraints, limits, triggers of the site. And its
 * code of a row that somebody holds for longer than the site's `lock_timeout`: it is held from one job, not from the others.
 */
const REFUSALS = /^(?:22|23|54|P0|55P03)/;
const LOCKED = "55P03";
/** How often a group waits for locks in vain: enough to find two rows among thousands, and not to wait for a whole table. */
const WAITS = 32;

/** Something that the database did not take, and why. */
export interface Refused<Item> {
  readonly item: Item;
  readonly error: DatabaseError;
}

/** What became of the items of a group. */
export interface Written<Item, Result> {
  /** A result for each part in which they were written; usually one. */
  readonly results: readonly Result[];
  readonly refused: readonly Refused<Item>[];
}

/** Whether the server refused a statement for some of its rows: it would refuse it the next time too. */
export function isRefusal(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && error.code === "statement_failed" && REFUSALS.test(error.sqlState ?? "");
}

/**
 * Runs groups of writes: each is a transaction of its own, wholly there or wholly absent. All go to one session, so
 * that whoever leads by a lock of that session cannot write once the session, and with it the lock, is gone.
 */
export class Writer {
  readonly session: Session;
  readonly #check: ((queries: Transaction) => Promise<void>) | null;
  readonly #onConflict: ((error: DatabaseError) => void) | null;

  /**
   * @param check made at the beginning of each group, inside of it; what it throws undoes the group. Default: none
   * @param onConflict told of each conflict with another writer after which a group is tried again. Default: nobody
   */
  constructor(
    session: Session,
    check: ((queries: Transaction) => Promise<void>) | null = null,
    onConflict: ((error: DatabaseError) => void) | null = null,
  ) {
    this.session = session;
    this.#check = check;
    this.#onConflict = onConflict;
  }

  /**
   * Writes a group. It is tried again when it met another writer, twice at most: `work` must not change anything but the
   * database.
   *
   * @throws DatabaseError; and what the check and `work` throw
   */
  async group<Result>(work: (queries: Transaction) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.session.transaction(async (queries) => {
          await this.#check?.(queries);
          return work(queries);
        });
      } catch (error) {
        const again = error instanceof DatabaseError && error.sqlState !== null && RETRIED.has(error.sqlState);
        if (!again || attempt === ATTEMPTS) throw error;
        this.#onConflict?.(error);
      }
    }
  }

  /**
   * Writes items that do not depend on each other in one group. Those that the database refuses are left out, wholly, and
   * keep no other one from being written. The number of statements depends on that of the refused ones alone.
   *
   * @param work writes the items that it is given, in any number of parts; it must not change anything but the database
   * @throws DatabaseError; and what the check and `work` throw
   */
  async groupOf<Item, Result>(
    items: readonly Item[],
    work: (queries: Transaction, items: readonly Item[]) => Promise<Result>,
  ): Promise<Written<Item, Result>> {
    if (items.length === 0) return { results: [], refused: [] };
    try {
      return { results: [await this.group((queries) => work(queries, items))], refused: [] };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return this.group((queries) => inParts(queries, items, work));
    }
  }

  /**
   * Finds out which items the database would refuse. Nothing is written.
   *
   * @param probe `before` is done first; `work` as for {@link groupOf}
   * @throws DatabaseError; and what the check, `before` and `work` throw
   */
  async refusedOf<Item>(
    items: readonly Item[],
    probe: {
      readonly before: (queries: Transaction) => Promise<void>;
      readonly work: (queries: Transaction, items: readonly Item[]) => Promise<unknown>;
    },
  ): Promise<readonly Refused<Item>[]> {
    const undone = new Error("undone");
    let refused: readonly Refused<Item>[] = [];
    const trial = this.group(async (queries) => {
      await probe.before(queries);
      ({ refused } = await inParts(queries, items, probe.work));
      throw undone;
    });
    await trial.catch((error: unknown) => {
      if (error !== undone) throw error;
    });
    return refused;
  }
}

/**
 * Writes items in a transaction, halving them until those are found that are refused. What was written of these is undone.
 *
 * @param items at least one
 * @param waits how many more times a lock may be waited for in vain; then nothing is written. Default: 32
 * @throws DatabaseError
 */
export async function inParts<Item, Result>(
  queries: Transaction,
  items: readonly Item[],
  work: (queries: Transaction, items: readonly Item[]) => Promise<Result>,
  waits: { left: number } = { left: WAITS },
): Promise<Written<Item, Result>> {
  try {
    return { results: [await queries.attempt(() => work(queries, items))], refused: [] };
  } catch (error) {
    if (!isRefusal(error) || (error.sqlState === LOCKED && waits.left-- === 0)) throw error;
    if (items.length === 1) return { results: [], refused: items.map((item) => ({ item, error })) };
  }
  const middle = Math.ceil(items.length / 2);
  const first = await inParts(queries, items.slice(0, middle), work, waits);
  const second = await inParts(queries, items.slice(middle), work, waits);
  return { results: [...first.results, ...second.results], refused: [...first.refused, ...second.refused] };
}
