/** Rows that make no sense: the round comes to its end, and sound jobs are planned and launched as if they were not there. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Session } from "../../../ts/database/index.js";
import { DEEP } from "../../support/paths.js";
import type { CaseRow, Rows } from "../cases/case.js";
import { openedSession } from "../opened.js";
import { allPoisons, NOW, type Poison, poisoned, rowsOfJob } from "./poison.js";
import { culprits, faultOf, leftOut, type Planner, roundWith as poisonedRound, type Trial } from "./rounds.js";

const FIRST = 100;
const CONTENT = "WALLTIME_CHANGE_ENABLED=yes\nHIERARCHY_LABELS=resource_id,network_address\nJOB_PRIORITY=FAIRSHARE\n";
const TOO_LARGE = "its number is more than the columns that refer to it can hold";
const STATES = ["toLaunch", "toLaunch", "toLaunch", "Waiting"];

const { session } = openedSession("postgres");
const { session: embedded } = openedSession("pglite");

const roundWith = (rows: readonly Rows[], resources: number, content = CONTENT, by: Planner = "meta", on = session) =>
  poisonedRound(on, rows, { resources, content, by });

/** A round with poisons, each on a job and a resource of its own. */
const trial =
  (by: Planner, on: Session): Trial<Poison> =>
  (poisons) =>
    roundWith(
      poisons.map((poison, index) => poisoned(poison, FIRST + index, 11 + index)),
      11 + poisons.length,
      CONTENT,
      by,
      on,
    );

describe.each([
  ["meta", session, STATES],
  ["kamelot", session, ["Waiting", "Waiting", "Waiting", "Waiting"]],
  ["meta", embedded, STATES],
] as const)("by %s on $1.kind", (by, on, states) => {
  test("every absurd value in every column of every kind of job", async () => {
    const { sound } = await roundWith([], 11, CONTENT, by, on);
    expect(sound.jobs.map(({ state }) => state)).toEqual(states);
    expect(sound.starts).toHaveLength(4);
    const poisons = allPoisons();
    expect(poisons.length).toBeGreaterThan(2000);
    expect(await culprits(poisons, trial(by, on), sound)).toEqual([]);
  }, 600_000);

  test("some of them at random, by themselves", async () => {
    const { sound } = await roundWith([], 11, CONTENT, by, on);
    const poison = fc.constantFrom(...allPoisons());
    await fc.assert(
      fc.asyncProperty(fc.array(poison, { minLength: 1, maxLength: 8 }), async (poisons) => {
        expect(await faultOf(poisons, trial(by, on), sound)).toBeNull();
      }),
      { numRuns: DEEP ? 1000 : 10 },
    );
  });
});

test("a karma beyond what its column holds is the most that it holds", async () => {
  const content = `${CONTENT}SCHEDULER_FAIRSHARING_COEF_USER=-1e300\n`;
  const accounting = {
    accounting: [
      {
        window_start: NOW - 900,
        window_stop: NOW - 800,
        accounting_user: "alice",
        queue_name: "admin",
        consumption_type: "USED",
        consumption: 1e15,
      },
    ],
  };
  const { sound } = await roundWith([accounting], 11, content);
  expect(sound.jobs.map(({ state }) => state)).toEqual(STATES);
  const [row] = await session.run("SELECT last_karma::float8 AS karma FROM jobs WHERE job_id = 1");
  expect(Math.abs(Number(row?.karma))).toBeGreaterThan(3.4e38);
});

test.each([3_000_000_000, "9007199254740993", -3_000_000_000])("ids that no other table can hold: %s", async (id) => {
  const { sound } = await roundWith([], 11);
  const beyond = (kind: "ordinary" | "accepted reservation" | "running", table: string, column: string): Rows => {
    const rows: Record<string, CaseRow[]> = rowsOfJob(kind, 500, 11);
    rows[table] = (rows[table] ?? []).map((row) => ({ ...row, [column]: id }));
    return rows;
  };
  for (const kind of ["ordinary", "accepted reservation", "running"] as const) {
    for (const [table, column] of [
      ["jobs", "job_id"],
      ["moldable_job_descriptions", "moldable_id"],
      ["job_resource_groups", "res_group_id"],
    ] as const) {
      const found = await roundWith([beyond(kind, table, column)], 11);
      expect({ kind, table, ...found.sound }).toEqual({ kind, table, ...sound });
      expect(found.lines.filter((line) => line.includes(TOO_LARGE))).toEqual([leftOut(table, TOO_LARGE, id)]);
    }
  }
  const resource = { resources: [{ resource_id: id, network_address: "beyond" }] };
  const wanting = rowsOfJob("ordinary", 500, 11);
  wanting.jobs = (wanting.jobs ?? []).map((row) => ({ ...row, properties: "resource_id > 100" }));
  for (const by of ["meta", "kamelot"] as const) {
    const { sound } = await roundWith([], 11, CONTENT, by);
    const found = await roundWith([resource, wanting], 11, CONTENT, by);
    expect(found.sound).toEqual(sound);
    expect(found.lines).toContain(leftOut("resources", TOO_LARGE, id));
  }
});

test("dependencies on oneself, in a circle, on nobody; a plan of nobody; two that share a moldable's number", async () => {
  const { sound } = await roundWith([], 14);
  const depends = (job_id: number, job_id_required: number): Rows => ({
    ...rowsOfJob("ordinary", job_id, 11 + (job_id % 3)),
    job_dependencies: [{ job_id, job_id_required }],
  });
  const stray: Rows = {
    gantt_jobs_predictions: [0, -5, 99_999].map((moldable_job_id) => ({ moldable_job_id, start_time: 0 })),
    gantt_jobs_resources: [0, -5, 99_999].map((moldable_job_id) => ({ moldable_job_id, resource_id: 0 })),
    gantt_jobs_predictions_visu: [{ moldable_job_id: 0, start_time: 0 }],
    assigned_resources: [{ moldable_job_id: 0, resource_id: 0 }],
  };
  const shared = rowsOfJob("running", 600, 12);
  const other = rowsOfJob("running", 601, 13);
  other.jobs = (other.jobs ?? []).map((row) => ({ ...row, assigned_moldable_job: 6000 }));
  const rows = [depends(500, 500), depends(501, 502), depends(502, 501), depends(503, 99_999), stray, shared, other];
  expect((await roundWith(rows, 14)).sound).toEqual(sound);
  const alone = await roundWith([], 14, CONTENT, "kamelot");
  expect((await roundWith(rows, 14, CONTENT, "kamelot")).sound).toEqual(alone.sound);
});
