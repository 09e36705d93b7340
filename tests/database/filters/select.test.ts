/** What filters select, compared with what PostgreSQL selects by the text as it was written. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  DatabaseError,
  type Filter,
  FilterError,
  openSession,
  parseFilter,
  RESERVED_WORDS,
  readCatalogue,
  type Selection,
  type Session,
  selectResources,
  type Transaction,
} from "../../../ts/database/index.js";
import { DEEP } from "../../support/paths.js";
import { prepare } from "../cases/prepare.js";
import { oarDatabase } from "../databases.js";
import { embeddedSession } from "../embedded.js";
import { filterText, NUMBERS, TEXTS } from "./texts.js";

const number = fc.option(
  fc.oneof({ weight: 20, arbitrary: fc.integer({ min: -2, max: 8 }) }, fc.constantFrom(2147483647, -2147483648)),
);
const text = fc.option(
  fc.constantFrom("", "a", "A", "b", "node1", "node12", "A100", "a_1", "5", "it's", "\\", "é", "É"),
);
const row = fc.record(
  Object.fromEntries([...NUMBERS.map((name) => [name, number]), ...TEXTS.map((name) => [name, text])]),
);

/** Parses what must be accepted. */
const parsed = (fragment: string, columns: Parameters<typeof parseFilter>[1]): Filter => {
  const filter = parseFilter(fragment, columns);
  if (filter === null) throw new Error(`no condition: ${fragment}`);
  return filter;
};

/** What PostgreSQL selects by the text as it stands; the SQLSTATE of its error otherwise. */
async function verbatim(queries: Transaction, fragment: string): Promise<number[] | string | null> {
  try {
    const rows = await queries.attempt(() =>
      queries.run(`SELECT resource_id FROM resources WHERE ${fragment} ORDER BY 1`),
    );
    return rows.map(({ resource_id }) => Number(resource_id));
  } catch (error) {
    if (error instanceof DatabaseError) return error.sqlState;
    throw error;
  }
}

