/** The packed package, used as its users use it: one claim a test. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { SMALL } from "../runtimes/traps.js";
import { chromiumMissing, launchChromium } from "../support/chromium.js";
import { denoMissing, runDeno } from "../support/deno.js";
import { run, runWell } from "../support/run.js";
import { serve } from "../support/server.js";
import { describeUnless } from "../support/skip.js";
import { compile, workshop } from "./workshop.js";

const consumer = inject("consumer");
const missing = inject("consumerMissing");

const USE = `
const schedule = await scheduleScenario(${JSON.stringify(SMALL)});
const engine = await createEngine();
const again = engine.scheduleScenario(${JSON.stringify(SMALL)});
engine.dispose();
const answer = [schedule.assignments[1].resources, again.assignments[3].begin - again.assignments[1].begin].join(" ");
`;
const ANSWER = "0-1 660";
const PROGRAM = `import { createEngine, scheduleScenario } from "oar-scheduler-redox";\n${USE}\nconsole.log(answer);\n`;

const installed = (): { version: string } =>
  JSON.parse(readFileSync(join(consumer, "node_modules/oar-scheduler-redox/package.json"), "utf8"));

describeUnless(missing, "Node", () => {
  test("imports it", async () => {
    const folder = workshop({ "main.mjs": PROGRAM });
    const { stdout, stderr } = await runWell(process.execPath, ["main.mjs"], { cwd: folder });
    expect({ stdout, stderr }).toEqual({ stdout: `${ANSWER}\n`, stderr: "" });
  });

  test("requires it where Node can require a module (from 20.19), and otherwise says that it is one", async () => {
    const program = `const { createEngine, scheduleScenario } = require("oar-scheduler-redox");
      (async () => {${USE}\nconsole.log(answer); })();`;
    const folder = workshop({ "main.cjs": program });
    const { stdout, stderr } = await run(process.execPath, ["--no-warnings", "main.cjs"], { cwd: folder });
    const able = (process.features as { require_module?: boolean }).require_module === true;
    if (able) expect({ stdout, stderr }).toEqual({ stdout: `${ANSWER}\n`, stderr: "" });
    else expect(stderr).toContain("ERR_REQUIRE_ESM");
  });

  test("finds nothing of it but its entries and its manifest", async () => {
    const folder = workshop({
      "main.mjs": `for (const path of ["/dist/engine/drill.js", "/pkg/oar_scheduler_redox.js", "/dist/database/index.js"]) {
        await import("oar-scheduler-redox" + path).then(() => console.log("found", path), (e) => console.log(e.code));
      }
      console.log((await import("oar-scheduler-redox/package.json", { with: { type: "json" } })).default.name);`,
    });
    const { stdout } = await runWell(process.execPath, ["--no-warnings", "main.mjs"], { cwd: folder });
    expect(stdout.trim().split("\n")).toEqual([
      ...Array(3).fill("ERR_PACKAGE_PATH_NOT_EXPORTED"),
      "oar-scheduler-redox",
    ]);
  });
});

describeUnless(missing, "the program", () => {
  const program = () => join(consumer, "node_modules/.bin/oar-redox");

  test("tells its version", async () => {
    const { stdout } = await runWell(program(), ["--version"], { cwd: consumer });
    expect(stdout).toBe(`${installed().version}\n`);
  });

  test("schedules a file", async () => {
    const folder = workshop({ "small.json": JSON.stringify(SMALL) });
    const { stdout } = await runWell(program(), ["schedule", "--json", "small.json"], { cwd: folder });
    expect(Object.keys(JSON.parse(stdout).assignments)).toEqual(["1", "2", "3"]);
  });
});

describeUnless(missing, "TypeScript", () => {
  const source = `import { createEngine, type Engine, InputError, type Scenario, scheduleScenario } from "oar-scheduler-redox";
    const scenario: Scenario = ${JSON.stringify(SMALL)};
    const engine: Engine = await createEngine();
    const begin: number | undefined = engine.scheduleScenario(scenario).assignments["1"]?.begin;
    // @ts-expect-error: a date is a number
    await scheduleScenario({ ...scenario, now: "today" });
    let refused = 0;
    try {
      await scheduleScenario({ ...scenario, now: (begin ?? 0) + 1 });
    } catch (error) {
      if (error instanceof InputError) refused += error.path.length;
    }
    export const seen = refused;`;

  test.each(["nodenext", "bundler"])(
    "compiles a user of it with moduleResolution %s, library checks on",
    async (resolution) => expect(await compile(source, resolution)).toEqual({ status: 0, stdout: "" }),
  );
});

describeUnless(missing ?? denoMissing, "Deno", () => {
  test("runs it from node_modules without any permission", async () => {
    const folder = workshop({ "main.js": PROGRAM });
    const finished = await runDeno(join(folder, "main.js"), { cwd: folder });
    expect(finished).toEqual({ status: 0, stdout: `${ANSWER}\n`, stderr: "" });
  });
});

describeUnless(missing ?? (await chromiumMissing()), "a bundler", () => {
  test("Vite builds a page of it that runs in Chromium", async () => {
    const folder = workshop({
      "index.html": '<!doctype html><title></title><script type="module" src="main.js"></script>',
      "main.js": `import { createEngine, scheduleScenario } from "oar-scheduler-redox";
        ${USE}\ndocument.title = answer;`,
    });
    const { build } = await import("vite");
    await build({ root: folder, logLevel: "error", configFile: false, build: { target: "esnext" } });
    const server = await serve(join(folder, "dist"));
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const said: string[] = [];
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(String(error)));
      await page.goto(`${server.origin}/index.html`);
      await page.waitForFunction(() => document.title !== "", null, { timeout: 20_000 }).catch(() => undefined);
      expect({ title: await page.title(), said }).toEqual({ title: ANSWER, said: [] });
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
