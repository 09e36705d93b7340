import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { expect, onTestFinished, test } from "vitest";
import { putOff, RESOLVE } from "./late.js";

const FILES = {
  "entry.js": `
    import { Fault, log } from "./index.js";
    import { fail, twice } from "./late.js";
    log.push("entry");
    export { Fault, fail, log, twice };`,
  "index.js": 'export { Fault, log } from "./shared.js";',
  "shared.js": "export const log = []; export class Fault extends Error {}",
  "late.js": `
    import { Fault, log } from "./index.js";
    import { factor as by } from "./only-late.js";
    log.push("late");
    export function twice(x) { return by * x; }
    export const value = 1;
    export function fail(text) { throw new Fault(text); }`,
  "only-late.js": 'import { log } from "./index.js"; log.push("only late"); export const factor = 2;',
};

/** Bundles these files, with `late.js` put off, and imports the bundle. */
async function bundled(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "late-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const entry = join(folder, "entry.js");
  const late = await putOff(entry, [join(folder, "late.js")], []);
  const build = await rolldown({ input: entry, resolve: RESOLVE, plugins: [late], logLevel: "silent" });
  await build.write({ file: join(folder, "bundle.mjs"), format: "esm" });
  await build.close();
  return import(/* @vite-ignore */ pathToFileURL(join(folder, "bundle.mjs")).href);
}

test("what is put off is made by the first call, once, and shares what is not put off", async () => {
  const { Fault, fail, log, twice } = await bundled(FILES);
  expect(log).toEqual(["entry"]);
  expect(twice(21)).toBe(42);
  expect(log).toEqual(["entry", "only late", "late"]);
  expect(() => fail("text")).toThrow(Fault);
  expect(log).toHaveLength(3);
});

test("what is not put off cannot use other values than functions", async () => {
  const entry = 'import { value } from "./late.js"; export { value };';
  await expect(bundled({ ...FILES, "entry.js": entry })).rejects.toThrow('"value" is not exported');
});
