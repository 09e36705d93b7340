/**
 * One round in internal mode, by the functions that a runtime's entry exports.
 * Plain JavaScript, because Node 20, Deno and a browser run this very file.
 */

/** @typedef {import("../../dist/engine/node.js").CycleFunctions} Functions */
/** @typedef {Functions & Pick<typeof import("../../dist/engine/node.js"), "MemoryPlatform" | "scheduleScenario">} Redox */

const now = 1_700_000_000;
const cores = ["0", "1", "2", "3"];

/**
 * @param {number} id
 * @param {string} queue
 * @param {number} count
 * @param {Partial<import("../../ts/model/index.js").Job>} [more]
 * @returns {import("../../ts/model/index.js").Job}
 */
const job = (id, queue, count, more = {}) => ({
  id,
  queue,
  moldables: [{ id, walltime: 600, requests: [{ filter: "0-3", levels: [["core", count]] }] }],
  ...more,
});

/** @type {import("../../ts/model/index.js").Scenario} */
const SCENARIO = {
  scenario: 1,
  now,
  resources: { default: "0-3", hierarchy: { core: cores } },
  queues: [["admin"], ["default", "short"], ["besteffort"]],
  jobs: [
    job(1, "admin", 3, { types: ["container=box"] }),
    job(2, "default", 2, { types: ["inner=box"] }),
    job(3, "short", 2),
    job(4, "short", 1, { dependencies: [{ job: 3, state: "Waiting" }] }),
    job(5, "default", 2, { reservation: now + 900 }),
    job(6, "besteffort", 4, { types: ["besteffort"] }),
    job(7, "besteffort", 5, { types: ["besteffort"] }),
    {
      id: 8,
      queue: "besteffort",
      types: ["besteffort"],
      assignment: { begin: now - 60, end: now + 5000, resources: "3" },
    },
  ],
};

/**
 * What the functions decide of a scenario, step by step, and what the whole round decides of it.
 * @param {Redox} redox
 */
export async function internalMode(redox) {
  const platform = new redox.MemoryPlatform(SCENARIO);
  const redoxPlatform = await redox.buildRedoxPlatform(null, {}, platform, now, platform.fetchScheduledJobs());
  const slotSets = await redox.buildRedoxSlotSets(redoxPlatform);
  const steps = { name: "", assignments: {}, reasons: {}, reservations: {} };
  for (const group of SCENARIO.queues) {
    const decided = [await redox.scheduleCycleInternal(redoxPlatform, slotSets, group)];
    for (const queue of group) decided.push(await redox.checkReservationJobs(redoxPlatform, slotSets, queue));
    for (const { schedule } of decided) {
      Object.assign(steps.assignments, schedule.assignments);
      Object.assign(steps.reasons, schedule.reasons);
      Object.assign(steps.reservations, schedule.reservations);
    }
  }
  slotSets.dispose();
  const { name, assignments, reasons, reservations } = await redox.scheduleScenario(SCENARIO);
  return { steps, whole: { name, assignments, reasons, reservations } };
}
