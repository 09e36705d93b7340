/** Conflicts with other writers: groups are tried again where that helps, else they fail as a whole, and it is said why. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openSession, type Session, Writer } from "../../../ts/database/index.js";
import { violations } from "../crash/invariants.js";
import { type Verdict, wireProxy } from "../crash/wire.js";
import { Groups } from "./groups.js";
import { Site } from "./site.js";
import { until } from "./until.js";

let site: Site;
let other: Session;
beforeAll(async () => {
  site = await Site.open(false);
  other = await openSession(site.database);
});
afterEach(async () => {
  for (const name of ["deadlock_timeout", "lock_timeout", "statement_timeout"]) {
    await site.session.run(`ALTER DATABASE ${site.database.database} RESET ${name}`);
  }
  await site.session.run("DROP TRIGGER IF EXISTS conflict ON jobs");
  await site.restore();
});
afterAll(async () => {
  await other.close();
  await site.close();
});

const setForAll = (name: string, value: string) =>
  site.session.run(`ALTER DATABASE ${site.database.database} SET ${name} = '${value}'`);
const stateOf = async (id: number) =>
  (await site.session.run("SELECT state FROM jobs WHERE job_id = $1", [id]))[0]?.state;
const hold = `UPDATE jobs SET state = 'Hold' WHERE job_id = 10`;
const logHold = `WITH closed AS (UPDATE job_state_logs SET date_stop = 1 WHERE job_id = 10 AND date_stop = 0)
  INSERT INTO job_state_logs (job_id, job_state, date_start) VALUES (10, 'Hold', 1)`;

/**
 * Runs a round in whose group of writes with this text somebody has job 31, or what is given, wants job 10 once the round
 * waits for the former, and puts it on hold.
 *
 * @param patience how long the other one waits before it looks for a deadlock
 */
async function deadlocked(text: string, first: number, patience: string) {
  const seen = new Groups();
  let [work, done]: [Promise<unknown>, boolean] = [Promise.resolve(), false];
  const proxy = await wireProxy(site.database, async (message): Promise<Verdict> => {
    const moment = seen.see(message);
    if (moment?.kind !== "statement" || done || !moment.text.includes(text)) return "carry";
    done = true;
    await new Promise<void>((resolve) => {
      work = other
        .transaction(async (queries) => {
          await queries.run(`SET LOCAL deadlock_timeout = '${patience}'`);
          await queries.run("SELECT FROM jobs WHERE job_id = $1 FOR UPDATE", [first]);
          resolve();
          await until(async () => {
            const waiting =
              "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            return (await site.session.run(waiting)).length > 0;
          });
          await queries.run(hold);
          await queries.run(logHold);
        })
        .then(
          () => "written",
          (error) => error.sqlState,
        );
    });
    return "carry";
  });
  const run = await site.meta(proxy.settings);
  await proxy.close();
  expect(done).toBe(true);
  return { run, came: await work };
}

// The plan locks the ordinary jobs, 10 to 41; the launches those that are due, 10 to 31.
const GROUPS = [
  ["the plan", "UPDATE jobs SET message = planned.message", 13],
  ["launches", "SELECT job FROM jsonb_to_recordset", 31],
] as const;

test.each(GROUPS)("a deadlock with %s, which is tried again", async (_, text, first) => {
  await setForAll("deadlock_timeout", "20ms");
  const { run, came } = await deadlocked(text, first, "60s");
  expect(came).toBe("written");
  expect([run.status, run.errors]).toEqual([2, ""]);
  expect(run.log).toContainEqual(expect.stringMatching(/writes met another writer, and are tried again .*"40P01"/));
  expect(await stateOf(10)).toBe("Hold");
  expect(await stateOf(11)).toBe("toLaunch");
  expect(run.heard.filter((line) => line.includes('"job_id":10,'))).toEqual([]);
  expect(run.heard.filter((line) => line.includes('"job_id":11,'))).toHaveLength(1);
  expect(await violations(site.session)).toEqual([]);
});

test.each(GROUPS)("a deadlock with %s, for which the other one pays", async (_, text, first) => {
  await setForAll("deadlock_timeout", "60s");
  const { run, came } = await deadlocked(text, first, "20ms");
  expect(came).toBe("40P01");
  expect([run.status, run.errors]).toEqual([2, ""]);
  expect(await site.faultsAfter(run.heard)).toEqual([]);
});

