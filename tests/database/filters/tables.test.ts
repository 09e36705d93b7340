/** Random tables: a filter selects what PostgreSQL selects by the text as it was written, or both refuse it. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FilterError, openSession, quoteName, readCatalogue, type Session } from "../../../ts/database/index.js";
import { DEEP } from "../../support/paths.js";
import { emptyDatabase } from "../databases.js";
import { type Site, site } from "./site.js";
import { selected, verbatim } from "./verbatim.js";

describe.each(["postgres", "pglite"] as const)("on %s", (kind) => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession(kind === "postgres" ? await emptyDatabase() : { directory: null });
  });
  afterAll(() => session.close());

  /** What comes out of the filters of a site, by PostgreSQL and by us; its table is gone afterwards. */
  const outcomes = ({ columns, rows, filters }: Site) =>
    session.transaction(async (queries) => {
      const list = columns.map(({ name, type }) => `, ${quoteName(name)} ${type.sql}`);
      await queries.run(
        `CREATE TEMPORARY TABLE resources (resource_id bigserial PRIMARY KEY${list.join("")}) ON COMMIT DROP`,
      );
      const values = columns.map(
        ({ type }, index) => `CAST(cells->>${index} AS ${type.sql.replace(/ COLLATE.*/, "")})`,
      );
      await queries.run(
        `INSERT INTO resources (${columns.map(({ name }) => quoteName(name)).join(", ")})
         SELECT ${values.join(", ")} FROM jsonb_array_elements($1::jsonb) AS cells`,
        [JSON.stringify(rows)],
      );
      const expected = await verbatim(queries, filters);
      return { expected, found: await selected(queries, filters, await readCatalogue(queries)) };
    });

  const runs = DEEP ? (kind === "postgres" ? 5_000 : 500) : kind === "postgres" ? 100 : 30;
  test(
    `${runs} random tables`,
    async () => {
      let [compared, refused, some] = [0, 0, 0];
      const property = fc.asyncProperty(site, async (example) => {
        const { expected, found } = await outcomes(example);
        for (const [index, text] of example.filters.entries()) {
          const [ids, ours] = [expected[index], found[index]];
          compared++;
          if (typeof ids === "string") {
            refused++;
            expect(ours, `${text}: ${ids}`).toBeInstanceOf(FilterError);
          } else {
            if (ids?.length) some++;
            expect(ours, text).toEqual(ids);
          }
        }
      });
      await fc.assert(property, { numRuns: runs });
      // Most of them say something, and some do not.
      expect(refused).toBeGreaterThan(compared / 100);
      expect(refused).toBeLessThan(compared / 2);
      expect(some).toBeGreaterThan(compared / 10);
    },
    DEEP ? 3_600_000 : 120_000,
  );
});
