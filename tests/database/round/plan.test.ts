/** The plan of a round over that of the round before, and the copy for users: what differs is written, and nothing else. */
import { describe, expect, test } from "vitest";
import { copyPlan, flushPlan, type PlannedRow, planJobs } from "../../../ts/database/index.js";
import type { CaseRow } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { fill } from "../reading/rows.js";
import { type JobRows, NOW, resources, rowsOf, valuesOf } from "./support.js";

/** By rank; the ids are others, and not in order. */
const IDS = [5, 4, 3, 2, 1, 6, 7, 8];
/** All but 8. */
const USABLE = [1, 2, 3, 4, 5, 6, 7];
const TABLES = ["gantt_jobs_predictions", "gantt_jobs_resources"];
const COPIES = TABLES.map((table) => `${table}_visu`);

/** A waiting job that will be planned. */
const wanted = (id: number, begin: number, ranks: string): PlannedRow => ({
  ...{ job: id, moldable: id * 10, begin, resources: ranks },
  ...{ message: `job ${id}`, karma: null },
});

const RESERVED: CaseRow = { reservation: "Scheduled", start_time: NOW + 900 };

/** What there is: 1 to 4 wait, 5 is an accepted reservation, 6 runs, 7 has ended. */
const JOBS: readonly JobRows[] = [
  { id: 1, plan: { start: NOW + 10, resources: [4, 5] } },
  { id: 2, plan: { start: NOW + 20, resources: [1, 2, 3] } },
  { id: 3, plan: { start: NOW + 30, resources: [6] } },
  { id: 4 },
  { id: 5, row: RESERVED, plan: { start: NOW + 900, resources: [1, 8] } },
  { id: 6, assigned: [7, 8], plan: { start: NOW - 100, resources: [7] } },
  { id: 7, row: { state: "Terminated" }, plan: { start: NOW - 50, resources: [1, 2] } },
];

