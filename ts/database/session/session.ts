/** A session: statements one after the other, snapshots to read from, transactions to write in. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Connection, DriverRows, Parameter, Row } from "./connection.js";
import { DatabaseError, endsSession } from "./errors.js";
import { builder, type Run, type Tables, unwrapped } from "./queries.js";
import { namedRows } from "./values.js";

/** The session in whose transaction the running code is. */
const inside = new AsyncLocalStorage<Session>();

/** What can run statements. */
export class Queries {
  /** Drizzle's builder, for OAR's tables. */
  readonly tables: Tables;
  protected readonly send: Run;

  constructor(run: Run) {
    this.send = run;
    this.tables = builder(run);
  }

  /**
   * Runs one statement, with `$1`, `$2`… for its parameters.
   *
   * @throws DatabaseError
   */
  async run(text: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return namedRows(await this.send(text, parameters));
  }
}

/** A transaction that is under way. */
export class Transaction extends Queries {
  #savepoints = 0;

  /**
   * Does what may fail without the transaction failing: if `work` throws, what it has done is undone, and the error
   * is thrown on.
   */
  async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    const name = `attempt_${++this.#savepoints}`;
    await this.run(`SAVEPOINT ${name}`);
    try {
      const result = await work();
      await this.run(`RELEASE SAVEPOINT ${name}`);
      return result;
    } catch (thrown) {
      const error = unwrapped(thrown);
      if (!(error instanceof DatabaseError && endsSession(error))) await this.run(`ROLLBACK TO SAVEPOINT ${name}`);
      throw error;
    }
  }
}

/**
 * A session is one connection for its whole life. When the connection ends, the session is over: it never connects
 * again, so that neither a transaction nor a lock that the session holds can go on elsewhere. Open a new one.
 *
 * Calls wait for each other. Inside a transaction only the transaction can be used.
 */
export class Session extends Queries {
  readonly #connection: Connection;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(connection: Connection) {
    super((text, parameters) => this.#alone(() => this.#connection.run(text, parameters)));
    this.#connection = connection;
  }

  /** Which driver it is. PGlite has one connection: a lock of the database locks nobody out. */
  get kind(): Connection["kind"] {
    return this.#connection.kind;
  }

  /**
   * Reads from one snapshot of the database: `REPEATABLE READ, READ ONLY`.
   *
   * @throws DatabaseError, and what `work` throws
   */
  snapshot<Result>(work: (queries: Transaction) => Promise<Result>): Promise<Result> {
    return this.#within("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", work);
  }

  /**
   * Writes, all or nothing: `READ COMMITTED`. If `work` throws, nothing is written.
   *
   * @throws DatabaseError, and what `work` throws. Only with `commit_unknown` it is not known what was written.
   */
  transaction<Result>(work: (queries: Transaction) => Promise<Result>): Promise<Result> {
    return this.#within("BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE", work);
  }

  /**
   * Writes from one snapshot of the database: `REPEATABLE READ`. For what is the session's own, such as temporary
   * tables: what others have written meanwhile is an error (`40001`) when it is written again.
   *
   * @throws DatabaseError, and what `work` throws
   */
  consistently<Result>(work: (queries: Transaction) => Promise<Result>): Promise<Result> {
    return this.#within("BEGIN ISOLATION LEVEL REPEATABLE READ, READ WRITE", work);
  }

  /**
   * Calls `hear` whenever somebody notifies the channel, until the session ends; between statements and transactions,
   * never inside of one. The embedded database has nobody who could notify.
   *
   * @throws DatabaseError
   */
  async listen(channel: string, hear: () => void): Promise<void> {
    await this.#alone(() => this.#connection.listen(channel, hear));
  }

  /** Ends the session now: what is under way fails, and the server rolls it back. */
  abandon(): void {
    this.#connection.destroy();
  }

  /** Ends the session after what is under way; calling it again does nothing. */
  async close(): Promise<void> {
    if (this.#closed) return;
    const last = this.#last;
    this.#closed = true;
    await last;
    await this.#connection.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #within<Result>(begin: string, work: (queries: Transaction) => Promise<Result>): Promise<Result> {
    return this.#alone(async () => {
      await this.#connection.run(begin, []);
      let open = true;
      const transaction = new Transaction(async (text, parameters) => {
        if (!open) throw new DatabaseError("closed", "the transaction is over already");
        return this.#connection.run(text, parameters);
      });
      let result: Result;
      try {
        result = await inside.run(this, () => work(transaction));
      } catch (thrown) {
        open = false;
        await this.#rollback();
        throw unwrapped(thrown);
      }
      open = false;
      await this.#commit();
      return result;
    });
  }

  async #commit(): Promise<void> {
    let answer: DriverRows;
    try {
      answer = await this.#connection.run("COMMIT", []);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code === "statement_failed") throw error;
      this.#connection.destroy();
      throw new DatabaseError("commit_unknown", `whether the transaction was committed is not known: ${error.message}`);
    }
    if (answer.command !== "COMMIT") {
      throw new DatabaseError("rolled_back", "a statement of the transaction had failed: nothing was written");
    }
  }

  /** Undoes a transaction; a connection on which that fails is ended, and the server does it. */
  async #rollback(): Promise<void> {
    try {
      await this.#connection.run("ROLLBACK", []);
    } catch {
      this.#connection.destroy();
    }
  }

  /** Runs `work` when all that was asked for earlier is done. */
  async #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new DatabaseError("closed", "the session was closed");
    if (inside.getStore() === this) {
      throw new DatabaseError("nested", "the session was used inside its own transaction");
    }
    const before = this.#last;
    const result = before.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
