/** What the five functions need of the engine that they belong to. */
import type { DecisionColumns, RoundColumns, WorkColumns } from "../columns.js";
import type { HostHooks } from "../hooks/host.js";
import type { Core, call, Life } from "../instance.js";
import type { Logger } from "../logger.js";
import type { Schedule } from "../schedule.js";

/** What is decided in one call of the module. */
export interface Decided {
  /** Name of the schedule. */
  name: string;
  /** The round, or its beginning. */
  round: RoundColumns;
  /** The jobs that are treated: of the round, or of a step of it. */
  work: WorkColumns;
  /** Calls the module; the hooks are those for the jobs of `work`. */
  decide(core: Core, hooks: HostHooks): DecisionColumns;
}

/** An engine, from inside. Two are the same engine when they are the same object. */
export interface CoreAccess {
  /** The life of the module that the engine belongs to. */
  readonly life: Life;
  /** @throws HandleError `handle_disposed`; EngineCrashedError the module crashed before */
  check(): void;
  /** Calls the module; what it throws is an error of the package. */
  call<Result>(use: Parameters<typeof call<Result>>[1]): Result;
  /** Tells the logger. */
  tell(level: keyof Logger, message: string, details: Readonly<Record<string, unknown>>): void;
  /** Decides, and makes the schedule of it. */
  decide(decided: Decided): Schedule;
}
