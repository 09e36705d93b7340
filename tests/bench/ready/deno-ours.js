/** Prints how many milliseconds Deno takes to import the package and have an engine. */
const start = performance.now();
const { createEngine } = await import("../../../dist/engine/deno.js");
const engine = await createEngine();
console.log(performance.now() - start);
engine.dispose();
