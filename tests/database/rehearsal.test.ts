/** A rehearsal: the round's own code on copies of the tables. Nothing real changes, and the changes are told. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  openSession,
  parseConfiguration,
  prepareStage,
  rehearsedChanges,
  type ServerSettings,
  type Session,
} from "../../ts/database/index.js";
import { closeRound, MemoryRecorder, openRound, runRound } from "../../ts/metascheduler/index.js";
import { type Case, type CaseRound, loadCases } from "./cases/case.js";
import { observe, rowDifferences, sentDifferences } from "./cases/compare.js";
import { prepare } from "./cases/prepare.js";
import { configurationText, withFolder } from "./cases/run.js";
import { oarDatabase } from "./databases.js";

const named = (name: string): Case => loadCases().find((one) => one.name === name) as Case;

let database: ServerSettings;
let real: Session;
beforeAll(async () => {
  database = await oarDatabase();
  real = await openSession(database);
});
afterAll(() => real.close());

/** Rehearses the first round of a case, in a session of its own. */
async function rehearse(one: Case, more: Readonly<Record<string, string>> = {}) {
  const [round] = one.rounds as [CaseRound];
  await using session = await openSession(database);
  await prepareStage(session);
  const before = await observe(session);
  return await withFolder(async (folder) => {
    const configuration = parseConfiguration(configurationText({ ...one, config: { ...one.config, ...more } }, folder));
    const notifier = new MemoryRecorder(configuration.settings, {}, round.refuse ?? []);
    const { now } = round;
    const environment = { OARDO_USER: "oar" };
    const base = { configuration, session, notifier, log: {}, now, timeZone: one.timeZone, environment };
    const opened = await openRound(base);
    const { exitCode } = await runRound({ ...opened, rehearsal: true });
    await closeRound(opened);
    return {
      exitCode,
      rows: rowDifferences(round, await observe(session), before),
      sent: sentDifferences(round, notifier.sent),
      changes: await rehearsedChanges(session),
    };
  });
}

/** Everything that a round could change: rows, and numbers that were dealt. */
async function everything(): Promise<unknown> {
  const numbers = await real.run("SELECT sequencename::text, last_value FROM pg_sequences ORDER BY 1");
  return [await observe(real), numbers];
}

test.each(["worked-example", "besteffort-kill", "reservations-new", "to-error", "scheduler-priority", "energy-saving"])(
  "%s is decided as it would be, and nothing of the database changes",
  async (name) => {
    const one = named(name);
    await prepare(real, one);
    const before = await everything();
    const { exitCode, rows, sent, changes } = await rehearse(one);
    expect({ exitCode, rows, sent }).toEqual({ exitCode: one.rounds[0]?.exitCode, rows: [], sent: [] });
    expect(changes.length).toBeGreaterThan(0);
    expect(await everything()).toEqual(before);
  },
);

test("what changes is told row by row", async () => {
  await prepare(real, named("worked-example"));
  const { changes } = await rehearse(named("worked-example"));
  const job = changes.find(({ table, after }) => table === "jobs" && after?.job_id === 1);
  expect([job?.before?.state, job?.after?.state]).toEqual(["Waiting", "toLaunch"]);
  const planned = changes.filter(({ table }) => table === "gantt_jobs_predictions");
  expect(planned.map(({ before, after }) => [before, after?.moldable_job_id])).toEqual([
    [null, 2],
    [null, 3],
    [null, 4],
  ]);
});

test("it waits for nobody's locks", async () => {
  const one = named("worked-example");
  await prepare(real, one);
  await real.transaction(async (queries) => {
    await queries.run("SELECT * FROM jobs FOR UPDATE");
    await queries.run("UPDATE resources SET state = state");
    expect((await rehearse(one)).exitCode).toBe(0);
  });
});

test("commands of the site are not run", async () => {
  const one = named("energy-saving");
  await prepare(real, one);
  await withFolder(async (folder) => {
    const witness = join(folder, "run");
    await rehearse(one, {
      ENERGY_SAVING_INTERNAL: "no",
      SCHEDULER_NODE_MANAGER_SLEEP_CMD: `touch ${witness}`,
      SCHEDULER_NODE_MANAGER_WAKE_UP_CMD: `touch ${witness}`,
    });
    expect(existsSync(witness)).toBe(false);
  });
});
