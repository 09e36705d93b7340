/**
 * The entry for Deno: imports the module as a source, which needs no permission. Written by hand,
 * since the compiler does not know this syntax.
 */
import source module from "../../pkg/oar_scheduler_redox_bg.wasm";
import { facade } from "./facade.js";

export * from "./index.js";
export const {
  createEngine,
  scheduleScenario,
  scheduleCycleExternal,
  buildRedoxPlatform,
  buildRedoxSlotSets,
  scheduleCycleInternal,
  checkReservationJobs,
} = facade(async () => module);
