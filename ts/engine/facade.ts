/** The functions of the package, made for a runtime that knows how to get at the module. */
import type { Scenario } from "../model/index.js";
import type { CycleFunctions } from "./cycle/index.js";
import { Engine, type EngineOptions } from "./engine.js";
import { type ModuleSource, open } from "./instance.js";
import type { Schedule } from "./schedule.js";

/**
 * What the entry of each runtime exports. The five functions of {@link CycleFunctions} work with an engine of their
 * own, which the first call makes, and the first one after a crash of the module makes anew.
 */
export interface Facade extends CycleFunctions {
  /**
   * Makes an engine. The module is loaded by the first call; when that fails, the next call tries
   * again.
   *
   * @throws InputError a hook is no function
   * @throws EngineLoadError the module could not be loaded
   */
  createEngine(options?: EngineOptions): Promise<Engine>;
  /**
   * Decides one scheduling round with an engine of its own.
   *
   * @throws InputError, EngineLoadError, EngineCrashedError, ReentrancyError as `createEngine` and `Engine.scheduleScenario`
   */
  scheduleScenario(scenario: Scenario, options?: EngineOptions): Promise<Schedule>;
}

/** Binds the functions of the package to a source of the module. */
export function facade(source: ModuleSource): Facade {
  async function createEngine(options: EngineOptions = {}): Promise<Engine> {
    return new Engine(await open(source), options);
  }
  async function scheduleScenario(scenario: Scenario, options?: EngineOptions): Promise<Schedule> {
    const engine = await createEngine(options);
    try {
      return engine.scheduleScenario(scenario);
    } finally {
      engine.dispose();
    }
  }
  let shared: Promise<Engine> | null = null;
  /** The engine of the five functions. */
  async function engineOfCycles(): Promise<Engine> {
    shared ??= createEngine();
    const attempt = shared;
    const engine = await attempt.catch((error: unknown) => {
      if (shared === attempt) shared = null;
      throw error;
    });
    if (!engine.crashed) return engine;
    if (shared === attempt) shared = null;
    return engineOfCycles();
  }
  return {
    createEngine,
    scheduleScenario,
    scheduleCycleExternal: async (...given) => (await engineOfCycles()).scheduleCycleExternal(...given),
    buildRedoxPlatform: async (...given) => (await engineOfCycles()).buildRedoxPlatform(...given),
    buildRedoxSlotSets: async (...given) => (await engineOfCycles()).buildRedoxSlotSets(...given),
    scheduleCycleInternal: async (...given) => (await engineOfCycles()).scheduleCycleInternal(...given),
    checkReservationJobs: async (...given) => (await engineOfCycles()).checkReservationJobs(...given),
  };
}
