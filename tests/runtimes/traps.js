/**
 * Crashes the module on purpose, in every way and twice in a row each, and tells what came of it.
 * Plain JavaScript, because Node 20, Deno and a browser run this very file.
 */

/** @typedef {"createEngine" | "EngineCrashedError" | "RedoxError" | "scheduleScenario"} Used */
/** @typedef {Pick<typeof import("../../dist/engine/node.js"), Used>} Redox */
/** @typedef {typeof import("../../dist/engine/drill.js")} Drills */
/** @typedef {import("../../ts/model/index.js").Scenario} Scenario */

/**
 * What one crash looked like.
 * @typedef {object} Crash
 * @property {string} kind which drill
 * @property {string} thrown name of the error of the engine that crashed
 * @property {boolean} typed whether that error is an EngineCrashedError and a RedoxError
 * @property {boolean} caused whether it has a cause with a message
 * @property {string} cause message of the cause
 * @property {string} afterwards name of the error of the same engine on its next call
 * @property {string} bystander name of the error of another engine that was open meanwhile
 * @property {boolean} recovered whether the next engine gives the schedule it gave before the crash
 */

export const KINDS = /** @type {const} */ (["panic", "stack", "memory"]);

/** @type {Scenario} */
export const SMALL = {
  scenario: 1,
  name: "small",
  now: 1_700_000_000,
  resources: { default: "0-3", hierarchy: { resource_id: ["0", "1", "2", "3"] } },
  queues: [["default"]],
  jobs: [1, 2, 3].map((id) => ({
    id,
    queue: "default",
    moldables: [{ id: 10 * id, walltime: 600, requests: [{ filter: "0-3", levels: [["resource_id", 2]] }] }],
  })),
};

/**
 * Calls `work` and returns what it throws.
 * @param {() => unknown} work
 */
function thrownBy(work) {
  try {
    work();
  } catch (error) {
    return /** @type {Error} */ (error);
  }
  return new Error("nothing was thrown");
}

/**
 * @param {Redox} redox
 * @param {Drills} drills
 * @returns {Promise<Crash[]>}
 */
export async function crashEverything(redox, drills) {
  const before = JSON.stringify(await redox.scheduleScenario(SMALL));
  const crashes = [];
  for (const kind of KINDS.flatMap((each) => [each, each])) {
    const engine = await redox.createEngine();
    const bystander = await redox.createEngine();
    const thrown = thrownBy(() => drills.drill(engine, kind));
    const afterwards = thrownBy(() => engine.scheduleScenario(SMALL));
    const other = thrownBy(() => bystander.scheduleScenario(SMALL));
    const cause = /** @type {{ message?: unknown } | undefined} */ (thrown.cause)?.message;
    const next = await redox.createEngine();
    crashes.push({
      kind,
      thrown: thrown.name,
      typed: thrown instanceof redox.EngineCrashedError && thrown instanceof redox.RedoxError,
      caused: typeof cause === "string" && cause !== "",
      cause: String(cause),
      afterwards: afterwards.name,
      bystander: other.name,
      recovered: JSON.stringify(next.scheduleScenario(SMALL)) === before,
    });
    // What has crashed can still be disposed of, and that does no harm to the others.
    engine.dispose();
    bystander.dispose();
    next.dispose();
  }
  return crashes;
}
