/** What every session promises, on a server and embedded. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSchema, DatabaseError, openSession, type Session, tables } from "../../ts/database/index.js";
import { oarDatabase } from "./databases.js";

const refused = (code: string, sqlState: string | null = null) => expect.objectContaining({ code, sqlState });

describe.each(["postgres", "pglite"] as const)("a session of %s", (kind) => {
  let session: Session;
  beforeAll(async () => {
    if (kind === "postgres") session = await openSession(await oarDatabase());
    else {
      session = await openSession({ directory: null });
      await createSchema(session);
    }
  });
  afterAll(() => session.close());

  const queues = async () =>
    (await session.run("SELECT queue_name FROM queues ORDER BY 1")).map((row) => row.queue_name);
  const insert = "INSERT INTO queues (queue_name) VALUES ($1)";

  test("knows its kind", () => {
    expect(session.kind).toBe(kind);
  });

  test("values come as numbers, texts, truths and NULL", async () => {
    const [row] = await session.run(
      `SELECT $1::int4 AS i, 9007199254740991::int8 AS big, count(*) AS n, sum(2::int8)::float8 AS sum, $2::text AS text,
         $3::bool AS truth, NULL::int8 AS none, 1.5::float8 AS real, '[1,{"a":null}]'::jsonb AS json, 1.50::numeric AS exact`,
      [-7, "é'; --", true],
    );
    expect(row).toEqual({
      i: -7,
      big: 9_007_199_254_740_991,
      n: 1,
      sum: 2,
      text: "é'; --",
      truth: true,
      none: null,
      real: 1.5,
      json: [1, { a: null }],
      exact: "1.50",
    });
  });

  test("a parameter is a text that the server reads as the type it takes it for", async () => {
    const [row] = await session.run(
      `SELECT NOT $1::bool AS no, $2::date AS day, $3::jsonb->'a' AS json, '2024-02-29' = $4 AS same, $5::int8 AS big,
         7 + $6 AS sum, DATE '2024-02-29' = $7 AS leap, TRUE = $8 AS truth`,
      ["true", "2024-02-29", '{"a":[true]}', "2024-02-29", 5, "3", "2024-02-29", "t"],
    );
    expect(row).toEqual({
      no: false,
      day: "2024-02-29",
      json: [true],
      same: true,
      big: 5,
      sum: 10,
      leap: true,
      truth: true,
    });
  });

  test("lists go as the text of an array or of a document", async () => {
    const rows = await session.run(
      "SELECT id, name FROM unnest($1::int[]) AS id JOIN jsonb_to_recordset($2::jsonb) AS d(id int, name text) USING (id)",
      ["{3,4}", JSON.stringify([{ id: 4, name: '"{,}' }])],
    );
    expect(rows).toEqual([{ id: 4, name: '"{,}' }]);
  });

  test("an int8 above 2^53 - 1 is an error, and the session goes on", async () => {
    await expect(session.run("SELECT 9007199254740992::int8 AS id")).rejects.toEqual(refused("integer_too_large"));
    expect(await session.run("SELECT -9007199254740991 AS id")).toEqual([{ id: -9_007_199_254_740_991 }]);
  });

  test.each([[[]], [["x"]]])("several statements are refused, with the parameters %j", async (parameters) => {
    const text = parameters.length === 0 ? insert.replace("$1", "'x'") : insert;
    await expect(session.run(`${text}; DELETE FROM queues`, parameters)).rejects.toEqual(
      refused("statement_failed", "42601"),
    );
    expect(await queues()).toEqual([]);
  });

  test("an error shows neither the statement nor its parameters", async () => {
    const error = await session.run("SELECT $1::text FROM nowhere", ["hunter2"]).catch((thrown) => thrown);
    expect(error).toEqual(refused("statement_failed", "42P01"));
    expect(JSON.stringify(error) + error.stack + Object.values(error)).not.toMatch(/hunter2|FROM nowhere/);
  });

  test("drizzle's statements run in it, and fail with its errors", async () => {
    await session.transaction(async (queries) => {
      await queries.tables
        .insert(tables.jobs)
        .values({ launching_directory: "", checkpoint_signal: 12, last_karma: 0.5 });
      const rows = await queries.tables.select().from(tables.jobs).where(eq(tables.jobs.state, "Waiting"));
      expect(rows).toMatchObject([{ job_id: 1, reservation: "None", exit_code: null, last_karma: 0.5 }]);
      await queries.tables.delete(tables.jobs);
    });
    const wrong = session.transaction((queries) =>
      queries.tables.insert(tables.admission_rules).values({ rule: "hunter2", enabled: "no" as "NO" }),
    );
    await expect(wrong).rejects.toEqual(refused("statement_failed", "23514"));
  });

  test("a snapshot only reads", async () => {
    await expect(session.snapshot((queries) => queries.run(insert, ["x"]))).rejects.toEqual(
      refused("statement_failed", "25006"),
    );
    const level = await session.snapshot((queries) => queries.run("SHOW transaction_isolation"));
    expect(level).toEqual([{ transaction_isolation: "repeatable read" }]);
  });

  test("a transaction writes all or nothing", async () => {
    await session.transaction((queries) => queries.run(insert, ["kept"]));
    const failing = session.transaction(async (queries) => {
      await queries.run(insert, ["lost"]);
      throw new RangeError("mine");
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await queues()).toEqual(["kept"]);
    await session.run("DELETE FROM queues");
  });

  test("a transaction with a failed statement is never taken for committed", async () => {
    const careless = session.transaction(async (queries) => {
      await queries.run(insert, ["x"]);
      await queries.run("SELECT 1/0").catch(() => undefined);
    });
    await expect(careless).rejects.toEqual(refused("rolled_back"));
    expect(await queues()).toEqual([]);
  });

  test("an attempt may fail, and what it did is undone", async () => {
    await session.transaction(async (queries) => {
      await queries.run(insert, ["before"]);
      const attempt = queries.attempt(async () => {
        await queries.run(insert, ["undone"]);
        await queries.tables.insert(tables.queues).values({ queue_name: "before" });
      });
      await expect(attempt).rejects.toEqual(refused("statement_failed", "23505"));
      expect(await queries.attempt(() => queries.run("SELECT 1 AS one"))).toEqual([{ one: 1 }]);
      await queries.run(insert, ["after"]);
    });
    expect(await queues()).toEqual(["after", "before"]);
    await session.run("DELETE FROM queues");
  });

  test("calls wait for each other, in their order", async () => {
    const order: string[] = [];
    const slow = session.transaction(async (queries) => {
      await queries.run(insert, ["slow"]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push("transaction");
    });
    const quick = session.run("SELECT 1").then(() => order.push("statement"));
    await Promise.all([slow, quick]);
    expect(order).toEqual(["transaction", "statement"]);
    await session.run("DELETE FROM queues");
  });

  test("inside its own transaction the session is refused, and a transaction that is over too", async () => {
    let kept: Session["run"] = session.run;
    await session.transaction(async (queries) => {
      kept = queries.run.bind(queries);
      await expect(session.run("SELECT 1")).rejects.toEqual(refused("nested"));
      await expect(session.transaction(async () => 1)).rejects.toEqual(refused("nested"));
    });
    await expect(kept("SELECT 1")).rejects.toEqual(refused("closed"));
  });

  test("a closed session is over", async () => {
    const under = session.run("SELECT 1 AS one");
    await session.close();
    expect(await under).toEqual([{ one: 1 }]);
    await expect(session.run("SELECT 1")).rejects.toBeInstanceOf(DatabaseError);
    await expect(session.run("SELECT 1")).rejects.toEqual(refused("closed"));
  });
});
