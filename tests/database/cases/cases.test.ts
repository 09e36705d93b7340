/** The loader of cases itself: a database that is as a round must leave it has no difference, any other has. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSession, type Session } from "../../../ts/database/index.js";
import { oarDatabase } from "../databases.js";
import { type Case, type CaseRow, loadCases, type Rows } from "./case.js";
import { observe, rowDifferences, sentDifferences } from "./compare.js";
import { change, insertRows, prepare } from "./prepare.js";

const cases = loadCases();
const named = (name: string): Case => cases.find((one) => one.name === name) as Case;

/** Makes the rows those that a round must leave; what is not compared stays. */
async function pretend(session: Session, after: Rows): Promise<void> {
  const keys: Record<string, string> = {
    jobs: "job_id",
    moldable_job_descriptions: "moldable_id",
    resources: "resource_id",
  };
  await session.transaction(async (queries) => {
    for (const [table, rows] of Object.entries(after)) {
      const key = keys[table];
      if (key === undefined) {
        await queries.run(`DELETE FROM ${table}`);
        await insertRows(queries, {
          [table]: rows.map((row) => (row.description === null ? { ...row, description: "any" } : row)),
        });
        continue;
      }
      for (const row of rows) {
        const columns = Object.entries(row).filter(([name, value]) => name !== key && value !== null);
        const set = columns.map(([name], index) => `${name} = $${index + 2}`).join(", ");
        await queries.run(`UPDATE ${table} SET ${set} WHERE ${key} = $1`, [
          row[key] as number,
          ...columns.map(([, value]) => value),
        ]);
      }
    }
    for (const table of ["gantt_jobs_predictions", "gantt_jobs_resources"]) {
      await queries.run(`DELETE FROM ${table}_visu`);
      await queries.run(`INSERT INTO ${table}_visu SELECT * FROM ${table}`);
    }
  });
}

test("there are cases, and each has its rounds", () => {
  expect(cases.length).toBeGreaterThan(60);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  expect(cases.every(({ rounds }) => rounds.length > 0)).toBe(true);
});

let session: Session;
beforeAll(async () => {
  session = await openSession(await oarDatabase());
});
afterAll(() => session.close());

describe.each(cases.map((one) => [one.name, one] as const))("%s", (_, one) => {
  beforeAll(() => prepare(session, one));

  test("its rows are in the database, its rounds can be followed", async () => {
    for (const [table, rows] of Object.entries(one.before)) {
      const found = await session.run(`SELECT * FROM ${table}`);
      expect(found).toHaveLength(rows.length);
      expect(found).toEqual(expect.arrayContaining(rows.map((row) => expect.objectContaining(row))));
    }
    for (const round of one.rounds) {
      await change(session, round);
      const before = await observe(session);
      await pretend(session, round.after);
      expect(rowDifferences(round, await observe(session), before)).toEqual([]);
      expect(sentDifferences(round, round.sent)).toEqual([]);
    }
  });

  test("new rows get new numbers", async () => {
    const [row] = await session.run("INSERT INTO job_resource_groups DEFAULT VALUES RETURNING res_group_id AS id");
    const [others] = await session.run("SELECT count(*) AS n, max(res_group_id) AS id FROM job_resource_groups");
    expect(row?.id).toBe(others?.id);
    expect(others?.n).toBeGreaterThanOrEqual((one.before.job_resource_groups ?? []).length + 1);
  });
});

test("what differs is told", () => {
  const [round] = named("reservation-ack").rounds;
  if (round === undefined) throw new Error("no round");
  const visu = {
    gantt_jobs_predictions_visu: round.after.gantt_jobs_predictions ?? [],
    gantt_jobs_resources_visu: round.after.gantt_jobs_resources ?? [],
  };
  const right: Rows = { ...round.after, ...visu, resources: [] };
  const lines = (table: string, edit: (rows: CaseRow[]) => CaseRow[]): string[] =>
    rowDifferences(round, { ...right, [table]: edit([...(right[table] ?? [])]) }, { resources: [] });
  const changed = (column: string, value: string | number) => (rows: CaseRow[]) =>
    rows.map((row, index) => (index === 0 ? { ...row, [column]: value } : row));
  expect(lines("jobs", (rows) => rows)).toEqual([]);
  expect(lines("jobs", (rows) => rows.reverse())).toEqual([]);
  expect(lines("jobs", changed("message", "other"))).toHaveLength(2);
  expect(lines("jobs", (rows) => rows.slice(1))).toEqual([expect.stringMatching(/^jobs: missing \{"job_id":1,/)]);
  expect(lines("gantt_jobs_predictions", (rows) => [...rows, { moldable_job_id: 0, start_time: 0 }])).toHaveLength(1);
  expect(lines("gantt_jobs_resources_visu", (rows) => rows.slice(1))).toHaveLength(1);
  expect(lines("resources", () => [{ resource_id: 1, scheduler_priority: 2, last_job_date: 0 }])).toHaveLength(1);
  expect(lines("job_state_logs", (rows) => rows.reverse())).not.toEqual([]);
});

test("a karma is compared as a number, and NULL stands for anything", () => {
  const expected = {
    now: 0,
    exitCode: 0,
    sent: [],
    after: { jobs: [{ job_id: 1, message: "R=1 (Karma=0.1)", start_time: null }] },
  };
  const lines = (message: string) => rowDifferences(expected, { jobs: [{ job_id: 1, message, start_time: 5 }] }, {});
  expect(lines("R=1 (Karma=0.10000000000000001)")).toEqual([]);
  expect(lines("R=1 (Karma=0.1001)")).toHaveLength(2);
  expect(lines("R=2 (Karma=0.1)")).toHaveLength(2);
  expect(lines("R=1")).toHaveLength(2);
});

test("messages: to one oarsub in order, to the others all of them", () => {
  const round = {
    now: 0,
    exitCode: 0,
    after: {},
    sent: [
      { to: "oarsub a:1", message: "one" },
      { to: "oarsub a:1", message: "two" },
      { to: "bipbip", message: { job_id: 1, cmd: "OARRUN" } },
      { to: "bipbip", message: { job_id: 2, cmd: "OARRUN" } },
      { to: "greta", message: { cmd: "HALT", nodes: ["a", "b"] } },
      { to: "almighty", message: { cmd: "ChState" } },
    ],
  };
  const [one, two, first, second, greta, almighty] = round.sent as [Sent, Sent, Sent, Sent, Sent, Sent];
  type Sent = (typeof round.sent)[number];
  const halt = { to: "greta", message: { nodes: ["b", "a"], cmd: "HALT" } };
  const state = { to: "almighty", message: { cmd: "ChState", job_id: 3 } };
  const feed = { to: "oarsub a:1", message: "one\n" };
  expect(sentDifferences(round, [second, state, feed, two, first, halt])).toEqual([]);
  expect(sentDifferences(round, [two, one, first, second, greta, almighty])).toHaveLength(1);
  expect(sentDifferences(round, [one, two, first, first, greta, almighty])).toHaveLength(2);
  expect(sentDifferences(round, [one, two, first, second, greta])).toEqual(['almighty: missing "ChState"']);
});
