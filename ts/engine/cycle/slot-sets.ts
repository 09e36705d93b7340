/** Slot sets in the module, and the handle on them. */
import { packWork } from "../columns.js";
import { type EncodedWork, encodeWork } from "../encode/steps.js";
import { HandleError } from "../errors.js";
import type { HookHost } from "../hooks/index.js";
import { type Core, release } from "../instance.js";
import type { Schedule, Step } from "../schedule.js";
import type { CoreAccess } from "./core-access.js";
import { gatheredOf, type RedoxPlatform } from "./redox-platform.js";

/** Slot sets that live in the module, and what is known of them here. */
export class OpenSlotSets {
  readonly access: CoreAccess;
  readonly platform: RedoxPlatform;
  /** Ids of the jobs that hold resources: scheduled ones, and those placed since. */
  readonly held: Set<number>;
  /** What was decided in them, in order. */
  readonly steps: Step[] = [];
  /** One for all steps: what it was asked and answered it remembers, for when the round is decided again. */
  readonly #hooks: HookHost;
  readonly #inner: ReturnType<Core["SlotSets"]["open"]>;
  #disposed = false;
  #busy = false;
  #stale: { cause: unknown } | null = null;

  /**
   * Makes them (R4.1, 1 to 3).
   *
   * @throws InputError the blocks of a level overlap too much; EngineCrashedError
   */
  constructor(access: CoreAccess, platform: RedoxPlatform) {
    const { wire, beginning, settings } = gatheredOf(platform);
    this.access = access;
    this.platform = platform;
    this.held = new Set(beginning.columns.jobs.ids);
    this.#hooks = access.hooksFor(beginning.columns, settings.documents);
    this.#inner = access.call((core) => core.SlotSets.open(wire, this.#hooks));
  }

  /**
   * Reserves them for the time that `work` takes.
   *
   * @throws HandleError `handle_disposed`, `stale`, `handle_busy`; and what `work` throws
   */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#check();
    if (this.#busy) throw new HandleError("handle_busy");
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }

  /**
   * Decides a step. What fails here may have left the sets with half of a step in them: they are stale.
   *
   * @throws HandleError, InputError, EngineCrashedError
   */
  decide(work: EncodedWork, reserves: boolean): Schedule {
    // Much may have happened while the platform was asked.
    this.access.check();
    this.#check();
    const { columns, documents } = work;
    const { columns: round, quotaRules } = gatheredOf(this.platform).beginning;
    const wire = packWork(columns);
    const steps = [...this.steps, { wire, reserves }];
    const decide = () => (reserves ? this.#inner.reserve(wire) : this.#inner.place(wire));
    this.#hooks.treat(columns, documents);
    try {
      const undecided = { name: "", round, work: columns, steps, quotaRules, hooks: this.#hooks, decide };
      const schedule = this.access.decide(undecided);
      this.steps.push({ wire, reserves });
      for (const id of columns.jobs.ids) if (schedule.assignments[id]) this.held.add(id);
      return schedule;
    } catch (cause) {
      this.#stale = { cause };
      throw cause;
    }
  }

  /** Shows them the scheduled best-effort jobs, as a step of the queue `besteffort` without a waiting job does. */
  seeBestEffort(): void {
    const { settings } = gatheredOf(this.platform);
    const nothing = { settings, jobs: [], accounting: undefined, priority: undefined, held: this.held };
    this.decide(encodeWork({ ...nothing, kind: "waiting", queues: ["besteffort"] }), false);
  }

  /**
   * Saves what was decided. When that fails the sets are stale.
   *
   * @throws what `save` throws
   */
  async commit(save: () => Promise<void>): Promise<void> {
    try {
      await save();
    } catch (cause) {
      this.#stale = { cause };
      throw cause;
    }
  }

  /** Gives them back to the module. A second time does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    release(this.access.life, () => this.#inner.free());
  }

  #check(): void {
    if (this.#disposed) throw new HandleError("handle_disposed");
    if (this.#stale !== null) throw new HandleError("stale", this.#stale);
  }
}

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
