/** `npm start`: the sample database, in the user's folder or in memory, and what is shown of a round on it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { createDatabase } from "../../../ts/database/index.js";
import { REPOSITORY } from "../../support/paths.js";
import { withSession } from "../databases.js";
import { program } from "./program.js";
import { contentOf, NOW } from "./site.js";

const folder = mkdtempSync(join(tmpdir(), "oar-redox-start-"));
afterAll(() => rmSync(folder, { recursive: true }));

const EMBEDDED = 300_000;
const AT = ["--now", String(NOW)];

/** Runs it with a data folder of its own; what it prints is given back without the times that it took. */
async function start(name: string, env: Record<string, string> = {}) {
  const data = join(folder, name);
  mkdirSync(data, { recursive: true });
  const { status, stdout, stderr } = await program(["start", ...AT], {
    env: { XDG_DATA_HOME: data, ...env },
    // A database is made by the compiled PostgreSQL in this process: where others work too, that takes its time.
    seconds: 280,
  });
  expect([status, stderr]).toEqual([0, ""]);
  const shown = stdout.replaceAll(/\d+(?:\.\d+)? m?s$/gm, "TIME");
  return { shown, directory: join(data, "oar-redox", "database") };
}

test("npm start is this command", () => {
  const { scripts } = JSON.parse(readFileSync(`${REPOSITORY}package.json`, "utf8"));
  expect(scripts.start).toBe("node dist/cli/main.js start");
});

test(
  "the database is made, then found again, and the sample is put into it anew",
  async () => {
    const { shown, directory } = await start("fresh");
    await expect(shown).toMatchFileSnapshot("start.txt");
    expect(Math.max(...shown.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    const before = await withSession({ directory }, async (session) => {
      expect(await session.run("SELECT count(*) AS jobs FROM jobs WHERE state = 'toLaunch'")).toEqual([{ jobs: 11 }]);
      const content = await contentOf(session);
      await session.run("DELETE FROM jobs WHERE job_id > 3");
      await session.run("UPDATE queues SET state = 'notActive'");
      return content;
    });
    const again = await start("fresh");
    expect(again.shown).toBe(shown.replace("Database     made,", "Database     there already,"));
    expect(await withSession({ directory }, contentOf)).toBe(before);
    const elsewhere = await start("fresh", { OAR_REDOX_DATABASE: "memory:" });
    expect(elsewhere.shown).toContain(`npx oar-redox plan --database ${directory} `);
  },
  EMBEDDED,
);

test(
  "a database of somebody's own is left alone: the sample is in memory, where no command finds it",
  async () => {
    const directory = join(folder, "own", "oar-redox", "database");
    await withSession({ directory }, async (session) => {
      await createDatabase(session);
      await session.run("UPDATE queues SET priority = 77");
    });
    const { shown } = await start("own");
    expect(shown).toMatch(/^Database {5}in memory, open after TIME$/m);
    expect(shown).toMatch(/database: expected an empty database, or the sample, found another one$/m);
    expect(shown).toMatch(/^Round {8}38 jobs placed, 11 of them launched, in TIME$/m);
    expect(shown).not.toContain("npx oar-redox plan");
    const rows = await withSession({ directory }, (session) => session.run("SELECT DISTINCT priority FROM queues"));
    expect(rows).toEqual([{ priority: 77 }]);
  },
  EMBEDDED,
);

test("without the package of the embedded database it is the demo, and says so", async () => {
  const hooks = join(folder, "hooks.mjs");
  writeFileSync(
    hooks,
    `export async function resolve(specifier, context, next) {
       if (specifier.startsWith("@electric-sql/pglite")) throw new Error("not there: " + specifier);
       return next(specifier, context);
     }`,
  );
  const register = join(folder, "register.mjs");
  writeFileSync(
    register,
    `import { register } from "node:module"; register(${JSON.stringify(pathToFileURL(hooks).href)});`,
  );
  const { shown } = await start("none", { NODE_OPTIONS: `--import=${pathToFileURL(register).href}` });
  expect(shown).toMatch(/^The embedded database is not installed: npm install @electric-sql\/pglite adds it\.\n/);
  expect(shown).toMatch(/\nThe queue of a real OAR site, scheduled by OAR's rules\n/);
});
