/**
 * Makes slot sets, 1,000 times and then 10,000 times, and tells what is left after each: `node --expose-gc leak.js ENTRY HOW`.
 * HOW is `dispose`, or `forget`, which leaves it to the garbage collector. Plain JavaScript, because Node runs this file.
 */

/** @typedef {typeof import("../../dist/engine/node.js")} Redox */

/**
 * What is taken at one moment, after the garbage was collected.
 * @typedef {object} Taken
 * @property {number} module bytes of the memory of the module
 * @property {number} references entries of the module's table of references to JavaScript
 * @property {number} heap bytes of JavaScript's heap
 */

const CYCLES = 10_000;
/** Cycles after which the collector is given the time to do its work. */
const PAUSE = 250;

const [, , entry, how] = /** @type {[string, string, string, "dispose" | "forget"]} */ (process.argv);

/** @type {WebAssembly.Instance[]} */
const instances = [];
// The package keeps the instance to itself.
WebAssembly.Instance = class extends WebAssembly.Instance {
  /** @param {ConstructorParameters<typeof WebAssembly.Instance>} given */
  constructor(...given) {
    super(...given);
    instances.push(this);
  }
};

/** @type {Redox} */
const redox = await import(entry);
const now = 1_700_000_000;
const cores = Array.from({ length: 8 }, (_, rank) => `${rank}`);
/** @type {import("../../dist/engine/node.js").Scenario} */
const scenario = {
  scenario: 1,
  now,
  resources: { default: "0-7", hierarchy: { core: cores } },
  queues: [["default"]],
  jobs: Array.from({ length: 7 }, (_, at) => ({
    id: at + 1,
    queue: "default",
    types: at === 0 ? ["container"] : [],
    ...(at === 6 ? { reservation: now + 9000 + at } : {}),
    moldables: [{ id: at + 1, walltime: 600 + at, requests: [{ filter: "0-7", levels: [["core", at + 1]] }] }],
  })),
};
const platform = new redox.MemoryPlatform(scenario, { dryRun: true });
// Two that take turns: a round that begins like the last one may need no slot sets.
const [first, second] = await Promise.all(
  [0, 60].map((pad) => redox.buildRedoxPlatform(null, { SCHEDULER_JOB_SECURITY_TIME: pad }, platform, now, [])),
);

/** @param {number} number */
async function cycle(number) {
  const redoxPlatform = number % 2 === 0 ? first : second;
  if (redoxPlatform === undefined) throw new Error("there are two");
  const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
  await redox.scheduleCycleInternal(redoxPlatform, slotSets, ["default"]);
  await redox.checkReservationJobs(redoxPlatform, slotSets, "default");
  if (how === "dispose") slotSets.dispose();
}

async function collect() {
  globalThis.gc?.();
  // What is to be done after a collection is done in a task of its own.
  await new Promise((resolve) => setImmediate(resolve));
}

/** @returns {Promise<Taken>} */
async function take() {
  for (let i = 0; i < 4; i++) await collect();
  const exports = /** @type {{ memory: WebAssembly.Memory, __wbindgen_externrefs: WebAssembly.Table }} */ (
    /** @type {unknown} */ (instances.at(-1)?.exports)
  );
  const { heapUsed } = process.memoryUsage();
  return { module: exports.memory.buffer.byteLength, references: exports.__wbindgen_externrefs.length, heap: heapUsed };
}

/** @type {Taken[]} */
const taken = [];
for (const cycles of [CYCLES / 10, CYCLES]) {
  for (let i = 1; i <= cycles; i++) {
    await cycle(i);
    if (i % PAUSE === 0) await collect();
  }
  taken.push(await take());
}
console.log(JSON.stringify({ instances: instances.length, taken }));
