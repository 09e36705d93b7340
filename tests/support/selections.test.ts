/** The tests that run a second time on the debug build: all that let the module decide, and no others. */
import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { NOT_ON_DEBUG_BUILD, NOT_ON_LOCAL_SERVER, ON_DEBUG_BUILD } from "../../ts/build/selections.js";
import { importsOf, withoutComments } from "./imports.js";
import { REPOSITORY } from "./paths.js";
import { gitMissing, readRepositoryFile, repositoryFiles } from "./repository.js";

/** Projects of their own, see `tests/vitest.config.ts`. */
const OTHERS = ["tests/database/", "tests/package/", "tests/runtimes/"];
const PATHS = "tests/support/paths.ts";

/** Whether a file, or one that it imports, looks for the module where another one than `pkg/` may be. */
function usesModule(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file) || file === PATHS) return false;
  seen.add(file);
  const text = readRepositoryFile(file);
  if (/\bBUILT\b/.test(withoutComments(text))) return true;
  return importsOf(text)
    .filter((name) => name.startsWith("."))
    .map((name) => relative(REPOSITORY, resolve(REPOSITORY, dirname(file), name)).replace(/\.js$/, ".ts"))
    .some((name) => existsSync(REPOSITORY + name) && usesModule(name, seen));
}

const among = (file: string, list: readonly string[]): boolean => list.some((begin) => file.startsWith(begin));

test.skipIf(gitMissing !== null)(
  "each test that uses the module runs on the debug build, or it is said why not",
  () => {
    const files = repositoryFiles().filter((file) => file.endsWith(".test.ts") && !among(file, OTHERS));
    const using = files.filter((file) => usesModule(file));
    expect(using.length).toBeGreaterThan(30);
    const never = Object.keys(NOT_ON_DEBUG_BUILD);
    expect(using.filter((file) => !among(file, [...ON_DEBUG_BUILD, ...never]))).toEqual([]);
    // A name that no such file has any more is not kept.
    expect([...ON_DEBUG_BUILD, ...never].filter((begin) => !using.some((file) => file.startsWith(begin)))).toEqual([]);
  },
);

test("what tells nothing of the local server is there", () => {
  for (const file of Object.keys(NOT_ON_LOCAL_SERVER)) expect(existsSync(REPOSITORY + file), file).toBe(true);
});
