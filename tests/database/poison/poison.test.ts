/** Rows that make no sense: the round comes to its end, and sound jobs are planned and launched as if they were not there. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSession, parseConfiguration, type Session } from "../../../ts/database/index.js";
import { closeRound, MemoryRecorder, openRound, runRound } from "../../../ts/metascheduler/index.js";
import { DEEP } from "../../support/paths.js";
import type { CaseRow, Rows } from "../cases/case.js";
import { prepare } from "../cases/prepare.js";
import { oarDatabase } from "../databases.js";
import { allPoisons, NOW, type Poison, poisoned, rowsOfJob, soundRows, together } from "./poison.js";

const FIRST = 100;
const CONTENT = "WALLTIME_CHANGE_ENABLED=yes\nHIERARCHY_LABELS=resource_id,network_address\nJOB_PRIORITY=FAIRSHARE\n";

let session: Session;
beforeAll(async () => {
  session = await openSession(await oarDatabase());
});
afterAll(() => session.close());

/** A round, and what it has made of the sound jobs. */
async function roundWith(rows: readonly Rows[], resources: number, content = CONTENT) {
  const configuration = parseConfiguration(content);
  await prepare(session, { resourceColumns: [], before: together([soundRows(resources), ...rows]) });
  const notifier = new MemoryRecorder(configuration.settings, {});
  const environment = { OARDO_USER: "oar" };
  const round = await openRound({ configuration, session, notifier, log: {}, now: NOW, timeZone: "UTC", environment });
  try {
    const { exitCode } = await runRound(round);
    return { exitCode, sound: await soundJobs() };
  } finally {
    await closeRound(round);
  }
}

const soundJobs = async () => ({
  jobs: await session.run(
    "SELECT job_id, state::text, start_time, message, assigned_moldable_job FROM jobs WHERE job_id < 10 ORDER BY 1",
  ),
  starts: await session.run("SELECT * FROM gantt_jobs_predictions WHERE moldable_job_id BETWEEN 10 AND 90 ORDER BY 1"),
  resources: await session.run(
    "SELECT * FROM gantt_jobs_resources WHERE moldable_job_id BETWEEN 10 AND 90 ORDER BY 1, 2",
  ),
});

const rowsOf = (poisons: readonly Poison[]): Rows[] =>
  poisons.map((poison, index) => poisoned(poison, FIRST + index, 11 + index));

/** What goes wrong with these poisons; `null`: nothing. */
async function faultOf(poisons: readonly Poison[], expected: unknown): Promise<string | null> {
  try {
    const { exitCode, sound } = await roundWith(rowsOf(poisons), 11 + poisons.length);
    if (![0, 1, 2].includes(exitCode)) return `exit code ${exitCode}`;
    return JSON.stringify(sound) === JSON.stringify(expected) ? null : `sound jobs: ${JSON.stringify(sound)}`;
  } catch (error) {
    return String(error).slice(0, 300);
  }
}

/** The poisons that are to blame, alone or in their part of the list. */
async function culprits(poisons: readonly Poison[], expected: unknown): Promise<string[]> {
  const fault = await faultOf(poisons, expected);
  if (fault === null) return [];
  if (poisons.length === 1) return [`${JSON.stringify(poisons[0]).slice(0, 200)}: ${fault}`];
  const middle = Math.ceil(poisons.length / 2);
  const found = [
    ...(await culprits(poisons.slice(0, middle), expected)),
    ...(await culprits(poisons.slice(middle), expected)),
  ];
  return found.length > 0 ? found : [`${poisons.length} together, ${JSON.stringify(poisons[0])} first: ${fault}`];
}

test("every absurd value in every column of every kind of job", async () => {
  const { sound } = await roundWith([], 11);
  expect(sound.jobs.map(({ state }) => state)).toEqual(["toLaunch", "toLaunch", "toLaunch", "Waiting"]);
  const poisons = allPoisons();
  expect(poisons.length).toBeGreaterThan(2000);
  expect(await culprits(poisons, sound)).toEqual([]);
}, 600_000);

test("some of them at random, by themselves", async () => {
  const { sound } = await roundWith([], 11);
  const poison = fc.constantFrom(...allPoisons());
  await fc.assert(
    fc.asyncProperty(fc.array(poison, { minLength: 1, maxLength: 8 }), async (poisons) => {
      expect(await faultOf(poisons, sound)).toBeNull();
    }),
    { numRuns: DEEP ? 2000 : 25 },
  );
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
  expect(sound.jobs.map(({ state }) => state)).toEqual(["toLaunch", "toLaunch", "toLaunch", "Waiting"]);
  const [row] = await session.run("SELECT last_karma::float8 AS karma FROM jobs WHERE job_id = 1");
  expect(Math.abs(Number(row?.karma))).toBeGreaterThan(3.4e38);
});

test.each([3_000_000_000, "9007199254740993"])("ids that no other table can hold: %s", async (id) => {
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
    }
  }
  const resource = { resources: [{ resource_id: id, network_address: "beyond" }] };
  const wanting = rowsOfJob("ordinary", 500, 11);
  wanting.jobs = (wanting.jobs ?? []).map((row) => ({ ...row, properties: "resource_id > 100" }));
  expect((await roundWith([resource, wanting], 11)).sound).toEqual(sound);
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
});