describe.each(["postgres", "pglite"] as const)("on %s", (kind) => {
  let session: Session;
  beforeAll(async () => {
    session = kind === "postgres" ? await openSession(await oarDatabase()) : await embeddedSession();
    await prepare(session, { resourceColumns: [], before: {} });
    const columns = [
      ...NUMBERS.map((name) => `ADD ${name} int`),
      ...TEXTS.map((name) => `ADD ${name} varchar(255)`),
      ...[
        'ADD "Odd ""$1 name" int',
        "ADD ready bool",
        "ADD since date",
        "ADD price numeric",
        "ADD size int8",
        "ADD load float8",
      ],
    ];
    await session.run(`ALTER TABLE resources ${columns.join(", ")}`);
  });
  afterAll(() => session.close());

  const runs = DEEP ? (kind === "postgres" ? 5_000 : 500) : 100;
  test(
    `${runs} random tables`,
    async () => {
      const columns = await readCatalogue(session);
      let failed = 0;
      let compared = 0;
      const property = fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.array(filterText, { minLength: 1, maxLength: 8 }),
        async (rows, fragments) => {
          await session.transaction(async (queries) => {
            await queries.run("DELETE FROM resources");
            await queries.run(
              `INSERT INTO resources (mem, cpu, core, host, cluster, gpu_model)
             SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(mem int, cpu int, core int, host text, cluster text, gpu_model text)`,
              [JSON.stringify(rows)],
            );
            const selections = await selectResources(
              queries,
              fragments.map((fragment) => parsed(fragment, columns)),
            );
            for (const [index, fragment] of fragments.entries()) {
              const expected = await verbatim(queries, fragment);
              const selection = selections[index] as Selection;
              compared++;
              if (selection instanceof FilterError) failed++;
              if (typeof expected === "string")
                expect(selection, `${fragment}: ${expected}`).toBeInstanceOf(FilterError);
              else expect(selection, fragment).toEqual(expected);
            }
          });
        },
      );
      await fc.assert(property, { numRuns: runs });
      // Most of them say something, and some do not.
      expect(failed).toBeGreaterThan(0);
      expect(failed).toBeLessThan(compared / 2);
    },
    DEEP ? 1_800_000 : 60_000,
  );

  test("columns of every type, and with odd names", async () => {
    const columns = await readCatalogue(session);
    await session.run("DELETE FROM resources");
    await session.run(
      `INSERT INTO resources (resource_id, "Odd ""$1 name", ready, since, price, size, load)
       VALUES (1, 5, true, '2024-02-29', 1.50, 9007199254740993, 0.5), (2, NULL, false, '2025-01-01', 2, 1, 1e300)`,
    );
    const selected: Record<string, Selection> = {
      '"Odd ""$1 name" = 5': [1],
      "ready = 'true'": [1],
      "ready = 'no'": [2],
      "since > '2024-12-31'": [2],
      "since = '2024-02-29'": [1],
      "price = 1.5": [1],
      "size = 9007199254740993": [1],
      "size + 0 > 9007199254740992": [1],
      "load >= 1": [2],
      "type = 'default'": [1, 2],
      "'a' IS NULL": [],
    };
    const fragments = Object.keys(selected);
    const selections = await session.transaction(async (queries) => {
      for (const fragment of fragments) expect(await verbatim(queries, fragment)).toEqual(selected[fragment]);
      return selectResources(
        queries,
        fragments.map((fragment) => parsed(fragment, columns)),
      );
    });
    expect(Object.fromEntries(fragments.map((fragment, index) => [fragment, selections[index]]))).toEqual(selected);
  });

  test("filters that fail harm no others, in a snapshot too", async () => {
    const columns = await readCatalogue(session);
    await session.run("DELETE FROM resources");
    await session.run("INSERT INTO resources (resource_id, mem) VALUES (1, 0), (2, 4)");
    const fragments = Array.from({ length: 40 }, (_, n) => `mem = ${n}`);
    fragments[7] = "host > 5";
    fragments[8] = "10 / mem > 1";
    fragments[30] = "mem = 'much'";
    fragments[39] = "mem * 2147483647 > 1";
    const selections = await session.snapshot((queries) =>
      selectResources(
        queries,
        fragments.map((fragment) => parsed(fragment, columns)),
      ),
    );
    for (const [index, selection] of selections.entries()) {
      if ([7, 8, 30, 39].includes(index)) expect(selection).toMatchObject({ code: "not_evaluable" });
      else expect(selection).toEqual(index === 0 ? [1] : index === 4 ? [2] : []);
    }
    expect(String(selections[8])).toContain("division by zero");
  });

  test("a filter that fails only in a calculation with too large a result", async () => {
    const columns = await readCatalogue(session);
    const [selection] = await session.snapshot((queries) =>
      selectResources(queries, [parsed("2147483647 + 1 > 0", columns)]),
    );
    expect(selection).toMatchObject({ code: "not_evaluable" });
  });

  test("more filters and parameters than one statement takes", async () => {
    const columns = await readCatalogue(session);
    await session.run("DELETE FROM resources");
    await session.run("INSERT INTO resources (resource_id, mem) SELECT n, n FROM generate_series(1, 20) AS n");
    const many = Array.from({ length: 1_200 }, (_, n) => parsed(`mem = ${n}`, columns));
    const list = parsed(`mem IN (${Array(9_999).fill(7).join(",")})`, columns);
    const selections = await session.snapshot((queries) => selectResources(queries, [...many, list, list, list, list]));
    expect(selections).toHaveLength(1_204);
    expect(selections.slice(0, 22)).toEqual([[], ...Array.from({ length: 20 }, (_, n) => [n + 1]), []]);
    expect(selections.slice(-4)).toEqual([[7], [7], [7], [7]]);
    expect(await session.snapshot((queries) => selectResources(queries, []))).toEqual([]);
  });

  test("every word that PostgreSQL keeps for itself is refused as a column", async () => {
    const words = await session.run("SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')");
    expect(words.length).toBeGreaterThan(90);
    expect(words.map(({ word }) => String(word)).filter((word) => !RESERVED_WORDS.has(word))).toEqual([]);
  });
});
