/** The entry for Node: reads its own module from disk, and nothing else. */
import { readFile } from "node:fs/promises";
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
} = facade(async () =>
  WebAssembly.compile(await readFile(new URL("../../pkg/oar_scheduler_redox_bg.wasm", import.meta.url))),
);
