/** Where the groups of writes go (section 8 of the database reference). */
import { DatabaseError, type Session, type Transaction } from "../session/index.js";

/** Conflicts with other writers that may be gone the next time: serialization failure, deadlock. */
const RETRIED: ReadonlySet<string> = new Set(["40001", "40P01"]);
const ATTEMPTS = 3;

/**
 * Runs groups of writes: each is a transaction of its own, wholly there or wholly absent. All go to one session, so
 * that whoever leads by a lock of that session cannot write once the session, and with it the lock, is gone.
 */
export class Writer {
  readonly session: Session;
  readonly #check: ((queries: Transaction) => Promise<void>) | null;

  /**
   * @param check made at the beginning of each group, inside of it; what it throws undoes the group. Default: none
   */
  constructor(session: Session, check: ((queries: Transaction) => Promise<void>) | null = null) {
    this.session = session;
    this.#check = check;
  }

  /**
   * Writes a group. It is tried again when it met another writer: `work` must not change anything but the database.
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
      }
    }
  }
}
