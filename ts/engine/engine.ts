/** An engine: a handle on the scheduling core. */
import type { Scenario } from "../model/index.js";
import { pack } from "./columns.js";
import { bindCycles, type CoreAccess, type CycleFunctions, type Decided } from "./cycle/index.js";
import { encodeScenario } from "./encode/index.js";
import { HandleError } from "./errors.js";
import { NO_HOOKS } from "./hooks/host.js";
import { call, type Life } from "./instance.js";
import type { Logger } from "./logger.js";
import { Schedule } from "./schedule.js";

/** How an engine is made. */
export interface EngineOptions {
  /** Told what the engine does. Default: nobody. */
  logger?: Logger;
}

/**
 * A handle on the scheduling core. All engines of a process share one instance of the module; after a
 * crash of it every engine throws `EngineCrashedError`, and a new one works.
 */
export class Engine implements CycleFunctions {
  readonly #life: Life;
  readonly #logger: Logger;
  #disposed = false;

  /** See {@link CycleFunctions}; slot sets belong to the engine that made them. */
  readonly scheduleCycleExternal: CycleFunctions["scheduleCycleExternal"];
  /** See {@link CycleFunctions}. */
  readonly buildRedoxPlatform: CycleFunctions["buildRedoxPlatform"];
  /** See {@link CycleFunctions}. */
  readonly buildRedoxSlotSets: CycleFunctions["buildRedoxSlotSets"];
  /** See {@link CycleFunctions}. */
  readonly scheduleCycleInternal: CycleFunctions["scheduleCycleInternal"];
  /** See {@link CycleFunctions}. */
  readonly checkReservationJobs: CycleFunctions["checkReservationJobs"];

  /** @internal Made by `createEngine`. */
  constructor(life: Life, options: EngineOptions) {
    this.#life = life;
    this.#logger = options.logger ?? {};
    const access: CoreAccess = {
      life,
      check: () => this.#check(),
      call: (use) => this.#call(use),
      tell: (level, message, details) => this.#tell(level, message, details),
      decide: (decided) => this.#decide(decided),
    };
    const cycles = bindCycles(access);
    this.scheduleCycleExternal = cycles.scheduleCycleExternal;
    this.buildRedoxPlatform = cycles.buildRedoxPlatform;
    this.buildRedoxSlotSets = cycles.buildRedoxSlotSets;
    this.scheduleCycleInternal = cycles.scheduleCycleInternal;
    this.checkReservationJobs = cycles.checkReservationJobs;
  }

  /**
   * Decides one scheduling round.
   *
   * @throws InputError what is wrong with the scenario, and where
   * @throws EngineCrashedError the module crashed, now or before
   * @throws HandleError `handle_disposed`, `engine_busy`
   */
  scheduleScenario(scenario: Scenario): Schedule {
    this.#check();
    const { name, columns, warnings } = encodeScenario(scenario);
    for (const { message, details } of warnings) this.#tell("warn", message, details);
    const decide: Decided["decide"] = (core, hooks) => core.schedule(pack(columns), hooks);
    const schedule = this.#decide({ name, round: columns, work: columns, decide });
    this.#tell("debug", "scheduled a round", { name, jobs: columns.jobs.ids.length, now: columns.settings[0] });
    return schedule;
  }

  /**
   * Crashes the module on purpose, for testing what follows; see `drill` in `drill.ts`.
   *
   * @internal
   */
  crash(kind: number): void {
    this.#check();
    this.#call((core) => core.drill(kind));
  }

  /**
   * Whether the module has crashed since this engine was made.
   *
   * @internal
   */
  get crashed(): boolean {
    return this.#life.crash !== null;
  }

  /** Gives the handle back, but not the slot sets made with it. A second time does nothing. */
  dispose(): void {
    this.#disposed = true;
  }

  /** The same as `dispose`, for `using`; there where the runtime knows `Symbol.dispose`. */
  declare [Symbol.dispose]: () => void;

  static {
    if (Symbol.dispose) Engine.prototype[Symbol.dispose] = Engine.prototype.dispose;
  }

  /** What a logger throws is its own affair: it changes neither a schedule nor an error. */
  #tell(level: keyof Logger, message: string, details: Readonly<Record<string, unknown>>): void {
    try {
      this.#logger[level]?.(message, details);
    } catch {}
  }

  #decide({ name, work, decide }: Decided): Schedule {
    const decisions = this.#call((core) => decide(core, NO_HOOKS));
    const codes = this.#call((core) => core.reasonCodes());
    return new Schedule(name, work.jobs, decisions, codes);
  }

  #check(): void {
    if (this.#disposed) throw new HandleError("handle_disposed");
    if (this.#life.crash !== null) throw this.#life.crash;
  }

  #call<Result>(use: Parameters<typeof call<Result>>[1]): Result {
    try {
      return call(this.#life, use);
    } catch (error) {
      if (error === this.#life.crash) this.#tell("error", "the scheduling core crashed", { error });
      throw error;
    }
  }
}
