/** A page's turn. */
import * as redox from "../../dist/engine/browser.js";
import * as drills from "../../dist/engine/drill.js";
import { digest } from "./digest.js";
import { crashEverything } from "./traps.js";

/**
 * Schedules scenarios, one a line.
 * @param {string} lines
 */
export const schedule = (lines) => digest(redox, lines);

/** Crashes the module in every way. */
export const drill = () => crashEverything(redox, drills);

/**
 * Asks for `count` engines at the same time, and tells for each that it is there, or its error.
 * @param {number} count
 */
export function attempts(count) {
  const one = () =>
    redox.createEngine().then(
      () => "an engine",
      (error) => [error.name, error.code, error instanceof redox.RedoxError],
    );
  return Promise.all(Array.from({ length: count }, one));
}
