/**
 * Forgets slot sets, crashes the module in every way, and lets the collector find them before anybody makes a new
 * engine: `node --expose-gc forgotten.js ENTRY DRILLS`. What the collector does there nobody could catch.
 */

const [, , entry, drills] = /** @type {[string, string, string, string]} */ (process.argv);
/** @type {typeof import("../../dist/engine/node.js")} */
const redox = await import(entry);
/** @type {typeof import("../../dist/engine/drill.js")} */
const { drill } = await import(drills);
const scenario = {
  scenario: /** @type {1} */ (1),
  now: 0,
  resources: { default: "0", hierarchy: {} },
  queues: [],
  jobs: [],
};
const platform = new redox.MemoryPlatform(scenario);
const redoxPlatform = await redox.buildRedoxPlatform(null, {}, platform, 0, []);

for (const kind of /** @type {const} */ (["panic", "stack", "memory"])) {
  const engine = await redox.createEngine();
  for (let i = 0; i < 100; i++) await redox.buildRedoxSlotSets(redoxPlatform);
  try {
    drill(engine, kind);
  } catch {}
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
await redox.scheduleCycleInternal(redoxPlatform, slotSets, []);
slotSets.dispose();
console.log("alive");
