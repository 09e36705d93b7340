/** `oar-redox plan` and `oar-redox explain JOB` on a database. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSession, type ServerSettings, type Session } from "../../../ts/database/index.js";
import { copiedDatabase, emptyDatabase, withSession } from "../databases.js";
import { onDatabase, program } from "./program.js";
import { contentOf, NOW, roundIn, seededSite } from "./site.js";

const folder = mkdtempSync(join(tmpdir(), "oar-redox-plan-"));
const AT = ["--now", String(NOW)];
const EMBEDDED = 180_000;

let settings: ServerSettings;
let site: Session;
beforeAll(async () => {
  settings = await copiedDatabase(seededSite);
  site = await openSession(settings);
  await roundIn(site);
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

/** What a command prints, without the name of the database. */
async function printed(args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await onDatabase(settings, [...args, ...AT]);
  expect([status, stderr]).toEqual([0, ""]);
  return stdout.replaceAll(`${settings.host}:${settings.port}/${settings.database}`, "DATABASE");
}

/** The sentences that explain a job. */
async function sentencesOf(...jobs: number[]): Promise<string[][]> {
  const { jobs: accounts } = JSON.parse(await printed(["explain", "--json", ...jobs.map(String)]));
  expect(accounts.map(({ job }: { job: number }) => job)).toEqual(jobs);
  return accounts.map(({ sentences }: { sentences: string[] }) => sentences);
}

describe("plan", () => {
  test("the plan of the sample cluster after a round", async () => {
    const shown = await printed(["plan"]);
    await expect(shown).toMatchFileSnapshot("plan.txt");
    expect(Math.max(...shown.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("--json has every job that has not ended, with what it holds", async () => {
    const { now, usable, jobs } = JSON.parse(await printed(["plan", "--json"]));
    expect([now, usable.length, jobs.length]).toEqual([NOW, 80, 41]);
    const of = (id: number) => jobs.find(({ job }: { job: number }) => job === id);
    const range = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
    expect(of(2)).toEqual({
      ...{ job: 2, user: "ada", name: "ocean", queue: "default", state: "toLaunch", place: "current" },
      ...{ begin: NOW, end: NOW + 4 * 3600 + 59, resources: range(9, 24), note: null },
    });
    expect(of(15)).toMatchObject({ place: "reserved", begin: NOW + 26 * 3600, resources: range(1, 32) });
    expect(of(12)).toMatchObject({ place: "predicted", state: "Waiting", resources: range(49, 4) });
    expect(of(41)).toMatchObject({ place: "nowhere", begin: null, end: null, resources: [], note: "no place" });
  });

  test("an empty database, and one that is none of OAR's", async () => {
    const empty = await emptyDatabase();
    const none = await onDatabase(empty, ["plan"]);
    expect([none.status, none.stdout]).toEqual([2, ""]);
    expect(none.stderr).toMatch(/found no table schema \(not_oar\)/);
    await onDatabase(empty, ["db", "create"]);
    const { status, stdout } = await onDatabase(empty, ["plan"]);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/no jobs\n\nThere are no jobs\.\n$/)]);
  });
});

describe("explain", () => {
  test("a job that waits for another, and one that is nowhere: sentence, chart and tables", async () => {
    await expect(await printed(["explain", "34", "41"])).toMatchFileSnapshot("explain.txt");
  });

  test("nothing is written, and no row is waited for", async () => {
    const before = await contentOf(site);
    await site.transaction(async (queries) => {
      await queries.run("SELECT FROM jobs FOR UPDATE");
      await queries.run("SELECT FROM resources FOR UPDATE");
      await printed(["explain", "34"]);
    });
    expect(await contentOf(site)).toBe(before);
  });

  test("what was launched, and an accepted reservation", async () => {
    const [launched, reserved] = await sentencesOf(2, 14);
    expect(launched).toEqual([
      "Job 2 is toLaunch, on 9-32 from 2023-11-14 22:13:20 UTC until 2023-11-15 02:14:19 UTC at the latest.",
    ]);
    expect(reserved).toEqual([
      "Job 14 is an accepted reservation, on 33-48 from 2023-11-15 01:13:20 UTC until 2023-11-15 03:14:19 UTC at the latest.",
    ]);
  });

  test("external mode: it says that this is what oar-redox would decide", async () => {
    const config = join(folder, "external.conf");
    writeFileSync(config, "METASCHEDULER_MODE=external\n");
    expect(await printed(["explain", "41", "--config", config])).toMatch(/\nIn external mode programs .*\n\nJob 41 is/);
  });

  test.each([
    [["99"], /: there is no job 99\n$/],
    [["99", "2", "9007199254740991"], /: there is no job 99 and 9007199254740991\n$/],
    [["0x10"], /^error: expected numbers of jobs of a database, or a FILE and --job N/],
    [["-"], /^error: expected numbers of jobs/],
    [["2", "--jsonl"], /^error: option '--jsonl' is for scenarios/],
    [["a", "b", "--job", "1"], /^error: with --job one FILE is expected/],
    [["2", "--job", "2"], /^error: option '--database' is for jobs of a database/],
  ])("%j is an error that helps", async (words, complaint) => {
    const { status, stdout, stderr } = await onDatabase(settings, ["explain", ...words]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(complaint);
  });

  test("a number is a file where --job is given", async () => {
    const other = join(folder, "17");
    writeFileSync(other, "{");
    const { status, stderr } = await program(["explain", "17", "--job", "5"], { cwd: folder });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^17:1:\d+: expected/)]);
  });
});

