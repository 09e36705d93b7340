/** Works out many filters without one of them spoiling the others, or taking all the time. */
import { DatabaseError, type Transaction } from "../session/index.js";
import type { Composed } from "./compose.js";
import { FilterError } from "./error.js";

/** How long filters may take, in seconds. */
export interface Effort {
  /** For all of them. */
  readonly together: number;
  /** For each. Some at once may take more. */
  readonly alone: number;
}

/** Why a task has no result. */
export class Failure {
  readonly error: FilterError;
  /** Whether every statement with it fails: it is not a matter of what is worked out first. */
  readonly certain: boolean;

  constructor(error: FilterError, certain: boolean) {
    this.error = error;
    this.certain = certain;
  }
}

/** Runs tasks in batches, each a statement. */
export class Attempts {
  readonly #queries: Transaction;
  readonly #effort: Effort;
  /** Seconds by which a batch may take longer for each of its tasks. */
  readonly #each: number;
  #spent = 0;
  #limit = "";

  private constructor(queries: Transaction, effort: Effort, resources: number) {
    this.#queries = queries;
    this.#effort = effort;
    this.#each = 0.005 + resources * 1e-6;
  }

  /**
   * Calls `work` with something that runs tasks, and sets the server as these need it: statements end at a limit of
   * time, and are not compiled, which takes seconds for those that are long. What was set before holds afterwards.
   */
  static async during<Result>(
    queries: Transaction,
    effort: Effort,
    resources: number,
    work: (attempts: Attempts) => Promise<Result>,
  ): Promise<Result> {
    const former = await queries.run(
      `SELECT name, setting, set_config(name, CASE name WHEN 'jit' THEN 'off' ELSE setting END, true) AS now
       FROM pg_settings WHERE name IN ('statement_timeout', 'jit')`,
    );
    const result = await work(new Attempts(queries, effort, resources));
    await queries.run(
      "SELECT set_config(name, setting, true) FROM jsonb_to_recordset($1::jsonb) AS former(name text, setting text)",
      [JSON.stringify(former)],
    );
    return result;
  }

  /**
   * Runs tasks. What PostgreSQL does not understand it names; what else makes a batch fail, or takes too long, is found
   * by halving it, after all other batches.
   *
   * @throws DatabaseError the session is over
   */
  async run<Task, Result>(
    batches: readonly (readonly Task[])[],
    compose: (tasks: readonly Task[]) => Composed<Result>,
  ): Promise<Map<Task, Result | Failure>> {
    const outcomes = new Map<Task, Result | Failure>();
    const queue = batches.map((batch) => [...batch]);
    for (let tasks = queue.shift(); tasks !== undefined; tasks = queue.shift()) {
      const composed = compose(tasks);
      try {
        const results = await this.#timed(tasks.length, composed);
        for (const [index, task] of tasks.entries()) outcomes.set(task, results[index] as Result);
      } catch (error) {
        const failure = failureOf(error);
        const culprit = failure.certain ? culpritOf(error as DatabaseError, composed) : 0;
        if (failure.certain || tasks.length === 1) {
          for (const task of tasks.splice(culprit, 1)) outcomes.set(task, failure);
        }
        const half = (tasks.length + 1) >> 1;
        queue.push(...[tasks.slice(0, half), tasks.slice(half)].filter((some) => some.length > 0));
      }
    }
    return outcomes;
  }

  async #timed<Result>(tasks: number, composed: Composed<Result>): Promise<Result[]> {
    const { together, alone } = this.#effort;
    const left = together - this.#spent;
    if (left <= 0) {
      throw new FilterError("too_costly", `all filters together took longer than ${together} s, and it is left over`);
    }
    const seconds = Math.min(left, alone + (tasks - 1) * this.#each);
    const begin = performance.now();
    try {
      const limit = String(Math.ceil(seconds * 1000));
      if (limit !== this.#limit) await this.#queries.run("SELECT set_config('statement_timeout', $1, true)", [limit]);
      this.#limit = limit;
      const rows = await this.#queries.attempt(() => this.#queries.run(composed.text, composed.parameters));
      return composed.results(rows);
    } finally {
      this.#spent += (performance.now() - begin) / 1000;
    }
  }
}

/** @throws what is no failure of a task */
function failureOf(error: unknown): Failure {
  if (error instanceof FilterError) return new Failure(error, false);
  if (!(error instanceof DatabaseError)) throw error;
  if (error.code === "statement_failed") {
    return new Failure(
      new FilterError("not_evaluable", error.message),
      error.position !== null || error.parameter !== null,
    );
  }
  // Without a state it was not the server that ended it, and the session is over.
  if (error.code !== "deadline" || error.sqlState === null) throw error;
  return new Failure(new FilterError("too_costly", "the database took too long to work it out"), false);
}

/** The task that the server did not understand. */
function culpritOf({ position, parameter }: DatabaseError, { text, starts, before }: Composed<unknown>): number {
  if (position === null) return before.findLastIndex((number) => number < (parameter as number));
  // Positions count characters, of which some are two units here.
  const unit = [...text].slice(0, position).join("").length;
  return Math.max(
    0,
    starts.findLastIndex((start) => start < unit),
  );
}
