/** What the five functions need of the engine that they belong to. */
import type { DecisionColumns, RoundColumns } from "../columns.js";
import type { SortingDocuments } from "../encode/index.js";
import type { HookHost } from "../hooks/index.js";
import type { Core, call, Life } from "../instance.js";
import type { Logger } from "../logger.js";
import type { Decided, Schedule } from "../schedule.js";
import type { RoundRecord } from "./round-record.js";

/** What is to be decided. */
export interface Undecided extends Pick<Decided, "name" | "round" | "work" | "steps" | "quotaRules"> {
  /** The hooks for the jobs of `work`. */
  hooks: HookHost;
  /** Calls the module. */
  decide(core: Core): DecisionColumns;
}

/** An engine, from inside. Two are the same engine when they are the same object. */
export interface CoreAccess {
  /** The life of the module that the engine belongs to. */
  readonly life: Life;
  /** The last round that was decided step by step; `null`: there was none, or hooks were asked. */
  lastRound: RoundRecord | null;
  /**
   * @throws HandleError `handle_disposed`; EngineCrashedError the module crashed before; ReentrancyError called by a
   *   hook
   */
  check(): void;
  /** Calls the module; what it throws is an error of the package. */
  call<Result>(use: Parameters<typeof call<Result>>[1]): Result;
  /** Tells the logger. */
  tell(level: keyof Logger, message: string, details: Readonly<Record<string, unknown>>): void;
  /** The engine's hooks, for the jobs of a round or of its beginning. */
  hooksFor(round: RoundColumns, documents: SortingDocuments): HookHost;
  /** Warns when there is no hook for an order that a hook makes. */
  warnOfOrder(isCustom: boolean): void;
  /** Decides, and makes the schedule of it. */
  decide(undecided: Undecided): Schedule;
}
