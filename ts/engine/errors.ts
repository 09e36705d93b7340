/** What can go wrong with the engine itself, and how the module's faults become error classes. */
import { InputError, LIMITS, RedoxError } from "../model/index.js";
import { tooManyHolders } from "./encode/index.js";

/** The module could not be loaded; the next call tries again. `cause` says why. */
export class EngineLoadError extends RedoxError {
  override readonly name = "EngineLoadError";
  readonly code = "engine_load_failed";

  constructor(cause: unknown) {
    super("the scheduling core could not be loaded", { cause });
  }
}

/**
 * The module crashed (a panic, a stack overflow, exhausted memory). Every engine made before the crash
 * throws this one from then on; the next `createEngine` works. `cause` is what left the module.
 */
export class EngineCrashedError extends RedoxError {
  override readonly name = "EngineCrashedError";
  readonly code = "engine_crashed";

  constructor(cause: unknown) {
    const why = cause instanceof Error ? `: ${cause.message}` : "";
    super(`the scheduling core crashed${why}`, { cause });
  }
}

/** A handle was used after it was disposed of. */
export class HandleError extends RedoxError {
  override readonly name = "HandleError";
  readonly code = "handle_disposed";

  constructor() {
    super("this handle was disposed of");
  }
}

/**
 * A hook called an engine. All engines of a process share one instance of the module, and it is in the middle of
 * the round for which the hook was asked. That round is not harmed.
 */
export class ReentrancyError extends RedoxError {
  override readonly name = "ReentrancyError";
  readonly code = "reentrancy";

  constructor() {
    super("a hook cannot call an engine: the round for which it was asked is not over");
  }
}

/** A mistake of this package: the module refused what the facade prepared. Please report it. */
export class InternalError extends RedoxError {
  override readonly name = "InternalError";
  readonly code = "internal";
}

/** What the module throws on purpose. */
export interface Fault {
  code: FaultCode;
  message: string;
}

const FAULTS = {
  bad_columns: (fault: Fault) => new InternalError(fault.message),
  too_many_holders: (fault: Fault): InputError => tooManyHolders(fault.message),
  schedule_too_large: (fault: Fault): InputError =>
    new InputError("too_large", ["jobs"], `a schedule of at most ${LIMITS.intervals} intervals`, fault.message),
};

/** Codes of the module's faults; each has a class. */
export type FaultCode = keyof typeof FAULTS;

/** The codes that {@link errorOf} knows, for the test that they are the module's. */
export const FAULT_CODES: readonly string[] = Object.keys(FAULTS);

/** Whether a thrown value is a fault: a plain object with a known code. Everything else is a crash. */
export function isFault(thrown: unknown): thrown is Fault {
  if (typeof thrown !== "object" || thrown === null || thrown instanceof Error) return false;
  return Object.hasOwn(FAULTS, String((thrown as { code?: unknown }).code));
}

/** The error that a fault is for the caller. */
export function errorOf(fault: Fault): RedoxError {
  return FAULTS[fault.code](fault);
}
