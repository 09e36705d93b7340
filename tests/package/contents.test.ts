/** What is in the package, and what is not. */
import { readFileSync } from "node:fs";
import { expect, inject, test } from "vitest";
import { REPOSITORY } from "../support/paths.js";

const files = inject("packedFiles");
const paths = files.map((file) => file.path);
const sizeOf = (path: string): number => files.find((file) => file.path === path)?.size ?? 0;

const KNOWN = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^pkg\/[\w.]+\.(js|d\.ts|wasm|md|json)$/,
  /^dist\/(model|engine|database|metascheduler|cli)\/([\w-]+\/)*[\w.-]+\.(js|d\.ts)$/,
  /^dist\/cli\/data\//,
];

test("holds only what is needed to run it: no tests, no build scripts, no sources", () => {
  expect(paths.filter((path) => !KNOWN.some((pattern) => pattern.test(path)))).toEqual([]);
  expect(paths.filter((path) => /\.test\.|^dist\/build\/|(?<!\.d)\.ts$|\.tsbuildinfo$/.test(path))).toEqual([]);
});

test("holds the module, the entries of every runtime and the program", () => {
  const { exports, bin } = JSON.parse(readFileSync(`${REPOSITORY}package.json`, "utf8"));
  const entries = [...JSON.stringify({ exports, bin }).matchAll(/"\.\/([^"]*\.(?:d\.ts|js))"/g)].map(
    ([, path]) => path,
  );
  expect(entries.length).toBeGreaterThan(10);
  expect(entries.filter((entry) => !paths.includes(entry as string))).toEqual([]);
  expect(paths.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
});

test("is small: the module under 400,000 bytes, the archive under 700,000", () => {
  const module = paths.find((path) => path.endsWith(".wasm")) as string;
  expect(sizeOf(module)).toBeGreaterThan(10_000);
  expect(sizeOf(module)).toBeLessThan(400_000);
  expect(inject("packedSize")).toBeLessThan(700_000);
});

test("brings the licence, and the notices of every crate inside the module", () => {
  expect(readFileSync(`${REPOSITORY}LICENSE`, "utf8")).toContain("GNU GENERAL PUBLIC LICENSE");
  expect(paths).toContain("LICENSE");
  expect(paths).toContain("pkg/THIRD_PARTY_NOTICES.md");
  const notices = readFileSync(`${REPOSITORY}pkg/THIRD_PARTY_NOTICES.md`, "utf8");
  // What any module of wasm-bindgen and serde has inside, whatever else comes to it.
  for (const crate of ["wasm-bindgen", "js-sys", "serde", "serde-wasm-bindgen"]) expect(notices).toContain(crate);
  expect(notices).toMatch(/Permission is hereby granted/);
  expect(notices).toMatch(/Apache License/);
});

test("brings the licence and the origin of the trace beside it", () => {
  const traces = paths.filter((path) => path.endsWith(".swf"));
  expect(traces.length).toBeGreaterThan(0);
  for (const trace of traces) {
    const folder = trace.slice(0, trace.lastIndexOf("/") + 1);
    const texts = paths.filter((path) => path.startsWith(folder) && /(README|LICEN[CS]E|NOTICE)/i.test(path));
    expect(texts, folder).not.toEqual([]);
    const text = texts.map((path) => readFileSync(REPOSITORY + path, "utf8")).join("\n");
    expect(text).toMatch(/licen[cs]e/i);
    expect(text).toMatch(/origin|source|from/i);
  }
});
