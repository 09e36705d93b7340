/** `oar-redox db create` and `db seed`, and how commands choose a database. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { sampleCluster } from "../../../ts/cli/samples/index.js";
import {
  createDatabase,
  openSession,
  queueGroups,
  readCatalogue,
  readInventory,
  readPlannedJobs,
  readQueues,
  readWaitingJobs,
  type ServerSettings,
  type Session,
  seedSite,
} from "../../../ts/database/index.js";
import { emptyDatabase, withSession } from "../databases.js";
import { settings as configured } from "../reading/rows.js";
import { onDatabase, program, urlOf } from "./program.js";

const folder = mkdtempSync(join(tmpdir(), "oar-redox-commands-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Making an embedded database takes long where others work too. */
const EMBEDDED = 180_000;
const NOW = 1_700_000_000;

/** What is in a database, as a round reads it. */
const content = (session: Session) =>
  session.snapshot(async (queries) => {
    const queues = await readQueues(queries);
    const catalogue = await readCatalogue(queries);
    const inventory = await readInventory(queries, configured());
    const batch = await readWaitingJobs(queries, queueGroups(queues).flat(), "batch", catalogue, inventory);
    return { queues, inventory, batch, planned: await readPlannedJobs(queries, configured(), inventory, NOW) };
  });

describe("in the library", () => {
  test.each(["postgres", "pglite"])(
    "a database on %s is made, and filled as described",
    async (kind) => {
      const session = await openSession(kind === "pglite" ? { directory: null } : await emptyDatabase());
      const site = sampleCluster(NOW);
      await createDatabase(session);
      await seedSite(session, site);
      const { queues, inventory, batch, planned } = await content(session);
      expect(queues).toMatchObject([
        { name: "admin", priority: 10, policy: "kamelot", active: true },
        { name: "default", priority: 2, policy: "kamelot", active: true },
        { name: "besteffort", priority: 0, policy: "kamelot", active: true },
      ]);
      expect(inventory.set).toMatchObject({ default: "0-79", nbDefault: 80 });
      expect(inventory.set.hierarchy.network_address).toHaveLength(8);
      expect(batch).toHaveLength(39);
      expect(
        planned.map(({ job, reservation, walltime }) => [job.name, reservation, walltime, job.assignment]),
      ).toEqual([
        ["course", "Scheduled", 7200, { begin: NOW + 10_800, end: NOW + 18_059, resources: "32-47" }],
        ["exam", "Scheduled", 3600, { begin: NOW + 93_600, end: NOW + 97_259, resources: "0-31" }],
      ]);
      // Whatever it asks for, every job is read without a fault, with each of its parts.
      for (const { job, faults } of batch) {
        const wanted = site.jobs.find(({ id }) => id === job.id);
        expect(faults).toEqual([]);
        expect(job).toMatchObject({ user: wanted?.user, name: wanted?.name, queue: wanted?.queue });
        expect(job.types).toEqual(wanted?.types ?? []);
        expect(job.dependencies?.map((one) => one.job)).toEqual(wanted?.after ?? []);
        const requests = (job.moldables ?? []).map(({ walltime, requests }) => ({
          walltime,
          groups: requests.map(({ levels }) => levels),
        }));
        const asked = wanted?.moldables.map(({ walltime, groups }) => ({
          walltime,
          groups: groups.map(({ levels }) => levels),
        }));
        expect(requests).toEqual(asked);
        expect(requests.flatMap(({ groups }) => groups)).not.toContainEqual([]);
      }
      const filterOf = (name: string) => batch.find(({ job }) => job.name === name)?.job.moldables?.[0]?.requests;
      expect(filterOf("ocean")).toMatchObject([{ filter: "0-47" }]);
      expect(filterOf("train")).toMatchObject([{ filter: "48-79" }]);
      const [next] = await session.run(
        "INSERT INTO jobs (launching_directory, checkpoint_signal) VALUES ('', 12) RETURNING job_id",
      );
      expect(next).toEqual({ job_id: 42 });
      await session.close();
    },
    EMBEDDED,
  );
});

