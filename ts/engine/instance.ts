/**
 * The one instance of the module that all engines share: loading it once, calling it, and what
 * happens when it crashes.
 */
import {
  drill,
  explain,
  initSync,
  reasonCodes,
  reinitialise,
  SlotSets,
  schedule,
  setTexts,
} from "../../pkg/oar_scheduler_redox.js";
import { EngineCrashedError, EngineLoadError, errorOf, isFault, ReentrancyError } from "./errors.js";

/** Where the compiled module comes from; each runtime has its own way. */
export type ModuleSource = () => Promise<WebAssembly.Module>;

/** The exports of the module that engines use. Named one by one, so that a bundler drops the others. */
const core = { drill, explain, reasonCodes, SlotSets, schedule, setTexts };
/** See {@link core}. */
export type Core = typeof core;

/** A life of the instance: from its start to its crash, if it has one. */
export interface Life {
  crash: EngineCrashedError | null;
}

let loading: Promise<void> | null = null;
let life: Life = { crash: null };
let busy = false;
/** Whether the instance has not crashed. */
let sound = true;
/** What is given back when the call that is under way has ended. */
const released: (() => void)[] = [];

/**
 * Sees to it that the module is there and alive.
 *
 * The first call loads it and later calls wait for the same load; after a failure the next call tries
 * again. After a crash there is a fresh instance.
 *
 * @throws EngineLoadError with what `source` failed with
 */
export async function open(source: ModuleSource): Promise<Life> {
  loading ??= load(source);
  const attempt = loading;
  try {
    await attempt;
  } catch (cause) {
    // Another caller may have begun the next attempt already.
    if (loading === attempt) loading = null;
    throw new EngineLoadError(cause);
  }
  if (life.crash !== null) {
    try {
      if (!sound) renew();
    } catch (cause) {
      throw new EngineLoadError(cause);
    }
    life = { crash: null };
  }
  return life;
}

/**
 * Makes the first instance. The first time that the memory of a module grows, V8 drops all that it has compiled for
 * typed arrays, since from then on a buffer may go away: what reads a round, were it not before there is any.
 */
async function load(source: ModuleSource): Promise<void> {
  initSync({ module: await source() }).memory.grow(0);
}

/** Puts a fresh instance in the place of a crashed one. */
function renew(): void {
  reinitialise();
  // The next call of an export makes it; this one does nothing else that matters.
  reasonCodes();
  sound = true;
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
    throw crashed(owner, thrown);
  } finally {
    busy = false;
    for (const free of released.splice(0)) free();
  }
}

/**
 * Gives an object of the module back, or does nothing when the instance that it was part of has crashed: then its
 * memory is gone as a whole. While the module is at work this waits until it is not.
 */
export function release(owner: Life, free: () => void): void {
  if (owner.crash !== null) return;
  if (busy) {
    released.push(() => release(owner, free));
    return;
  }
  try {
    free();
  } catch (thrown) {
    crashed(owner, thrown);
  }
}

/**
 * Notes a crash, and leaves the instance at once: objects of it that are collected from now on must not be given
 * back to it, since freeing them there would be the next crash, with nobody to catch it.
 */
function crashed(owner: Life, cause: unknown): EngineCrashedError {
  owner.crash = new EngineCrashedError(cause);
  sound = false;
  try {
    renew();
  } catch {
    // The next `open` tries again.
  }
  return owner.crash;
}
