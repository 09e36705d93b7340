/**
 * The scheduling core for JavaScript: load the module, marshal, handles, errors. This file is what all
 * runtimes have in common; `node.ts`, `browser.ts` and `deno.js` add how each gets at the module. This
 * room knows no SQL, no files (but for Node's entry, which reads its own module) and no DOM.
 */
export type * from "../model/index.js";
export {
  formatProcSet,
  INPUT_CODES,
  InputError,
  LIMITS,
  parseProcSet,
  procSetSize,
  RedoxError,
  ranksOf,
} from "../model/index.js";
export {
  type Awaitable,
  type CycleFunctions,
  type CycleResult,
  MemoryPlatform,
  type MemoryPlatformOptions,
  type PlacedJob,
  type Platform,
  type QuotaSource,
  RedoxPlatform,
  RedoxSlotSets,
  type RoundContext,
  type TreatedReservation,
} from "./cycle/index.js";
export { Engine, type EngineOptions } from "./engine.js";
export {
  EngineCrashedError,
  EngineLoadError,
  type HandleCode,
  HandleError,
  InternalError,
  ReentrancyError,
} from "./errors.js";
export type { Facade } from "./facade.js";
export {
  type AssignHook,
  type AssignInput,
  type FindHook,
  type FindInput,
  type HookAccounting,
  type HookArguments,
  type HookAssignment,
  type HookConfig,
  type HookConsumption,
  type HookDependency,
  HookError,
  type HookGroup,
  type HookInput,
  type HookJob,
  type HookMoldable,
  type HookPriority,
  type HookResources,
  type HookSlot,
  type SiteHooks,
  type SortHook,
  type SortInput,
} from "./hooks/index.js";
export type { Logger } from "./logger.js";
export { Schedule } from "./schedule.js";
