/** Prints how many milliseconds Deno takes to import the empty module and have it ready. */
const start = performance.now();
const { ready } = await import("./deno-empty-entry.js");
ready();
console.log(performance.now() - start);
