/**
 * The one instance of the module that all engines share: loading it once, calling it, and what
 * happens when it crashes.
 */
import { drill, explain, initSync, reasonCodes, reinitialise, schedule } from "../../pkg/oar_scheduler_redox.js";
import { EngineCrashedError, EngineLoadError, errorOf, isFault, ReentrancyError } from "./errors.js";

/** Where the compiled module comes from; each runtime has its own way. */
export type ModuleSource = () => Promise<WebAssembly.Module>;

/** The exports of the module that engines use. Named one by one, so that a bundler drops the others. */
const core = { drill, explain, reasonCodes, schedule };
/** See {@link core}. */
export type Core = typeof core;

/** A life of the instance: from its start to its crash, if it has one. */
export interface Life {
  crash: EngineCrashedError | null;
}

let loading: Promise<void> | null = null;
let life: Life = { crash: null };
let busy = false;

/**
 * Sees to it that the module is there and alive.
 *
 * The first call loads it and later calls wait for the same load; after a failure the next call tries
 * again. After a crash this starts a fresh instance.
 *
 * @throws EngineLoadError with what `source` failed with
 */
export async function open(source: ModuleSource): Promise<Life> {
  loading ??= source().then((module) => {
    initSync({ module });
  });
  const attempt = loading;
  try {
    await attempt;
  } catch (cause) {
    // Another caller may have begun the next attempt already.
    if (loading === attempt) loading = null;
    throw new EngineLoadError(cause);
  }
  if (life.crash !== null) {
    reinitialise();
    life = { crash: null };
  }
  return life;
}

/**
 * Refuses what a hook does while the module is in the middle of a call.
 *
 * @throws ReentrancyError
 */
export function refuseReentry(): void {
  if (busy) throw new ReentrancyError();
}

/**
 * Calls the module.
 *
 * @throws ReentrancyError if the module is in the middle of a call; EngineCrashedError if the instance of that life
 *   has crashed, or does now; the error of a fault
 */
export function call<Result>(owner: Life, use: (core: Core) => Result): Result {
  refuseReentry();
  if (owner.crash !== null) throw owner.crash;
  busy = true;
  try {
    return use(core);
  } catch (thrown) {
    if (isFault(thrown)) throw errorOf(thrown);
    // Whatever else leaves the module left it in the middle of its work: its memory is not to be trusted.
    owner.crash = new EngineCrashedError(thrown);
    throw owner.crash;
  } finally {
    busy = false;
  }
}
