/**
 * What all runtimes do alike: schedule every scenario, and boil the results down to one hash.
 * Plain JavaScript, because Node 20, Deno and a browser run this very file.
 */

import { decideWithHooks } from "./hooks.js";

/** @typedef {"createEngine" | "Engine" | "ranksOf" | "RedoxError"} Used */
/** @typedef {Pick<typeof import("../../dist/engine/node.js"), Used>} Redox */

/**
 * What a runtime answers.
 * @typedef {object} Digest
 * @property {string[]} exports names of what the entry exports
 * @property {number} count scenarios read
 * @property {string} hash SHA-256 of all answers
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

/**
 * The answer to one scenario: its schedule with the explanation of every job, or its error.
 * @param {InstanceType<Redox["Engine"]>} engine
 * @param {import("../../ts/model/index.js").Scenario} scenario
 */
function answer(engine, scenario) {
  try {
    const schedule = engine.scheduleScenario(scenario);
    const explanations = Object.keys(schedule.assignments).map((id) => schedule.explain(Number(id)));
    const { name, assignments, reasons, reservations } = schedule;
    return { name, assignments, reasons, reservations, explanations };
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
  const hooks = stableText(await decideWithHooks(redox));
  return { exports, hooks, count: answers.length, hash: await sha256(answers.join("\n")), answers };
}
