/** The handle on the slot sets of a round. */
import { HandleError } from "../errors.js";
import type { CoreAccess } from "./core-access.js";
import type { OpenSlotSets } from "./open-slot-sets.js";
import type { RedoxPlatform } from "./redox-platform.js";

let privatesOf: (value: RedoxSlotSets) => OpenSlotSets | null;

/**
 * A handle on the slot sets of a round, which live in the module from call to call: what was placed in one call is in
 * the way of the next. It belongs to the engine, and to the `RedoxPlatform`, that it was built with.
 *
 * Give it back with `dispose` or `using`; its engine stays as it is, and so do results. Whoever forgets leaves it to
 * the garbage collector, which sees of a handle only a few bytes, and of the memory behind it nothing.
 */
export class RedoxSlotSets {
  readonly #open: OpenSlotSets;

  /** @internal Made by `buildRedoxSlotSets`. */
  constructor(open: OpenSlotSets) {
    this.#open = open;
  }

  /**
   * Gives the handle back. A second time does nothing. A function that is using it and has not decided yet rejects
   * with `handle_disposed`; one that is saving goes on.
   */
  dispose(): void {
    this.#open.dispose();
  }

  /** The same as `dispose`, for `using`; there where the runtime knows `Symbol.dispose`. */
  declare [Symbol.dispose]: () => void;

  static {
    privatesOf = (value) => (#open in value ? value.#open : null);
    if (Symbol.dispose) RedoxSlotSets.prototype[Symbol.dispose] = RedoxSlotSets.prototype.dispose;
  }
}

/**
 * What is behind a handle, for the engine and the platform that it belongs to.
 *
 * @throws HandleError `handle_disposed` (the engine), `wrong_engine`; EngineCrashedError
 */
export function slotSetsOf(access: CoreAccess, platform: RedoxPlatform, value: RedoxSlotSets): OpenSlotSets {
  access.check();
  const open = typeof value === "object" && value !== null ? privatesOf(value) : null;
  if (open?.access.life.crash) throw open.access.life.crash;
  if (open === null || open.access !== access || open.platform !== platform) throw new HandleError("wrong_engine");
  return open;
}