describe("jobs that rounds leave out, or do otherwise with", () => {
  /** A database with the sample, in which something is odd; there was no round. */
  async function odd(...statements: string[]): Promise<(...jobs: number[]) => Promise<string[][]>> {
    settings = await copiedDatabase(seededSite);
    await withSession(settings, async (session) => {
      for (const text of statements) await session.run(text);
    });
    return sentencesOf;
  }

  test("filters, queues, states, requests, kills", async () => {
    const of = await odd(
      "UPDATE jobs SET properties = 'host in (select 1)' WHERE job_id = 18",
      "UPDATE job_resource_groups SET res_group_property = '; drop' WHERE res_group_moldable_id = 26",
      "UPDATE jobs SET state = 'Hold' WHERE job_id = 17",
      "UPDATE jobs SET queue_name = 'nights' WHERE job_id = 19",
      "INSERT INTO queues VALUES ('nights', 1, 'kamelot', 'notActive')",
      "UPDATE jobs SET queue_name = 'gone' WHERE job_id = 20",
      "UPDATE moldable_job_descriptions SET moldable_walltime = -5 WHERE moldable_job_id = 21",
      `INSERT INTO frag_jobs VALUES (2, ${NOW - 60}, 'LEON')`,
      `UPDATE jobs SET state = 'Terminated', exit_code = 768, stop_time = ${NOW} WHERE job_id = 3`,
      "UPDATE jobs SET state = 'Error', message = 'no node' WHERE job_id = 4",
      "DELETE FROM gantt_jobs_resources WHERE resource_id <= 32",
    );
    const [filter, group, held, inactive, gone, walltime, killed, ended, failed, lost] = await of(
      ...[18, 25, 17, 19, 20, 21, 2, 3, 4, 15],
    );
    expect(filter).toEqual([
      'Job 18 is left out: the property filter is refused: no column of resources has the name "host" at character 1.',
    ]);
    expect(group).toHaveLength(2);
    expect(group?.[1]).toMatch(/^Its moldable 26 is left out: the property filter is refused: .*\.$/);
    expect(held).toEqual(["Job 17 is held: no round looks at it before oarresume sends it back to the queue."]);
    expect(inactive).toEqual(["Job 19 waits in the queue nights, which is not active: no round looks at it."]);
    expect(gone).toEqual(["Job 20 waits in a queue that does not exist, gone: no round looks at it."]);
    expect(walltime).toEqual(["Job 21 is left out: the walltime of its moldable 22 is below 1."]);
    expect(killed?.slice(1)).toEqual([
      "Its end was asked for at 2023-11-14 22:12:20 UTC, and is not done yet: it keeps its place, and is not launched.",
    ]);
    expect(ended).toEqual(["Job 3 has ended at 2023-11-14 22:13:20 UTC, with the exit code 3."]);
    expect(failed).toEqual(["Job 4 has ended, in error: no node."]);
    expect(lost).toEqual([
      "Job 15 is an accepted reservation that has no place in the plan, and no round gives it another.",
    ]);
  }, 120_000);

  test("a launch, a reservation that is pushed, one that has expired, one that is new", async () => {
    const of = await odd(
      `UPDATE jobs SET start_time = ${NOW - 60} WHERE job_id = 14`,
      `UPDATE gantt_jobs_predictions SET start_time = ${NOW - 60} WHERE start_time = ${NOW + 10_800}`,
      "UPDATE resources SET state = 'Suspected' WHERE resource_id = 33",
      `UPDATE jobs SET start_time = ${NOW - 86_400} WHERE job_id = 15`,
      `UPDATE jobs SET reservation = 'toSchedule', start_time = ${NOW + 172_800} WHERE job_id = 2`,
    );
    const [launched, pushed, expired, fresh] = await of(1, 14, 15, 2);
    expect(launched).toEqual([expect.stringMatching(/^Job 1 starts at once/), "The round would launch it."]);
    expect(pushed?.slice(1)).toEqual([
      "The round would push its start to 2023-11-14 22:13:21 UTC: it waits for resources.",
    ]);
    expect(expired?.slice(1)).toEqual([
      "The round would end it in error: Reservation expired and couldn't be started.",
    ]);
    expect(fresh?.[0]).toMatch(/^Job 2 starts as reserved, at 2023-11-16 22:13:20 UTC on /);
    expect(fresh?.[1]).toMatch(/^The round would /);
  });

  test("a best-effort job that has to make room, and the job that waits for that", async () => {
    const of = await odd(
      "UPDATE jobs SET state = 'Hold' WHERE job_id NOT IN (1, 29)",
      "UPDATE resources SET state = 'Dead' WHERE resource_id > 8",
    );
    await withSession(settings, async (session) => {
      await session.run("UPDATE jobs SET state = 'Hold' WHERE job_id = 1");
      await roundIn(session, NOW - 100);
      await session.run("UPDATE jobs SET state = 'Running' WHERE job_id = 29");
      await session.run("UPDATE jobs SET state = 'Waiting' WHERE job_id = 1");
    });
    const [wanting, victim] = await of(1, 29);
    expect(wanting?.[1]).toBe("It would not be launched in this round: best-effort jobs have to make room first.");
    expect(victim?.[0]).toMatch(/^Job 29 is Running, on 1-3 from 2023-11-14 22:11:40 UTC until/);
    expect(victim?.[1]).toBe(
      "The round would ask for its end: it is a best-effort job, and in the way of another one.",
    );
  });
});

test(
  "on an embedded database",
  async () => {
    const directory = join(folder, "embedded");
    await seededSite({ directory });
    const before = await withSession({ directory }, contentOf);
    const plan = await program(["plan", "--json", "--database", directory, ...AT]);
    expect([plan.status, plan.stderr]).toEqual([0, ""]);
    expect(JSON.parse(plan.stdout).jobs).toHaveLength(41);
    const explained = await program(["explain", "12", "--json", "--database", directory, ...AT]);
    expect([explained.status, explained.stderr]).toEqual([0, ""]);
    const [{ explanation }] = JSON.parse(explained.stdout).jobs;
    expect(explanation).toMatchObject({ placed: true, waitsFor: { kind: "dependency", job: 11 } });
    expect(await withSession({ directory }, contentOf)).toBe(before);
  },
  EMBEDDED,
);
