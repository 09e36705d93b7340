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

/** Bundles these files, with some put off, and imports the bundle. */
async function bundled(files: Record<string, string>, parts = [["late.js"]]) {
  const folder = mkdtempSync(join(tmpdir(), "late-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const entry = join(folder, "entry.js");
  const late = await putOff(
    entry,
    parts.map((part) => part.map((file) => join(folder, file))),
    [],
  );
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

const PARTS = {
  ...FILES,
  "entry.js": 'import { log } from "./index.js"; import { twice } from "./late.js"; export { log, twice };',
  "late.js": `
    import { log } from "./index.js";
    import { product } from "./other.js";
    log.push("late");
    export function half(x) { return x / 2; }
    export function twice(x) { return x > 100 ? x : product(2, x); }`,
  "other.js": `
    import { log } from "./index.js";
    import { half } from "./late.js";
    log.push("other");
    export function product(x, y) { return x === 0 ? half(0) : x * y; }`,
};

test("parts are made apart, each when it is needed, and can use functions of each other", async () => {
  const { log, twice } = await bundled(PARTS, [["late.js"], ["other.js"]]);
  expect([twice(101), log]).toEqual([101, ["late"]]);
  expect([twice(21), log]).toEqual([42, ["late", "other"]]);
});

test("what two parts have in common belongs to one of them", async () => {
  const common = (file: string) =>
    `import { factor } from "./only-late.js"; export function ${file}(x) { return factor * x; }`;
  const files = {
    ...FILES,
    "entry.js": 'import { late } from "./late.js"; import { other } from "./other.js"; export { late, other };',
    "late.js": common("late"),
    "other.js": common("other"),
  };
  await expect(bundled(files, [["late.js"], ["other.js"]])).rejects.toThrow(/two parts .*only-late\.js/);
  const { late, other } = await bundled(files, [["late.js", "other.js"]]);
  expect([late(1), other(2)]).toEqual([2, 4]);
});
