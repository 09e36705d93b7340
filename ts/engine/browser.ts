/** The entry for browsers and bundlers: fetches the module from beside the code. */
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
} = facade(async () => {
  const response = await fetch(new URL("../../pkg/oar_scheduler_redox_bg.wasm", import.meta.url));
  if (!response.ok) throw new Error(`fetching the module failed with status ${response.status}`);
  // Compiling while it arrives needs the right media type, which not every server sends.
  return response.headers.get("content-type")?.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
});
