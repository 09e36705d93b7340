/** The entries for a backend, `oar-scheduler-redox/database` and `/metascheduler`: one claim a test. */
import { expect, inject, test } from "vitest";
import { run, runWell } from "../support/run.js";
import { describeUnless } from "../support/skip.js";
import { compile, workshop } from "./workshop.js";

const missing = inject("consumerMissing");

/** Runs a program in a fresh folder of the consumer's; gives what it printed. */
async function printed(files: Record<string, string>, options: readonly string[] = []): Promise<string> {
  const { stdout, stderr } = await runWell(process.execPath, [...options, "main.mjs"], { cwd: workshop(files) });
  expect(stderr).toBe("");
  return stdout.trim();
}

/** Adding to these lists, or taking from them, is a change of the public interface. */
const DATABASE = [
  "ConfigurationError",
  "DATABASE_CODES",
  "DatabaseError",
  "FILTER_LIMITS",
  "FilterError",
  "SCHEMA_VERSION",
  "checkVersion",
  "createDatabase",
  "loadConfiguration",
  "openSession",
  "parseConfiguration",
  "parseFilter",
  "prepareStage",
  "readCatalogue",
  "rehearsedChanges",
  "settingsOfConfiguration",
  "settingsOfUrl",
  "tables",
  "tryLead",
];
const METASCHEDULER = [
  "EndpointError",
  "MemoryRecorder",
  "RecordingError",
  "closeRound",
  "openNotifier",
  "openRound",
  "planQueue",
  "runRound",
  "serve",
];

/** Packages that only some need: they are optional, and native or large. */
const ONLY_WHEN_USED = ["@electric-sql/pglite", "zeromq", "nodemailer"];
/** What `oar-scheduler-redox` must not wait for. */
const OF_A_DATABASE = ["postgres", "drizzle-orm", "commander", ...ONLY_WHEN_USED];

/** A hook of Node's loader that refuses packages, as if they had been left out of the installation. */
const refusing = (packages: readonly string[]) => ({
  "refuse.mjs": `export async function resolve(specifier, context, next) {
    const refused = ${JSON.stringify(packages)}.find((name) => specifier === name || specifier.startsWith(name + "/"));
    if (refused !== undefined) throw Object.assign(new Error("refused: " + refused), { code: "ERR_MODULE_NOT_FOUND" });
    return next(specifier, context);
  }`,
  "register.mjs": `import { register } from "node:module"; register("./refuse.mjs", import.meta.url);`,
});
const REFUSING = ["--import", "./register.mjs"];

describeUnless(missing, "the entries for a backend", () => {
  test.each([
    ["database", DATABASE],
    ["metascheduler", METASCHEDULER],
  ])("%s exports what is listed here", async (entry, names) => {
    const program = `console.log(Object.keys(await import("oar-scheduler-redox/${entry}")).sort().join(" "))`;
    expect((await printed({ "main.mjs": program })).split(" ")).toEqual([...names].sort());
  });

  test("have the errors of the package: one catch sees them all", async () => {
    const program = `
      import { RedoxError } from "oar-scheduler-redox";
      import { ConfigurationError, DatabaseError, FilterError, parseConfiguration, parseFilter, settingsOfUrl }
        from "oar-scheduler-redox/database";
      const thrown = [() => settingsOfUrl("http://x"), () => parseConfiguration("DB_PORT=x"), () => parseFilter("(", new Set())]
        .map((call) => { try { call(); } catch (error) { return error; } });
      const classes = [DatabaseError, ConfigurationError, FilterError];
      console.log(thrown.map((error, at) => [error instanceof RedoxError, error instanceof classes[at], error.code]).join(" "));`;
    expect(await printed({ "main.mjs": program })).toBe(
      "true,true,bad_address true,true,configuration true,true,malformed",
    );
  });

  test("load the embedded database, ZeroMQ and mail only when these are used", async () => {
    const program = `
      import { openSession } from "oar-scheduler-redox/database";
      import { openNotifier } from "oar-scheduler-redox/metascheduler";
      await openSession({ directory: null }).catch((error) => console.log(error.code));`;
    const files = { "main.mjs": program, ...refusing(ONLY_WHEN_USED) };
    expect(await printed(files, REFUSING)).toBe("not_installed");
  });

  test("are of no account to who imports the package alone", async () => {
    const files = { "main.mjs": `import "oar-scheduler-redox"; console.log("ready");`, ...refusing(OF_A_DATABASE) };
    expect(await printed(files, REFUSING)).toBe("ready");
  });

  test.each(["nodenext", "bundler"])("have types for moduleResolution %s", async (resolution) => {
    const source = `
      import { type Configuration, loadConfiguration, openSession, type Session, settingsOfConfiguration }
        from "oar-scheduler-redox/database";
      import { closeRound, type Notifier, openRound, type RoundReport, runRound } from "oar-scheduler-redox/metascheduler";
      const configuration: Configuration = loadConfiguration({});
      const session: Session = await openSession(settingsOfConfiguration(configuration));
      const notifier: Notifier = {
        almighty: async () => {}, launch: async (job: number) => void job, greta: async () => {},
        oarsub: async () => true, owner: async () => {}, close: async () => [],
      };
      const round = await openRound({ configuration, session, notifier, log: {}, environment: {} });
      const report: RoundReport = await runRound(round);
      closeRound(round);
      // @ts-expect-error: there are three exit codes
      export const four: 4 = report.exitCode;`;
    expect(await compile(source, resolution, false)).toEqual({ status: 0, stdout: "" });
  });

  test("are told apart from a browser's: a bundler of pages says that there is none", async () => {
    const folder = workshop({
      "index.html": '<!doctype html><script type="module" src="main.js"></script>',
      "main.js": 'import { openSession } from "oar-scheduler-redox/database"; console.log(openSession);',
    });
    const { build } = await import("vite");
    const building = build({ root: folder, logLevel: "silent", configFile: false });
    await expect(building).rejects.toThrow(/"\.\/database" is not exported under the conditions/);
  });
});

describeUnless(missing, "the program", () => {
  test("starts, and schedules, without anything of a database", async () => {
    const folder = workshop(refusing(["postgres", "drizzle-orm", ...ONLY_WHEN_USED]));
    const main = "../node_modules/oar-scheduler-redox/dist/cli/main.js";
    const { status, stdout, stderr } = await run(process.execPath, [...REFUSING, main, "demo"], { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("gofree");
  });
});
