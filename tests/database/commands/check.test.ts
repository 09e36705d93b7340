/** `oar-redox db check`: a database that is good, and errors, with which rounds do not work. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { UNTOUCHED } from "../../../ts/database/checking/tables.js";
import { checkDatabase, grantStatements, parseConfiguration, type Session } from "../../../ts/database/index.js";
import { copiedDatabase, emptyDatabase, withSession } from "../databases.js";
import { AT, changed, checked, found } from "./checked.js";
import { onDatabase } from "./program.js";
import { contentOf, roundIn, seededSite } from "./site.js";

const folder = mkdtempSync(join(tmpdir(), "oar-redox-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a database that is good", () => {
  test("there are notes at most, nothing is written, and rows that are locked do not matter", async () => {
    const settings = await changed();
    await withSession(settings, async (session) => {
      await roundIn(session);
      const before = await contentOf(session);
      await session.transaction(async (queries) => {
        await queries.run("SELECT FROM jobs FOR UPDATE");
        const { status, codes } = await checked(settings);
        expect([status, codes]).toEqual([0, ["note no_triggers", "note too_much"]]);
      });
      expect(await contentOf(session)).toBe(before);
    });
    const { status, stdout } = await onDatabase(settings, ["db", "check", ...AT]);
    expect(status).toBe(0);
    const shown = stdout.replace(`${settings.host}:${settings.port}/${settings.database}`, "DATABASE");
    await expect(shown).toMatchFileSnapshot("check.txt");
  });

  test("columns of a table that no round touches may be missing: rounds do not notice", async () => {
    const drops = Object.entries(UNTOUCHED).flatMap(([table, columns]) =>
      // That one is named by filters of the sample.
      columns.filter((column) => column !== "besteffort").map((column) => `ALTER TABLE ${table} DROP ${column}`),
    );
    expect(drops.length).toBeGreaterThan(20);
    const settings = await changed(...drops);
    const findings = await found(settings);
    expect([...findings.keys()].filter((key) => !key.startsWith("note"))).toEqual([]);
    expect(findings.get("note missing_column")?.items).toEqual(["name"]);
    const plan = (session: Session) => session.run("SELECT * FROM gantt_jobs_resources_visu ORDER BY 1, 2");
    const whole = await changed();
    const plans: unknown[] = [];
    for (const one of [settings, whole]) {
      await withSession(one, async (session) => {
        await roundIn(session);
        plans.push(await plan(session));
      });
    }
    expect(plans[0]).toEqual(plans[1]);
  });
});

describe("errors: rounds do not work", () => {
  test("what is none of OAR's databases", async () => {
    const empty = await emptyDatabase();
    const { status, stdout } = await onDatabase(empty, ["db", "check"]);
    expect([status, stdout]).toEqual([2, expect.stringMatching(/^error .*version 3\.0\.0, found no table schema\.$/m)]);
    const old = await found(await changed("UPDATE schema SET version = '2.5.9'"));
    expect([...old.keys()]).toEqual(["error not_oar"]);
    const newer = await found(await changed("UPDATE schema SET version = '3.4.0'"));
    expect([...newer.keys()]).toContain("warning version");
  });

  test("tables, columns, types and words that are missing, or are others", async () => {
    const settings = await changed(
      "DROP TABLE walltime_change",
      "DROP TABLE files",
      "ALTER TABLE jobs DROP last_karma, DROP stop_time",
      "ALTER TABLE queues ALTER priority DROP DEFAULT, ALTER priority TYPE text",
      "ALTER TABLE jobs ALTER message TYPE varchar(100)",
      "ALTER TABLE frag_jobs ADD reason text NOT NULL",
      "ALTER TABLE assigned_resources ALTER assigned_resource_index DROP DEFAULT",
      "CREATE TYPE other AS ENUM ('LOG')",
      "UPDATE assigned_resources SET assigned_resource_index = 'LOG'",
      "DROP INDEX log",
      "ALTER TABLE assigned_resources ALTER assigned_resource_index TYPE other USING assigned_resource_index::text::other",
      "ALTER TABLE resources ADD licence text NOT NULL DEFAULT ''",
    );
    const findings = await found(settings);
    const items = Object.fromEntries([...findings].map(([key, one]) => [key, one.items]));
    expect(items).toEqual({
      "error missing_table": ["walltime_change"],
      "error missing_column": ["stop_time", "last_karma"],
      "error wrong_type": ["queues.priority"],
      "error missing_word": ["CURRENT"],
      "error demanded_column": ["reason"],
      "warning short_column": ["jobs.message"],
      "note missing_table": [],
      "note no_triggers": [],
      "note not_checked": [],
    });
    for (const one of findings.values()) if (one.severity === "error") expect(one.remedy).not.toBeNull();
    const { status, stdout } = await onDatabase(settings, ["db", "check"]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^5 errors, 1 warning, 3 notes: rounds do not work before the errors are mended\.\n$/m);
  });

  test("keys and sequences", async () => {
    const findings = await found(
      await changed(
        "ALTER TABLE frag_jobs DROP CONSTRAINT frag_jobs_pkey",
        "SELECT setval('job_state_logs_job_state_log_id_seq', 3)",
        "ALTER SEQUENCE event_logs_event_id_seq OWNED BY NONE",
        "DROP INDEX state",
        "DROP INDEX state_id",
      ),
    );
    expect(findings.get("error missing_key")?.items).toEqual(["frag_jobs"]);
    expect(findings.get("error sequence_behind")?.items).toEqual(["job_state_logs.job_state_log_id"]);
    expect(findings.get("error no_sequence")?.items).toEqual(["event_logs.event_id"]);
    expect(findings.get("note missing_index")?.items).toEqual(["jobs (state)", "jobs (state, job_id)"]);
    // A number that is to be dealt next, as ALTER SEQUENCE ... RESTART sets it.
    const restarted = await found(
      await changed(
        "INSERT INTO event_logs (event_id) VALUES (500)",
        "ALTER SEQUENCE event_logs_event_id_seq RESTART WITH 501",
        "SELECT setval('job_state_logs_job_state_log_id_seq', (SELECT max(job_state_log_id) FROM job_state_logs), false)",
      ),
    );
    expect(restarted.get("error sequence_behind")?.items).toEqual(["job_state_logs.job_state_log_id"]);
    const high = await changed(
      "INSERT INTO event_logs (event_id) SELECT setval('event_logs_event_id_seq', 2000000000)",
    );
    expect((await found(high)).get("warning high_numbers")?.items).toEqual(["event_logs.event_id"]);
  });

  test("privileges of the role", async () => {
    const settings = await changed();
    const role = `redox_check_${process.pid}_${Date.now().toString(36)}`;
    await withSession(settings, async (owner) => {
      await owner.run(`CREATE ROLE ${role}`);
      await owner.run(`REVOKE TEMPORARY ON DATABASE ${settings.database} FROM PUBLIC`);
      for (const statement of grantStatements(role)) await owner.run(statement);
      try {
        await withSession(settings, async (limited) => {
          const codes = async () => {
            await limited.run(`SET ROLE ${role}`);
            const findings = await checkDatabase(limited, parseConfiguration(""));
            await limited.run("RESET ROLE");
            return findings.filter(({ severity }) => severity !== "note").map(({ code, items }) => [code, items]);
          };
          expect(await codes()).toEqual([["no_temporary_tables", []]]);
          await owner.run(`REVOKE DELETE ON gantt_jobs_resources FROM ${role}`);
          await owner.run(`REVOKE UPDATE (state) ON jobs FROM ${role}`);
          await owner.run(`REVOKE USAGE ON SEQUENCE event_logs_event_id_seq FROM ${role}`);
          const missing = ["UPDATE jobs.state", "USAGE event_logs.event_id", "DELETE gantt_jobs_resources"];
          expect(await codes()).toEqual([
            ["missing_privilege", missing],
            ["no_temporary_tables", []],
          ]);
        });
      } finally {
        await owner.run(`DROP OWNED BY ${role}`);
        await owner.run(`DROP ROLE ${role}`);
      }
    });
  });

  test("columns that the configuration names, and files that it names", async () => {
    const settings = await changed("UPDATE resources SET cpu = NULL WHERE resource_id IN (3, 4)");
    const config = join(folder, "site.conf");
    writeFileSync(config, 'HIERARCHY_LABELS="resource_id,cpu,rack"\nSCHEDULER_RESOURCE_ORDER="speed DESC"\n');
    const columns = await checked(settings, "--config", config);
    expect([columns.status, columns.codes.slice(0, 3)]).toEqual([
      2,
      ["error no_such_column", "error no_such_column", "warning null_label"],
    ]);
    expect(columns.findings[0]?.message).toBe(
      `${config}, line 1, HIERARCHY_LABELS: expected columns of the table resources, found "rack".`,
    );
    expect(columns.findings[2]?.items).toEqual(["3", "4"]);
    const quotas = join(folder, "quotas.json");
    writeFileSync(quotas, '{"quotas": {"*,*,*,*": [1, 2]}}');
    writeFileSync(config, `QUOTAS=yes\nQUOTAS_CONF_FILE=${quotas}\nJOB_PRIORITY=MULTIFACTOR\n`);
    const files = await checked(settings, "--config", config);
    expect([files.status, files.codes.slice(0, 2)]).toEqual([2, ["error configuration", "warning configuration"]]);
    expect(files.findings[0]?.message).toMatch(/quotas\.json, line 1, /);
    writeFileSync(config, "JOB_PRIORITY=MULTIFACTOR\nEXTRA_METASCHED=own\n");
    const priority = await checked(settings, "--config", config);
    expect([priority.status, priority.codes.slice(0, 2)]).toEqual([
      0,
      ["warning extra_metasched", "warning configuration"],
    ]);
    writeFileSync(config, "JOB_PRIORITY=CUSTOM\n");
    expect((await checked(settings, "--config", config)).codes[0]).toBe("warning no_custom_order");
  });

  test("external schedulers that are not there", async () => {
    const config = join(folder, "external.conf");
    writeFileSync(config, `METASCHEDULER_MODE=external\nSCHEDULERS_PATH=${folder}\n`);
    const settings = await copiedDatabase(seededSite);
    const { status, codes, findings } = await checked(settings, "--config", config);
    expect([status, codes[0]]).toEqual([2, "error no_program"]);
    expect(findings[0]?.items).toEqual(
      ["admin", "default", "besteffort"].map((name) => `${name}: ${join(folder, "kamelot")}`),
    );
    writeFileSync(join(folder, "kamelot"), "#!/bin/sh\n", { mode: 0o755 });
    expect((await checked(settings, "--config", config)).status).toBe(0);
  });
});
