/** Prints how many milliseconds Node takes to import the empty module and have it ready. */
const start = performance.now();
const { readFile } = await import("node:fs/promises");
const { initSync, nothing } = await import("../../fixtures/empty-module/pkg/empty_module.js");
const bytes = await readFile(new URL("../../fixtures/empty-module/pkg/empty_module_bg.wasm", import.meta.url));
initSync({ module: await WebAssembly.compile(bytes) });
nothing();
console.log(performance.now() - start);
