/** The measurements in a page; see `../ready.ts`. */

/** Milliseconds to import the package and have an engine. */
export async function ours() {
  const start = performance.now();
  const { createEngine } = await import("../../../dist/engine/browser.js");
  const engine = await createEngine();
  const time = performance.now() - start;
  engine.dispose();
  return time;
}

/** Milliseconds to import the empty module and have it ready. */
export async function empty() {
  const start = performance.now();
  const { default: initialise, nothing } = await import("../../fixtures/empty-module/pkg/empty_module.js");
  await initialise();
  nothing();
  return performance.now() - start;
}
