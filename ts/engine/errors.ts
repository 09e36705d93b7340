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

const HANDLE_FAULTS = {
  handle_disposed: "this handle was disposed of",
  wrong_engine: "this handle belongs to another engine or another platform, or is none",
  handle_busy: "this handle is in use by another call that has not ended yet",
  stale: "what was decided in these slot sets was not kept: build them anew",
};

/**
 * Codes of a handle that is used in a way it does not allow.
 *
 * - `handle_disposed`: it was disposed of.
 * - `wrong_engine`: slot sets of another engine, or not built from the platform that they are used with; or an object
 *   that no function of this package made.
 * - `handle_busy`: another call on the slot sets has not ended yet.
 * - `stale`: a decision in the slot sets was not kept, since saving it failed, or deciding did. `cause` says why.
 */
export type HandleCode = keyof typeof HANDLE_FAULTS;

/** A handle was used in a way it does not allow. */
export class HandleError extends RedoxError {
  override readonly name = "HandleError";
  readonly code: HandleCode;

  /** @param options `cause`: what made slot sets stale */
  constructor(code: HandleCode, options?: { cause: unknown }) {
    super(HANDLE_FAULTS[code], options);
    this.code = code;
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
