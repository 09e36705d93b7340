/** The list of mutants keeps up with the code: each of them still applies. */
import { describe, expect, test } from "vitest";
import { readRepositoryFile } from "../support/repository.js";
import { MUTANTS } from "./list/index.js";
import { AREAS, applyMutant, type Mutant } from "./mutant.js";

const MUTANT: Mutant = {
  id: "x",
  area: "search",
  rule: "R1.1",
  file: "core-rs/src/x.rs",
  find: "<",
  replace: "<=",
  wrong: "One too many.",
};

describe("a mutant", () => {
  test("changes one place", () => {
    expect(applyMutant("a < b", MUTANT)).toBe("a <= b");
    // Nothing in it has a meaning of its own.
    expect(applyMutant("a < b", { ...MUTANT, replace: "$&" })).toBe("a $& b");
  });

  test.each([
    ["a > b", "x: what it replaces stands 0 times in core-rs/src/x.rs, not once"],
    ["a < b < c", "x: what it replaces stands 2 times in core-rs/src/x.rs, not once"],
  ])("has to find it: %s", (text, message) => {
    expect(() => applyMutant(text, MUTANT)).toThrow(message);
  });
});

describe("the list of mutants", () => {
  test.each(MUTANTS.map((mutant) => [mutant.id, mutant] as const))("%s applies", (_, mutant) => {
    const text = readRepositoryFile(mutant.file);
    expect(applyMutant(text, mutant)).not.toBe(text);
    expect(mutant.rule).toMatch(/^R\d+\.\d+$/);
    expect(mutant.wrong).toMatch(/^[A-Z].*\.$/);
    // Of the core all tests are run, of the facade those that are named.
    expect(mutant.file).toMatch(mutant.tests === undefined ? /^core-rs\/src\/.*\.rs$/ : /^ts\/.*\.ts$/);
    for (const file of mutant.tests ?? []) expect(readRepositoryFile(file)).not.toBe("");
  });

  test("names each mutant once, in every area, and breaks many rules", () => {
    expect(new Set(MUTANTS.map(({ id }) => id)).size).toBe(MUTANTS.length);
    expect(new Set(MUTANTS.map(({ area }) => area))).toEqual(new Set(AREAS));
    expect(new Set(MUTANTS.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(20);
  });
});