describe.each(KINDS)("on %s", (kind) => {
  const counted = openedSession(kind);
  const { session } = counted;

  /** Fills the database; the copy is the same as the plan, but for these rows. */
  async function filled(jobs = JOBS, copies: Readonly<Record<string, readonly CaseRow[]>> = {}): Promise<void> {
    const rows = rowsOf(jobs, resources(8));
    for (const table of TABLES) rows[`${table}_visu`] = [...(copies[`${table}_visu`] ?? rows[table] ?? [])];
    await fill(session, rows);
  }

  /** Publishes a plan as a round does, and says how many statements that took, and what was planned. */
  function publish(rows: readonly PlannedRow[]): Promise<{ statements: number; planned: Set<number> }> {
    return session.transaction(async (queries) => {
      const before = counted.statements();
      const staying = await flushPlan(queries, USABLE, { ids: IDS, rows });
      const planned = await planJobs(queries, IDS, rows, "None", staying);
      await copyPlan(queries);
      return { statements: counted.statements() - before, planned };
    });
  }

  /** The plan as `moldable: start on ids`; a copy that differs is an error. */
  async function plan(): Promise<Record<number, string>> {
    const text = (suffix: string) =>
      `SELECT moldable_job_id, coalesce(start_time - ${NOW}, -999) || ' on ' || coalesce(ids, 'nothing')
       FROM gantt_jobs_predictions${suffix} FULL JOIN (
         SELECT moldable_job_id, string_agg(resource_id::text, ' ' ORDER BY resource_id) AS ids
         FROM gantt_jobs_resources${suffix} GROUP BY 1) AS held USING (moldable_job_id) ORDER BY 1`;
    const rows = await valuesOf(session, text(""));
    expect(await valuesOf(session, text("_visu"))).toEqual(rows);
    return Object.fromEntries(rows);
  }

  /** The versions of rows: one that is written, in whatever way, has another. */
  async function versions(table: string, condition = "true"): Promise<unknown[][]> {
    return valuesOf(session, `SELECT ctid::text, xmin::text FROM ${table} WHERE ${condition} ORDER BY ctid`);
  }

  const ALL = [...TABLES, ...COPIES, "jobs"];
  const versionsOfAll = async (condition?: string) =>
    Object.fromEntries(await Promise.all(ALL.map(async (table) => [table, await versions(table, condition)])));

  const SAME = [wanted(1, NOW + 10, "0-1"), wanted(2, NOW + 20, "2-4"), wanted(3, NOW + 30, "5")];
  const AFTER = {
    10: "10 on 4 5",
    20: "20 on 1 2 3",
    30: "30 on 6",
    50: "900 on 1 8",
    60: "-100 on 7",
  };

  test("a plan that is the same is not written at all", async () => {
    await filled();
    await publish(SAME);
    expect(await plan()).toEqual(AFTER);
    const before = await versionsOfAll();
    const { planned } = await publish(SAME);
    expect([...planned].sort()).toEqual([1, 2, 3]);
    expect(await versionsOfAll()).toEqual(before);
  });

  test("what stays is not touched by what comes, goes and moves", async () => {
    await filled();
    await publish(SAME);
    const stays = "moldable_job_id IN (20, 50, 60)";
    const plans = async () => Promise.all([...TABLES, ...COPIES].map((table) => versions(table, stays)));
    const [before, placeOf1] = [await plans(), await versions("gantt_jobs_resources", "moldable_job_id = 10")];
    // 1 starts later, 2 stays, 3 goes, and 4 comes.
    await publish([wanted(1, NOW + 15, "0-1"), wanted(2, NOW + 20, "2-4"), wanted(4, NOW + 40, "0 5-6")]);
    const { 30: _, ...others } = AFTER;
    expect(await plan()).toEqual({ ...others, 10: "15 on 4 5", 40: "40 on 5 6 7" });
    expect(await plans()).toEqual(before);
    expect(await versions("gantt_jobs_resources", "moldable_job_id = 10")).toEqual(placeOf1);
    const texts = await valuesOf(
      session,
      "SELECT message, start_time FROM jobs WHERE job_id IN (1, 4) ORDER BY job_id",
    );
    expect(texts).toEqual([
      ["job 1", NOW + 15],
      ["job 4", NOW + 40],
    ]);
  });

  test.each([
    ["fewer resources", "0"],
    ["more", "0-2"],
    ["others", "0 5"],
  ])("a job is on %s", async (_, ranks) => {
    await filled();
    await publish(SAME);
    await publish([wanted(1, NOW + 10, ranks), ...SAME.slice(1)]);
    const ids = { "0": "5", "0-2": "3 4 5", "0 5": "5 6" }[ranks];
    expect(await plan()).toEqual({ ...AFTER, 10: `10 on ${ids}` });
  });

  test("a job that does not wait any more has no place, although its rows were there", async () => {
    await filled();
    await publish(SAME);
    await session.run("UPDATE jobs SET state = 'Hold' WHERE job_id = 2");
    const { planned } = await publish(SAME);
    expect([...planned].sort()).toEqual([1, 3]);
    const { 20: _, ...others } = AFTER;
    expect(await plan()).toEqual(others);
  });

  test("one that was launched meanwhile is where it runs", async () => {
    await filled();
    await publish(SAME);
    for (const state of [
      "UPDATE jobs SET state = 'Running', start_time = 1699999990, assigned_moldable_job = 20 WHERE job_id = 2",
      "INSERT INTO assigned_resources (moldable_job_id, resource_id) VALUES (20, 1), (20, 2), (20, 3)",
    ]) {
      await session.run(state);
    }
    const { planned } = await publish(SAME);
    expect([...planned].sort()).toEqual([1, 3]);
    expect(await plan()).toEqual({ ...AFTER, 20: "-10 on 1 2 3" });
  });

  test("halves of a place, and rows of nobody, go", async () => {
    await filled();
    await publish(SAME);
    for (const text of [
      "DELETE FROM gantt_jobs_predictions WHERE moldable_job_id IN (10, 60)",
      "DELETE FROM gantt_jobs_resources WHERE moldable_job_id IN (20, 60)",
      "INSERT INTO gantt_jobs_predictions VALUES (0, 0), (999, 5)",
      "INSERT INTO gantt_jobs_resources VALUES (0, 0), (998, 5)",
    ]) {
      await session.run(text);
    }
    await publish(SAME);
    expect(await plan()).toEqual(AFTER);
  });

  test("a copy that somebody else has changed is made the same again", async () => {
    await filled(JOBS, {
      gantt_jobs_predictions_visu: [
        { moldable_job_id: 10, start_time: 5 },
        { moldable_job_id: 999, start_time: 5 },
      ],
      gantt_jobs_resources_visu: [10, 20, 30, 999].map((moldable_job_id) => ({ moldable_job_id, resource_id: 6 })),
    });
    await publish(SAME);
    expect(await plan()).toEqual(AFTER);
  });

  test("the statements do not depend on what there is to write", async () => {
    await filled();
    const { statements: first } = await publish(SAME);
    const { statements: again } = await publish(SAME);
    expect(again).toBe(first);
  });
});
