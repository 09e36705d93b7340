/** Which tests run a second time, where a second run can find more than the first. A test proves that no file is forgotten. */

/**
 * Tests that let the module decide: on the debug build, its assertions and overflow checks watch them. Paths from the
 * repository's top; all files that begin so.
 */
export const ON_DEBUG_BUILD: readonly string[] = [
  "tests/appendix/appendix.test.ts",
  "tests/bench/memory.test.ts",
  "tests/cycle/",
  "tests/engine/",
  "tests/explain/",
  "tests/hooks/",
  "tests/hostile/",
  "tests/reference/property.test.ts",
  "tests/vectors/",
];

/** Tests that use the module, and of which a debug build would tell nothing new; and why. */
export const NOT_ON_DEBUG_BUILD: Readonly<Record<string, string>> = {
  "tests/bench/bench.test.ts": "the bench as a program: its options, files and tables",
  "tests/bench/workloads/": "how workloads are drawn",
  "tests/cli/": "programs around rounds that other tests decide",
  "tests/cycle/leaks.test.ts": "what 20,000 handles leave behind: the same accounts, at a tenth of the speed",
};

/** Tests of the backend that tell nothing of another server than their own; and why. All others run on both. */
export const NOT_ON_LOCAL_SERVER: Readonly<Record<string, string>> = {
  "tests/database/commands/start.test.ts": "npm start is on the embedded database, whatever server there is",
  "tests/database/filters/oracle.test.ts": "PostgreSQL's parser as a library, without a server",
};
