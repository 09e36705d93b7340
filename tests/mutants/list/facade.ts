/** Mistakes of the facade: how it reads a scenario. */
import type { Mutant } from "../mutant.js";

const CONFIG = ["ts/engine/encode/config.test.ts"];
const JOBS = ["ts/engine/encode/jobs.test.ts"];

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
    id: "group-before-the-first",
    area: "facade",
    rule: "R9.1",
    file: "ts/engine/encode/request-dictionary.ts",
    find: "if (at > 0) this.#levelEnds.push(this.#levelNames.length);",
    replace: "this.#levelEnds.push(this.#levelNames.length);",
    wrong: "The first group of a request has none of its levels.",
    tests: ["ts/engine/encode/request-dictionary.test.ts"],
  },
  {
    id: "the-same-id-twice-in-a-row",
    area: "facade",
    rule: "R4.4",
    file: "ts/engine/encode/job-columns.ts",
    find: "id > (ids[this.length - 1] as number)",
    replace: "id >= (ids[this.length - 1] as number)",
    wrong: "A job may have the id of the job before it.",
    tests: JOBS,
  },
  {
    id: "half-of-a-refused-job",
    area: "facade",
    rule: "R9.4",
    file: "ts/engine/encode/jobs.ts",
    find: "      columns.discard();",
    replace: "",
    wrong: "The moldables of a job that was refused are those of the next one too.",
    tests: JOBS,
  },
];