describe("the commands", () => {
  test("create, once; seed, once", async () => {
    const settings = await emptyDatabase();
    const name = `${settings.host}:${settings.port}/${settings.database}`;
    const early = await onDatabase(settings, ["db", "seed"]);
    expect(early).toMatchObject({ status: 2, stdout: "" });
    expect(early.stderr).toMatch(/found no table schema \(not_oar\)\n$/);
    const created = await onDatabase(settings, ["db", "create"]);
    expect(created).toEqual({ status: 0, stderr: "", stdout: expect.stringContaining(`${name}: made the tables`) });
    const again = await onDatabase(settings, ["db", "create"]);
    expect(again).toMatchObject({ status: 2, stdout: "" });
    expect(again.stderr).toMatch(/expected an empty database, found \w+ in it \(not_empty\)\n$/);
    const seeded = await onDatabase(settings, ["db", "seed", "--now", String(NOW)]);
    expect(seeded).toMatchObject({ status: 0, stderr: "" });
    expect(seeded.stdout).toBe(`${name}: added 80 cores on 8 nodes, and 41 jobs that wait\n`);
    const twice = await onDatabase(settings, ["db", "seed"]);
    expect(twice).toMatchObject({ status: 2, stderr: expect.stringContaining("found rows in resources") });
    const { batch } = await withSession(settings, content);
    expect(batch.at(-1)?.job.submissionTime).toBe(NOW - 20);
  });

  test("what is not OAR's is left alone", async () => {
    const settings = await emptyDatabase();
    await withSession(settings, (session) => session.run("CREATE TABLE precious (n int)"));
    const { status, stderr } = await onDatabase(settings, ["db", "create"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("found precious in it")]);
  });

  test(
    "an embedded database in the user's data folder, when there is no oar.conf",
    async () => {
      const env = { XDG_DATA_HOME: folder };
      const directory = join(folder, "oar-redox", "database");
      const missing = await program(["db", "seed"], { env });
      expect(missing).toMatchObject({ status: 2, stderr: expect.stringContaining("oar-redox db create makes one") });
      expect(existsSync(directory)).toBe(false);
      expect(await program(["db", "create"], { env })).toMatchObject({ status: 0, stderr: "" });
      expect(existsSync(`${directory}.lock`)).toBe(false);
      const seeded = await program(["--database", directory, "db", "seed"]);
      expect([seeded.status, seeded.stderr]).toEqual([0, ""]);
      writeFileSync(`${directory}.lock`, `${process.pid} elsewhere`);
      const locked = await program(["db", "seed"], { env });
      expect([locked.status, locked.stderr]).toEqual([2, expect.stringContaining("has the embedded database")]);
    },
    EMBEDDED,
  );
});

describe("which database", () => {
  const file = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(folder, name), lines.join("\n"));
    return join(folder, name);
  };
  const keys = ({ host, port, database, user }: ServerSettings) => [
    `DB_HOSTNAME=${host}`,
    `DB_PORT=${port}`,
    `DB_BASE_NAME=${database}`,
    `DB_BASE_LOGIN=${user}`,
  ];

  test("that of oar.conf, by --config and by OARCONFFILE, with its password or PGPASSWORD", async () => {
    const settings = await emptyDatabase();
    const password = settings.password ?? "none";
    const whole = file("whole.conf", [...keys(settings), `DB_BASE_PASSWD='${password}'`]);
    const without = file("without.conf", keys(settings));
    expect(await program(["db", "create", "--config", whole])).toMatchObject({ status: 0, stderr: "" });
    const env = { OARCONFFILE: without, PGPASSWORD: password };
    expect(await program(["db", "seed"], { env })).toMatchObject({ status: 0, stderr: "" });
  });

  test("--database comes before oar.conf, whose other keys are read", async () => {
    const settings = await emptyDatabase();
    const config = file("other.conf", [...keys({ ...settings, database: "no_such_database" }), "nonsense"]);
    const { status, stdout, stderr } = await onDatabase(settings, ["db", "create", "--config", config]);
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^warning: .*other.conf, line 5: neither/)]);
    expect(stdout).toContain(settings.database);
  });

  test.each([
    ["QUOTAS=perhaps", /^\S+wrong.conf, line 1, QUOTAS: expected yes or no, found "perhaps"\n$/],
    ["DB_TYPE=sqlite", /^\S+wrong.conf, line 1, DB_TYPE: expected Pg, found sqlite/],
  ])("a configuration with %s is bad input", async (line, complaint) => {
    const { status, stdout, stderr } = await program(["db", "create", "--config", file("wrong.conf", [line])]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(complaint);
  });

  test.each([
    ["mysql://hunter2@localhost/oar", /expected a URL that begins with postgres:.*\(bad_address\)/],
    ["postgres://oar:hunter2@localhost:1/oar", /localhost:1: ECONNREFUSED \(connect_failed\)/],
    ["postgres://oar:hunter2@localhost/oar?nonsense=1", /only the parameters .*\(bad_address\)/],
  ])("an address that is of no use is bad input, and no password is told: %s", async (url, complaint) => {
    const { status, stdout, stderr } = await program(["db", "seed", "--database", url]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(complaint);
    expect(stderr).not.toContain("hunter2");
  });

  test("a folder of something else is no database", async () => {
    const other = join(folder, "documents");
    mkdirSync(other);
    writeFileSync(join(other, "letter"), "");
    const { status, stderr } = await program(["db", "create", "--database", other]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("expected an embedded database, or an empty folder")]);
  });

  test("a server that refuses", async () => {
    const settings = await emptyDatabase();
    const url = urlOf({ ...settings, database: "no_such_database" });
    const env = { PGPASSWORD: settings.password ?? "" };
    const { status, stderr } = await program(["db", "seed", "--database", url], { env });
    expect([status, stderr]).toEqual([2, expect.stringContaining("(3D000)")]);
  });

  test("commands without a database do not take one", async () => {
    const { status, stderr } = await program(["--database", "x", "schedule"], { input: "{}" });
    expect([status, stderr]).toEqual([2, "error: unknown option '--database'\n"]);
  });
});
