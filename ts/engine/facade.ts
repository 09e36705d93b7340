/** The functions of the package, made for a runtime that knows how to get at the module. */
import type { Scenario } from "../model/index.js";
import { Engine, type EngineOptions } from "./engine.js";
import { type ModuleSource, open } from "./instance.js";
import type { Schedule } from "./schedule.js";

/** What the entry of each runtime exports. */
export interface Facade {
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
  return { createEngine, scheduleScenario };
}
