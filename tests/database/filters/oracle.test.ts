/** What is accepted, and what it means: PostgreSQL's own parser knows. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { FilterError, parseFilter } from "../../../ts/database/index.js";
import { DEEP } from "../../support/paths.js";
import { oracle, plain } from "./oracle.js";
import { site } from "./site.js";
import { filterText, mutatedText, NUMBERS, noisyText, TEXTS } from "./texts.js";

const COLUMNS = new Set<string>([...NUMBERS, ...TEXTS]);
const runs = { numRuns: DEEP ? 200_000 : 3_000 };
const timeout = DEEP ? 1_200_000 : 60_000;

/** Our tree in plain words; `null`: refused. */
function ours(text: string, columns: ReadonlySet<string> = COLUMNS): ReturnType<typeof oracle> {
  try {
    const filter = parseFilter(text, columns);
    return filter === null ? null : plain(filter.condition);
  } catch (error) {
    if (error instanceof FilterError) return null;
    throw error;
  }
}

test("what follows the grammar is accepted, and means what PostgreSQL means", { timeout }, () => {
  fc.assert(
    fc.property(filterText, (text) => {
      const meaning = ours(text);
      expect(meaning).not.toBeNull();
      expect(meaning).toEqual(oracle(text));
    }),
    runs,
  );
});

test("columns with any names are what PostgreSQL means by them", { timeout }, () => {
  fc.assert(
    fc.property(site, ({ columns, filters }) => {
      const names = new Set(["resource_id", ...columns.map(({ name }) => name)]);
      for (const text of filters) {
        const meaning = ours(text, names);
        expect(meaning, text).not.toBeNull();
        expect(meaning).toEqual(oracle(text));
      }
    }),
    { numRuns: runs.numRuns / 20 },
  );
});

test.each([
  ["words", noisyText],
  ["characters", mutatedText],
] as const)("what is accepted of texts with other %s means what PostgreSQL means", { timeout }, (_, texts) => {
  let accepted = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const meaning = ours(text);
      if (meaning === null) return;
      accepted++;
      expect(meaning).toEqual(oracle(text));
    }),
    runs,
  );
  expect(accepted).toBeGreaterThan(runs.numRuns / 20);
});

test.each([
  "mem %-1 = 2",
  "mem !=-1",
  "mem = 1; DELETE FROM jobs",
  "mem = 1) OR (TRUE",
  "mem = user",
  "mem IS TRUE",
  "mem = 1 IS NULL",
  "NOT mem",
  "mem",
  "TRUE = TRUE",
  "host LIKE 'x' ESCAPE '!'",
  "mem = 1 GROUP BY resource_id",
  "mem = ANY ('{1}')",
  "mem BETWEEN SYMMETRIC 1 AND 2",
])("%s is refused, and PostgreSQL understands nothing of the grammar in it", (text) => {
  expect(ours(text)).toBeNull();
  expect(oracle(text)).toBeNull();
});

test.each([
  "(mem) = 1",
  "((mem)) = 1",
  "(1) < mem",
  "(mem)",
  "NOT NOT mem = 1",
  "mem IN ((1))",
  "mem = 1 -- x",
  "host = E'x'",
  "-mem < 1",
])("%s is refused, although PostgreSQL takes it", (text) => {
  expect(ours(text)).toBeNull();
});
