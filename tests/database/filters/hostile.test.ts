/** Filters that were written to do harm: each is refused or worked out, and a good one beside them is as ever. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSchema, FilterError, openSession, readCatalogue, type Session } from "../../../ts/database/index.js";
import { oarDatabase } from "../databases.js";
import { selected, verbatim } from "./verbatim.js";

const chain = (n: number, part: string, between: string): string => Array(n).fill(part).join(between);
const nested = (n: number, before: string, inner: string, after: string): string =>
  before.repeat(n) + inner + after.repeat(n);
const product = chain(90, "(mem + 1e10)", " * ");

/** Texts that never come to the database. */
const REFUSED = {
  "stacked statements": "mem = 1; DROP TABLE resources; --",
  "a way out of the parentheses": "mem = 1) OR (TRUE",
  "a function": "pg_sleep(60) IS NULL",
  "a function of a column": "mem = lo_import('/etc/passwd')",
  "a sub-query": "mem IN (SELECT job_id FROM jobs)",
  "a sub-query as a condition": "EXISTS (SELECT 1 FROM challenges)",
  "a comment to the end": "mem = 1 -- AND drain = 'NO'",
  "a comment inside": "mem = 1 /* AND */ OR TRUE",
  "a text without end": "host = 'a",
  "a name without end": '"host = 1',
  "an escaped text": "host = E'\\' OR TRUE --'",
  "a text of Unicode escapes": "host = U&'\\0027' OR TRUE",
  "a text in dollars": "host = $$a$$",
  "a parameter": "mem = $1",
  "a cast": "mem = '1'::int",
  "a NUL": "host = 'a\0' OR TRUE",
  "half a character": "host = '\ud800'",
  "quotes of another script": "host = \u2019a\u2019 OR TRUE",
  "blanks of another script": "mem\u00a0=\u20031",
  "text from right to left": "mem = 1 \u202e OR TRUE",
  "1 MB of text": `host = '${"x".repeat(1_000_000)}'`,
  "10,000 parentheses": nested(10_000, "(", "mem = 1", ")"),
  "10,000 times NOT": nested(10_000, "NOT (", "mem = 1", ")"),
  "a list of 100,000": `mem IN (${chain(100_000, "1", ",")})`,
  "a number of 90,000 digits": `mem = ${"9".repeat(90_000)}`,
  "a number too large to write": "mem = 1e999999999",
  "products of products": `${chain(40, `(${product}) * (${product})`, " + ")} > 0`,
};

/** Texts that follow the grammar. */
const ALLOWED = {
  "signs in a text": `host = '; DROP TABLE resources; -- /* $1 $$ \\'' OR TRUE'`,
  "100 parentheses": nested(100, "(", "mem = 1", ")"),
  "100 times NOT": nested(99, "NOT (", "mem = 1", ")"),
  "4,999 times OR": chain(4_999, "mem = 1", " OR "),
  "4,000 different conditions": Array.from({ length: 4_000 }, (_, n) => `mem <> ${n + 10}`).join(" AND "),
  "a list of 9,999": `mem IN (${Array.from({ length: 9_999 }, (_, n) => n).join(",")})`,
  "a list of 9,999 texts": `host NOT IN (${Array.from({ length: 9_999 }, (_, n) => `'n${n}'`).join(",")})`,
  "a sum of 9,999": `mem ${chain(9_998, "+ 1", " ")} > 0`,
  "a sum of 9,999 in parentheses": `(mem ${chain(9_997, "+ 1", " ")}) * 2 > 0`,
  "large numbers": `${product} > 1e900`,
  "a division by zero": "mem / (mem - mem) = 1",
  "a pattern of 90,000 signs": `host LIKE '${chain(45_000, "%a", "")}'`,
  "a pattern with half an escape": "host LIKE 'a\\'",
  "a text that is no number": "mem = 'x'",
};

const GOOD = "mem = 1 AND host = 'a'";

describe.each(["postgres", "pglite"] as const)("on %s", (kind) => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession(kind === "postgres" ? await oarDatabase() : { directory: null });
    if (kind === "pglite") await createSchema(session);
    await session.run("ALTER TABLE resources ADD mem int, ADD host varchar(255)");
    await session.run(
      "INSERT INTO resources (resource_id, mem, host) VALUES (1, 1, 'a'), (2, 2, 'b'), (3, NULL, repeat('a', 255))",
    );
  });
  afterAll(() => session.close());

  test.each(Object.entries(REFUSED))("%s: refused", async (_, text) => {
    const catalogue = await readCatalogue(session);
    const found = await session.snapshot((queries) => selected(queries, [text, GOOD], catalogue));
    expect(found).toEqual([expect.any(FilterError), [1]]);
    expect(String(found[0]).length).toBeLessThan(300);
  });

  test("what is allowed selects what PostgreSQL selects, or is refused with it", async () => {
    const catalogue = await readCatalogue(session);
    const texts = Object.values(ALLOWED);
    await session.snapshot(async (queries) => {
      const found = await selected(queries, [...texts, GOOD], catalogue);
      expect(found.pop()).toEqual([1]);
      for (const [index, [name, text]] of Object.entries(ALLOWED).entries()) {
        const [expected] = await verbatim(queries, [text]);
        if (typeof expected === "string") expect(found[index], name).toBeInstanceOf(FilterError);
        else expect(found[index], name).toEqual(expected);
      }
    });
    expect(await session.run("SELECT count(*) AS n FROM resources")).toEqual([{ n: 3 }]);
  });
});