/** Has the first updates of this job fail, so many times; what a sequence counts is not undone. */
async function conflicting(job: number, times: number, code: string): Promise<void> {
  await site.session.run("CREATE SEQUENCE IF NOT EXISTS conflicts");
  await site.session.run("SELECT setval('conflicts', 1, false)");
  await site.session.run(`CREATE OR REPLACE FUNCTION conflict() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('conflicts') <= ${times} THEN RAISE 'somebody else was there' USING ERRCODE = '${code}'; END IF;
    RETURN NEW; END $$`);
  await site.session.run(
    `CREATE TRIGGER conflict BEFORE UPDATE ON jobs FOR EACH ROW WHEN (OLD.job_id = ${job}) EXECUTE FUNCTION conflict()`,
  );
}

// One that is planned and launched, one that ends, reservations that are accepted, acknowledged, and expire.
test.each([11, 60, 20, 50, 32])("two serialization failures at job %i are overcome", async (job) => {
  await conflicting(job, 2, "40001");
  const run = await site.meta(site.database);
  expect([run.status, run.errors]).toEqual([2, ""]);
  const again = run.log.filter((line) => /tried again .*"40001"/.test(line));
  expect(again).toHaveLength(2);
  expect(await site.faultsAfter(run.heard)).toEqual([]);
});

test.each([11, 60, 20, 50, 32])("without end, at job %i: the round fails, and is run again", async (job) => {
  await conflicting(job, 1_000_000, "40001");
  const run = await site.meta(site.database);
  expect([run.status, run.errors]).toEqual([1, "oar-redox: somebody else was there (40001)\n"]);
  expect(run.log.filter((line) => /tried again .*"40001"/.test(line))).toHaveLength(2);
  await site.session.run("DROP TRIGGER conflict ON jobs");
  expect(await site.faultsAfter(run.heard)).toEqual([]);
});

test("a job that somebody holds for longer than the lock_timeout of the site is left out, and the others are not", async () => {
  await setForAll("lock_timeout", "100ms");
  const run = await other.transaction(async (queries) => {
    await queries.run("SELECT FROM jobs WHERE job_id = 11 FOR UPDATE");
    return site.meta(site.database);
  });
  expect([run.status, run.errors]).toEqual([2, ""]);
  expect(run.log).toContainEqual(
    expect.stringMatching(/error: a job cannot be planned: the database refuses it .*"job":11,"code":"55P03"/),
  );
  for (const job of [3, 10, 31]) expect([job, await stateOf(job)]).toEqual([job, "toLaunch"]);
  expect(await stateOf(11)).toBe("Waiting");
  expect(await violations(site.session)).toEqual([]);
});

test("a table that somebody holds for longer: the round fails as a whole", async () => {
  await setForAll("lock_timeout", "100ms");
  const run = await other.transaction(async (queries) => {
    await queries.run("LOCK TABLE gantt_jobs_predictions IN EXCLUSIVE MODE");
    return site.meta(site.database);
  });
  expect([run.status, run.errors]).toEqual([1, "oar-redox: canceling statement due to lock timeout (55P03)\n"]);
  expect(await site.faultsAfter(run.heard)).toEqual([]);
});

test("many rows that somebody holds are not waited for one by one", async () => {
  await setForAll("lock_timeout", "10ms");
  const session = await openSession(site.database);
  let times = 0;
  const jobs = Array.from({ length: 300 }, (_, index) => index);
  const work = other.transaction(async (queries) => {
    await queries.run("SELECT FROM jobs WHERE job_id = 11 FOR UPDATE");
    return new Writer(session).groupOf(jobs, (own) => {
      times++;
      return own.run("SELECT FROM jobs WHERE job_id = 11 FOR UPDATE");
    });
  });
  await expect(work).rejects.toMatchObject({ code: "statement_failed", sqlState: "55P03" });
  // Once for all, and in parts.
  expect(times).toBe(1 + 33);
  await session.close();
});

test("the statement_timeout of the site does not count, ours does", async () => {
  await setForAll("statement_timeout", "300ms");
  const run = await other.transaction(async (queries) => {
    await queries.run("LOCK TABLE gantt_jobs_predictions IN EXCLUSIVE MODE");
    return site.meta(site.database, "1");
  });
  expect([run.status, run.errors]).toEqual([1, "oar-redox: canceling statement due to statement timeout (57014)\n"]);
  expect(run.seconds).toBeGreaterThan(1);
  expect(await site.faultsAfter(run.heard)).toEqual([]);
});
