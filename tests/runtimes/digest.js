/**
 * What all runtimes do alike: schedule every scenario, and boil the results down to one hash.
 * Plain JavaScript, because Node 20, Deno and a browser run this very file.
 */

import { internalMode } from "./five.js";
import { decideWithHooks } from "./hooks.js";

/** @typedef {"createEngine" | "Engine" | "ranksOf" | "RedoxError"} Used */
/** @typedef {Pick<typeof import("../../dist/engine/node.js"), Used> & import("./five.js").Redox} Redox */

/**
 * What a runtime answers.
 * @typedef {object} Digest
 * @property {string[]} exports names of what the entry exports
 * @property {number} count scenarios read
 * @property {string} hash SHA-256 of all answers
 * @property {Awaited<ReturnType<typeof internalMode>>} internal one round by the five functions
 * @property {string} hooks what came of a round with hooks, as JSON
 * @property {string[]} answers SHA-256 of each answer, to find the first that differs
 */

/**
 * JSON with the keys of every object in order, so that equal values have equal texts.
 * @param {unknown} value
 * @returns {string}
 */
export function stableText(value) {
  if (Array.isArray(value)) return `[${value.map(stableText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = /** @type {Record<string, unknown>} */ (value);
  const keys = Object.keys(fields)
    .filter((key) => fields[key] !== undefined)
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${stableText(fields[key])}`).join(",")}}`;
}

/** @param {string} text */
async function sha256(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Jobs of a scenario that are explained: for each the round is decided again. */
const EXPLAINED = 10;

/**
 * The answer to one scenario: its schedule with what every job waited for, its karma and the explanation of some, or its error.
 * @param {InstanceType<Redox["Engine"]>} engine
 * @param {import("../../ts/model/index.js").Scenario} scenario
 */
function answer(engine, scenario) {
  try {
    const schedule = engine.scheduleScenario(scenario);
    const jobs = Object.keys(schedule.assignments).map(Number);
    const waits = jobs.map((id) => schedule.waitsFor(id));
    const karmas = jobs.map((id) => schedule.karma(id));
    const step = Math.ceil(jobs.length / EXPLAINED);
    const explanations = jobs.filter((_, index) => index % step === 0).map((id) => schedule.explain(id));
    const { name, assignments, reasons, reservations } = schedule;
    return { name, assignments, reasons, reservations, waits, karmas, explanations };
  } catch (error) {
    const { code, message } = /** @type {Error & { code?: string }} */ (error);
    return { code, message };
  }
}

/**
 * Schedules scenarios, one a line, with one engine.
 * @param {Redox} redox
 * @param {string} lines
 * @returns {Promise<Digest>}
 */
export async function digest(redox, lines) {
  const engine = await redox.createEngine();
  const answers = [];
  for (const line of lines.trimEnd().split("\n")) {
    answers.push(await sha256(stableText(answer(engine, JSON.parse(line)))));
  }
  engine.dispose();
  const exports = Object.keys(redox).sort();
  const internal = await internalMode(redox);
  const hooks = stableText(await decideWithHooks(redox));
  return { exports, hooks, count: answers.length, hash: await sha256(answers.join("\n")), internal, answers };
}
