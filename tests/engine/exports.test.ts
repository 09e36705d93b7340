/**
 * What the package exports. A change of this list is a change of the public interface. That Deno's
 * entry exports the same is tested in Deno, and that the types are the same by the compiler.
 */
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { BUILT } from "../support/paths.js";

const VALUES = [
  "Engine",
  "EngineCrashedError",
  "EngineLoadError",
  "HandleError",
  "HookError",
  "INPUT_CODES",
  "InputError",
  "InternalError",
  "LIMITS",
  "RedoxError",
  "ReentrancyError",
  "Schedule",
  "createEngine",
  "formatProcSet",
  "parseProcSet",
  "procSetSize",
  "ranksOf",
  "scheduleScenario",
];

describe("exports", () => {
  test.each(["node", "browser"])("of the entry for %s", async (runtime) => {
    const entry = await import(/* @vite-ignore */ pathToFileURL(`${BUILT}dist/engine/${runtime}.js`).href);
    expect(Object.keys(entry).sort()).toEqual(VALUES);
  });
});
