/** An engine: a handle on the scheduling core. */
import type { Scenario } from "../model/index.js";
import { CUSTOM, FIRST_REASON, pack } from "./columns.js";
import { bindCycles, type CoreAccess, type CycleFunctions, type Undecided } from "./cycle/index.js";
import { encodeScenario } from "./encode/index.js";
import { HandleError } from "./errors.js";
import { type CheckedHooks, checkHooks, type HookFault, hookHost, messageOf, type SiteHooks } from "./hooks/index.js";
import { call, type Life, refuseReentry } from "./instance.js";
import type { Logger } from "./logger.js";
import { Schedule } from "./schedule.js";
import { readSets } from "./set-texts.js";
import { Stopwatch } from "./stopwatch.js";

/** How an engine is made. */
export interface EngineOptions {
  /** Told what the engine does. Default: nobody. */
  logger?: Logger;
  /** What the site decides itself. Default: nothing. */
  hooks?: SiteHooks;
}

const NO_SORT_HOOK = "JOB_PRIORITY is CUSTOM and there is no sort hook: the order is FIFO";

/**
 * A handle on the scheduling core. All engines of a process share one instance of the module; after a
 * crash of it every engine throws `EngineCrashedError`, and a new one works.
 */
export class Engine implements CycleFunctions {
  readonly #life: Life;
  readonly #logger: Logger;
  readonly #hooks: CheckedHooks;
  #disposed = false;
  /** Made when it is first needed, as are the five functions: being ready must be quick. */
  #madeAccess: CoreAccess | null = null;
  #cycles: CycleFunctions | null = null;

  /**
   * @internal Made by `createEngine`.
   * @throws InputError as {@link checkHooks}
   */
  constructor(life: Life, options: EngineOptions) {
    this.#life = life;
    this.#logger = options.logger ?? {};
    this.#hooks = checkHooks(options.hooks);
  }

  /**
   * Decides one scheduling round.
   *
   * @throws InputError what is wrong with the scenario, and where
   * @throws EngineCrashedError the module crashed, now or before
   * @throws HandleError this engine was disposed of
   * @throws ReentrancyError called by a hook
   */
  scheduleScenario(scenario: Scenario): Schedule {
    this.#check();
    const stopwatch = new Stopwatch();
    const { name, columns, documents, quotaRules, warnings } = encodeScenario(scenario);
    for (const { message, details } of warnings) this.#tell("warn", message, details);
    this.#access.warnOfOrder(columns.ranking.numbers[0] === CUSTOM);
    const hooks = this.#access.hooksFor(columns, documents);
    const decide: Undecided["decide"] = (core) => core.schedule(pack(columns), hooks, stopwatch);
    const schedule = this.#decide({ name, round: columns, work: columns, steps: [], quotaRules, hooks, decide });
    const times = stopwatch.stop();
    this.#tell("debug", "scheduled a round", {
      name,
      jobs: columns.jobs.ids.length,
      now: columns.settings[0],
      ...times,
    });
    return schedule;
  }

  /** See {@link CycleFunctions}. */
  get scheduleCycleExternal(): CycleFunctions["scheduleCycleExternal"] {
    return this.#bound().scheduleCycleExternal;
  }

  /** See {@link CycleFunctions}. */
  get buildRedoxPlatform(): CycleFunctions["buildRedoxPlatform"] {
    return this.#bound().buildRedoxPlatform;
  }

  /** See {@link CycleFunctions}. The slot sets belong to this engine. */
  get buildRedoxSlotSets(): CycleFunctions["buildRedoxSlotSets"] {
    return this.#bound().buildRedoxSlotSets;
  }

  /** See {@link CycleFunctions}. */
  get scheduleCycleInternal(): CycleFunctions["scheduleCycleInternal"] {
    return this.#bound().scheduleCycleInternal;
  }

  /** See {@link CycleFunctions}. */
  get checkReservationJobs(): CycleFunctions["checkReservationJobs"] {
    return this.#bound().checkReservationJobs;
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
    if (this.#madeAccess !== null) this.#madeAccess.lastRound = null;
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

  #decide({ hooks, decide, ...round }: Undecided): Schedule {
    const decisions = this.#call(decide);
    const reasonCodes = this.#call((core) => core.reasonCodes());
    const hookFaults = hooks.faults(decisions, FIRST_REASON + reasonCodes.indexOf("hook_failed"));
    this.#tellFaults(hookFaults);
    const life = this.#life;
    const sets = readSets(decisions, (use) => this.#call(use));
    return new Schedule({ ...round, decisions, sets, reasonCodes, hookFaults, life, answers: hooks.answers });
  }

  get #access(): CoreAccess {
    this.#madeAccess ??= {
      life: this.#life,
      lastRound: null,
      check: () => this.#check(),
      call: (use) => this.#call(use),
      tell: (level, message, details) => this.#tell(level, message, details),
      hooksFor: (round, documents) => hookHost(this.#hooks, round, documents),
      warnOfOrder: (isCustom) => {
        if (isCustom && this.#hooks.sort === undefined) this.#tell("warn", NO_SORT_HOOK, {});
      },
      decide: (undecided) => this.#decide(undecided),
    };
    return this.#madeAccess;
  }

  #bound(): CycleFunctions {
    this.#cycles ??= bindCycles(this.#access);
    return this.#cycles;
  }

  #tellFaults(faults: readonly HookFault[]): void {
    for (const fault of faults) {
      const { code, hook, hookName, job } = fault;
      this.#tell("warn", "a hook failed", { code, hook, hookName, job, message: messageOf(fault) });
    }
  }

  #check(): void {
    refuseReentry();
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
