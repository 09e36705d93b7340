/** Mistakes of the facade: how it reads a scenario. */
import type { Mutant } from "../mutant.js";

const CONFIG = ["ts/engine/encode/config.test.ts"];
const VECTORS = ["tests/vectors/vectors.test.ts"];

export const FACADE: readonly Mutant[] = [
  {
    id: "pad-of-none",
    area: "facade",
    rule: "R1.3",
    file: "ts/engine/encode/config.ts",
    find: "const DEFAULT_PAD = 60;",
    replace: "const DEFAULT_PAD = 0;",
    wrong: "Without a setting there is no pad.",
    tests: CONFIG,
  },
  {
    id: "limit-as-text-ignored",
    area: "facade",
    rule: "R4.3",
    file: "ts/engine/encode/config.ts",
    find: "? Number(value) : value;",
    replace: "? undefined : value;",
    wrong: "A limit that is given as text limits nothing.",
    tests: CONFIG,
  },
  {
    id: "requests-that-differ-in-counts",
    area: "facade",
    rule: "R7.8",
    file: "ts/engine/encode/request-dictionary.ts",
    find: "if (this.#is(request, numbers)) return request;",
    replace: "return request;",
    wrong: "Requests that ask for different counts of the same levels are taken for one.",
    tests: VECTORS,
  },
];
