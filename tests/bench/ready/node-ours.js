/** Prints how many milliseconds Node takes to import the package and have an engine. */
const start = performance.now();
const { createEngine } = await import("../../../dist/engine/node.js");
const engine = await createEngine();
console.log(performance.now() - start);
engine.dispose();
