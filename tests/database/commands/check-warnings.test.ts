/** `oar-redox db check`: warnings and notes, with which rounds work, and an embedded database. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Finding, openSession, tryLead } from "../../../ts/database/index.js";
import { withSession } from "../databases.js";
import { AT, changed, checked, found } from "./checked.js";
import { onDatabase, program } from "./program.js";
import { NOW, roundIn, seededSite } from "./site.js";

const folder = mkdtempSync(join(tmpdir(), "oar-redox-check-"));
const EMBEDDED = 300_000;
afterAll(() => rmSync(folder, { recursive: true }));

describe("warnings and notes: rounds work, but", () => {
  test("queues, resources, jobs and plan", async () => {
    const settings = await changed(
      "UPDATE queues SET priority = 2 WHERE queue_name = 'besteffort'",
      "INSERT INTO queues VALUES ('nights', 1, 'kamelot', 'notActive')",
      "UPDATE jobs SET queue_name = 'nights' WHERE job_id IN (18, 19)",
      "UPDATE jobs SET queue_name = 'gone' WHERE job_id = 20",
      "UPDATE jobs SET properties = 'host in (select 1)' WHERE job_id = 21",
      "UPDATE job_resource_groups SET res_group_property = '; drop' WHERE res_group_moldable_id = 14",
      "UPDATE moldable_job_descriptions SET moldable_walltime = -5 WHERE moldable_job_id = 22",
      "DELETE FROM moldable_job_descriptions WHERE moldable_job_id = 23",
      "UPDATE job_resource_descriptions SET res_job_resource_type = 'rack' WHERE res_job_group_id = 27",
      "INSERT INTO gantt_jobs_predictions VALUES (0, 0), (999, 5)",
      "INSERT INTO gantt_jobs_resources VALUES (0, 0)",
      "DELETE FROM gantt_jobs_resources WHERE resource_id BETWEEN 33 AND 48",
      "UPDATE jobs SET state = 'Running' WHERE job_id = 3",
      "UPDATE jobs SET state = 'Resuming' WHERE job_id = 4",
      "INSERT INTO job_dependencies VALUES (5, 4711)",
      "INSERT INTO job_dependencies VALUES (26, 27), (27, 28), (28, 26), (29, 29), (30, 28), (31, 32), (32, 33), (33, 7)",
      "INSERT INTO moldable_job_descriptions VALUES (800, 24, 60), (801, 24, 60)",
      "UPDATE jobs SET state = 'Launching', assigned_moldable_job = 800 WHERE job_id = 24",
      "INSERT INTO assigned_resources VALUES (800, 4712)",
      `INSERT INTO frag_jobs VALUES (6, ${NOW}, 'LEON')`,
      "INSERT INTO walltime_change (job_id, pending) VALUES (3, 600)",
      `INSERT INTO moldable_job_descriptions (moldable_id, moldable_job_id, moldable_walltime) VALUES (500, 15, 60)`,
      `INSERT INTO gantt_jobs_predictions VALUES (500, ${NOW})`,
      "UPDATE jobs SET job_user = repeat('x', 255), submission_time = -7 WHERE job_id = 7",
    );
    const { status, findings } = await checked(settings);
    expect(status).toBe(0);
    const items = Object.fromEntries(findings.map(({ severity, code, items }) => [`${severity} ${code}`, items]));
    expect(items).toMatchObject({
      "warning besteffort_not_alone": ["besteffort", "default"],
      "warning jobs_of_no_queue": expect.anything(),
      "warning lost_reservation": ["14"],
      "warning odd_reservation": ["15: several of its moldables are in the plan"],
      "warning current_without_resources": ["3", "4"],
      "warning unknown_resources": ["24"],
      "warning circular_dependency": ["26", "27", "28", "29", "30"],
      "warning refused_filter": [
        expect.stringMatching(/^13, moldable 14: the property filter is refused: /),
        '21: the property filter is refused: no column of resources has the name "host" at character 1',
      ],
      "warning invalid_request": ["22: the walltime of its moldable 23 is below 1", "23: it has no moldable"],
      "warning unknown_level": [expect.stringMatching(/asks for the level "rack", which the site does not have$/)],
      "note equal_priorities": ["besteffort", "default"],
      "note stray_plan_rows": expect.arrayContaining(["gantt_jobs_predictions", "gantt_jobs_resources"]),
      "note orphaned_plan_rows": ["999"],
      "note missing_dependency": ["5"],
      "note resuming": ["4"],
      "note kill_pending": ["6"],
      "note walltimes_disabled": ["3"],
    });
    const queues = findings.filter(({ code }) => code === "jobs_of_no_queue").map(({ items }) => items);
    expect(queues).toEqual([["20"], ["18", "19"]]);
    // What is reported harms nobody else: the round runs.
    await withSession(settings, (session) => roundIn(session));
  });

  test("rows that make no sense, each with the reason, where nothing in the database keeps them out", async () => {
    const relaxed = ["resources", "queues", "walltime_change", "accounting"].map(
      (table) => `DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT conname FROM pg_constraint WHERE conrelid = '${table}'::regclass AND contype = 'c' LOOP
          EXECUTE format('ALTER TABLE ${table} DROP CONSTRAINT %I', name); END LOOP; END $$`,
    );
    const settings = await changed(
      ...relaxed,
      "ALTER TABLE resources ALTER available_upto DROP NOT NULL, ALTER type DROP NOT NULL",
      "ALTER TABLE queues ALTER priority DROP NOT NULL",
      "UPDATE resources SET state = 'Odd' WHERE resource_id BETWEEN 1 AND 12",
      "UPDATE resources SET available_upto = NULL WHERE resource_id = 13",
      "INSERT INTO resources (resource_id) VALUES (3000000000), (-3000000000)",
      "UPDATE jobs SET job_id = 3000000001 WHERE job_id = 21",
      "UPDATE moldable_job_descriptions SET moldable_id = 3000000002 WHERE moldable_id = 22",
      "UPDATE job_resource_groups SET res_group_id = 3000000003 WHERE res_group_id = 23",
      "INSERT INTO queues VALUES ('nights', NULL, 'kamelot', 'Active'), ('days', 1, 'kamelot', 'off')",
      "INSERT INTO walltime_change (job_id, pending, force) VALUES (3, 600, 'no')",
      "UPDATE jobs SET state = 'Running' WHERE job_id = 3",
      `INSERT INTO accounting VALUES (${NOW - 9}, ${NOW - 5}, 'alice', 'p', 'default', 'USED', -5),
        (0, 5, 'alice', 'p', 'default', 'USED', -5)`,
      "INSERT INTO gantt_jobs_resources VALUES (777, 1)",
    );
    const config = join(folder, "fairshare.conf");
    writeFileSync(
      config,
      "JOB_PRIORITY=FAIRSHARE\nWALLTIME_CHANGE_ENABLED=yes\nSCHEDULER_FAIRSHARING_WINDOW_SIZE=1000\n",
    );
    const { status, findings } = await checked(settings, "--config", config);
    expect(status).toBe(0);
    const odd = findings.filter(({ code }) => code === "odd_rows");
    const beyond = "its number is more than the columns that refer to it can hold";
    const rows = (table: string, why: string) => `Rows of ${table} make no sense, and rounds leave them out: ${why}.`;
    expect(odd.map(({ severity, message, items, count }) => [severity, message, items, count])).toEqual([
      ["warning", rows("jobs", beyond), ["3000000001"], 1],
      ["warning", rows("moldable_job_descriptions", beyond), ["3000000002"], 1],
      ["warning", rows("job_resource_groups", beyond), ["3000000003"], 1],
      ["warning", rows("resources", beyond), ["-3000000000", "3000000000"], 2],
      ["warning", rows("resources", "there is no such state"), expect.arrayContaining(["1", "10"]), 12],
      ["warning", rows("resources", "its available_upto is NULL"), ["13"], 1],
      ["warning", rows("queues", "it has no priority"), ["nights"], 1],
      ["warning", rows("queues", "there is no such state"), ["days"], 1],
      ["warning", rows("walltime_change", "force is neither YES nor NO"), ["3"], 1],
      [
        "warning",
        rows("accounting", "its consumption is negative"),
        [`alice, p, default, USED, ${NOW - 9}-${NOW - 5}`],
        1,
      ],
    ]);
    expect(findings.find(({ code }) => code === "orphaned_plan_rows")?.items).toEqual(["777"]);
    // Without karma nobody looks at the accounting, nor at the requests where walltimes cannot be changed.
    const plain = await checked(settings);
    expect(plain.findings.filter(({ code }) => code === "odd_rows")).toHaveLength(8);
    await withSession(settings, (session) => roundIn(session));
  });

  test("no active queue, and no usable resource", async () => {
    const findings = await found(
      await changed("UPDATE queues SET state = 'notActive'", "UPDATE resources SET state = 'Dead'"),
    );
    expect([...findings.keys()]).toEqual(expect.arrayContaining(["warning no_queue", "warning no_resources"]));
  });

  test("who else is on the server", async () => {
    const settings = await changed();
    const [leader, locker] = [await openSession(settings), await openSession(settings)];
    const leadership = await tryLead(leader);
    const codes = async () => [...(await found(settings)).keys()];
    expect(await codes()).toEqual(["note other_leader", "note no_triggers"]);
    await leadership?.release();
    await locker.transaction(async (queries) => {
      await queries.run("LOCK TABLE queues IN EXCLUSIVE MODE");
      expect(await codes()).toEqual(["warning table_lock", "note no_triggers"]);
    });
    await leader.close();
    await locker.close();
    // No server of tests is there.
    const far = await onDatabase(settings, ["db", "check", "--json"], { env: { TZ: "Pacific/Chatham" } });
    expect(JSON.parse(far.stdout).findings[0]).toMatchObject({ severity: "note", code: "time_zone" });
  });

  test("triggers: none, some, all", async () => {
    const settings = await changed();
    const { stdout } = await program(["db", "grants", "--trigger"]);
    const statements = stdout
      .replace(/^--.*$/gm, "")
      .split(/;\n/)
      .filter((text) => /CREATE|DROP/.test(text));
    await withSession(settings, async (session) => {
      for (const text of statements) await session.run(text);
      expect([...(await found(settings)).keys()]).toEqual([]);
      await session.run("ALTER TABLE jobs DISABLE TRIGGER oar_redox_notify");
      expect((await found(settings)).get("warning missing_triggers")?.items).toEqual(["jobs"]);
    });
  });
});

test(
  "on an embedded database",
  async () => {
    const directory = join(folder, "embedded");
    await seededSite({ directory });
    const run = (...args: string[]) =>
      program(["db", "check", "--json", "--database", directory, ...AT, ...args], { seconds: 280 });
    const good = await run();
    expect([good.status, good.stderr]).toEqual([0, ""]);
    expect(JSON.parse(good.stdout).findings.map(({ code }: Finding) => code)).toEqual(["no_triggers", "too_much"]);
    const config = join(folder, "embedded.conf");
    writeFileSync(config, "METASCHEDULER_MODE=external\n");
    const external = await run("--config", config);
    expect([external.status, JSON.parse(external.stdout).findings[0].code]).toEqual([2, "embedded_external"]);
  },
  EMBEDDED,
);
