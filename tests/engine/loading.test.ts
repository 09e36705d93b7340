/** Loading the module in Node: once, and again when it failed. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BUILT } from "../support/paths.js";
import { runWell } from "../support/run.js";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "oar-redox-loading-"));
  for (const part of ["dist/engine", "dist/model", "pkg"]) {
    cpSync(BUILT + part, join(folder, part), { recursive: true });
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a program beside the copy of the package; `wasm` is the path of its module. */
async function program(text: string): Promise<unknown> {
  const head = `import fs from "node:fs";
    import * as redox from "./dist/engine/node.js";
    const wasm = "pkg/" + fs.readdirSync("pkg").find((name) => name.endsWith(".wasm"));
    const attempt = () => redox.createEngine().then(() => "an engine", (error) => [error.name, error.code,
      error instanceof redox.RedoxError, error.cause !== undefined]);\n`;
  writeFileSync(join(folder, "main.js"), head + text);
  const { stdout, stderr } = await runWell(process.execPath, ["main.js"], { cwd: folder });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

const LOAD_ERROR = ["EngineLoadError", expect.any(String), true, true];

test("an import loads nothing; a module that is missing is an EngineLoadError, and is found when it is back", async () => {
  const found = await program(`
    fs.renameSync(wasm, "away");
    const failed = [await attempt(), await attempt()];
    fs.renameSync("away", wasm);
    console.log(JSON.stringify([...failed, await attempt()]));`);
  expect(found).toEqual([LOAD_ERROR, LOAD_ERROR, "an engine"]);
});

test("a module that is damaged is an EngineLoadError, and is read again when it is whole", async () => {
  const found = await program(`
    const whole = fs.readFileSync(wasm);
    const answers = [];
    for (const damaged of [whole.subarray(0, 1000), Buffer.from("no module"), Buffer.alloc(0)]) {
      fs.writeFileSync(wasm, damaged);
      answers.push(await attempt());
    }
    fs.writeFileSync(wasm, whole);
    console.log(JSON.stringify([...answers, await attempt()]));`);
  expect(found).toEqual([LOAD_ERROR, LOAD_ERROR, LOAD_ERROR, "an engine"]);
});

test("the module is read once, whoever asks, and at the same time too", async () => {
  const found = await program(`
    const both = await Promise.all([attempt(), attempt()]);
    fs.renameSync(wasm, "away");
    const later = await attempt();
    fs.renameSync("away", wasm);
    console.log(JSON.stringify([...both, later]));`);
  expect(found).toEqual(["an engine", "an engine", "an engine"]);
});

test("permission to read its own files is all that Node's entry needs", async () => {
  writeFileSync(join(folder, "main.js"), 'await (await import("./dist/engine/node.js")).createEngine();');
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const flag = major > 23 || (major === 23 && minor >= 5) ? "--permission" : "--experimental-permission";
  const flags = [flag, "--no-warnings", `--allow-fs-read=${folder}/*`];
  const { stdout, stderr } = await runWell(process.execPath, [...flags, "main.js"], { cwd: folder });
  expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
});
