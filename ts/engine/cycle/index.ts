/**
 * The five functions by which a meta-scheduler decides a round, over a platform that says where the data is:
 * `functions` promises, `cycles` does, by `gather`, deciding in `open-slot-sets` unless `round-record` knows the answer,
 * and `commit`; `platform` is what a caller implements, `memory-platform` an example of it; `redox-platform` and
 * `slot-sets` are the two handles.
 */
export type { CoreAccess, Undecided } from "./core-access.js";
export { bindCycles } from "./cycles.js";
export type { CycleFunctions, CycleResult } from "./functions.js";
export { MemoryPlatform, type MemoryPlatformOptions } from "./memory-platform.js";
export type {
  Awaitable,
  PlacedJob,
  Platform,
  QuotaSource,
  RoundContext,
  TreatedReservation,
} from "./platform.js";
export { RedoxPlatform } from "./redox-platform.js";
export { RedoxSlotSets } from "./slot-sets.js";
