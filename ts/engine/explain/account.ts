/** Asking the module about one job. */
import type { Wire } from "../columns.js";
import type { HostHooks } from "../hooks/index.js";
import { call, type Life } from "../instance.js";
import { type Account, readAccount } from "./read.js";

/** A round that was decided, as it was given to the module. */
export interface Question {
  /** The whole round. */
  round: Wire;
  /**
   * When it was decided step by step: the jobs of each step, up to the one that treated the job in question. Empty: it
   * was decided in one go.
   */
  steps: readonly Wire[];
  /** For each step 1 if it treated reservations, 0 if it placed jobs. */
  reserves: Uint8Array;
  /** Answers as the hooks did when the round was decided. */
  hooks: HostHooks;
}

/**
 * Decides a round again up to one job, and tells of that job. Nothing is remembered of it.
 *
 * @param life the life of the module in which the round was decided
 * @param row the job: its place among the jobs of the last step, or of the round if there is no step
 * @throws EngineCrashedError if the module has crashed since, or does now; HandleError `engine_busy` in the middle of
 *   another call
 */
export function explainJob(life: Life, { round, steps, reserves, hooks }: Question, row: number): Account {
  return readAccount(call(life, (core) => core.explain(round, [...steps], reserves, hooks, row)));
}
