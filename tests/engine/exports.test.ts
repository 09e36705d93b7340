/** What the package exports. A change of this list is a change of the public interface. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { withoutComments } from "../support/imports.js";
import { BUILT, REPOSITORY } from "../support/paths.js";

const VALUES = [
  "Engine",
  "EngineCrashedError",
  "EngineLoadError",
  "HandleError",
  "INPUT_CODES",
  "InputError",
  "InternalError",
  "LIMITS",
  "RedoxError",
  "Schedule",
  "createEngine",
  "describe",
  "formatPath",
  "formatProcSet",
  "parseProcSet",
  "procSetSize",
  "scheduleScenario",
];

describe("exports", () => {
  test.each(["node", "browser"])("of the entry for %s", async (runtime) => {
    const entry = await import(/* @vite-ignore */ pathToFileURL(`${BUILT}dist/engine/${runtime}.js`).href);
    expect(Object.keys(entry).sort()).toEqual(VALUES);
  });

  test("the entry for deno declares the types of the one for browsers", () => {
    const declared = readFileSync(`${REPOSITORY}ts/engine/deno.d.ts`, "utf8");
    expect(withoutComments(declared).trim()).toBe('export * from "./browser.js";');
  });
});
