/** The bench as it is started, on workloads that take no time. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redox } from "../support/engine.js";
import { REPOSITORY } from "../support/paths.js";
import { run, runWell } from "../support/run.js";
import { scheduleHash, scheduleLines } from "./measure/hash.js";
import type { Line } from "./measure/line.js";

/** Beside the one that people use. */
const PROGRAM = "bench-test";
const folder = mkdtempSync(join(tmpdir(), "oar-redox-bench-test-"));

const bench = (...args: string[]) =>
  run(process.execPath, [`${REPOSITORY}.cache/${PROGRAM}/main.js`, ...args], { env: { INIT_CWD: folder } });

const readLines = (file: string): Line[] =>
  readFileSync(join(folder, file), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

beforeAll(() => runWell(process.execPath, [`${REPOSITORY}tests/bench/build.mjs`, PROGRAM]));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a line for each measurement, a table and a chart", async () => {
  const args =
    "--samples Normal,Unchanged,Changed --jobs 20 --resources 300 --json out/lines.jsonl --svg chart.svg".split(" ");
  const { status, stdout, stderr } = await bench(...args);
  expect(stderr).toContain("Normal, 20 jobs, 300 resources, engine: first");
  expect(status).toBe(0);
  expect(stdout).toContain("Unchanged");
  expect(readFileSync(join(folder, "chart.svg"), "utf8")).toContain("<circle");

  const lines = readLines("out/lines.jsonl");
  expect(lines.map(({ sample, call }) => `${sample} ${call}`)).toEqual([
    "Normal first",
    "Normal warm",
    "Unchanged first",
    "Unchanged warm",
    "Changed first",
    "Changed warm",
  ]);
  for (const line of lines) {
    expect(line).toMatchObject({ jobs: 20, resources: 300, seed: 1, scheduler: "engine" });
    expect(line.scheduleHash).toMatch(/^[0-9a-f]{64}$/);
    expect(line.totalMs).toBeGreaterThan(0);
    expect((line.memoryBytes as number) % 65_536).toBe(0);
    expect(line.leftOut).toBeLessThan(20);
  }
  const [first, warm] = lines as [Line, Line];
  expect(first.totalMs).toBeGreaterThan(first.readyMs as number);
  expect(first.jsonMs).toBeNull();
  expect(warm.jsonMs).toBeGreaterThan(0);
  expect(warm.readyMs).toBeNull();
  expect(warm.scheduleHash).toBe(first.scheduleHash);
  for (const { marshalInMs, decideMs, marshalOutMs, columnsMs, totalMs, readyMs } of [first, warm]) {
    const parts = [marshalInMs, decideMs, marshalOutMs] as number[];
    expect(parts.every((part) => part > 0)).toBe(true);
    const sum = parts.reduce((a, b) => a + b);
    expect(sum).toBeLessThanOrEqual(totalMs - (readyMs ?? 0));
    expect(columnsMs).toBeGreaterThan(0);
    expect(columnsMs).toBeLessThan(sum);
  }
});

test("workloads as scenario files, which another scheduler can be given", async () => {
  const { status, stdout, stderr } = await bench(
    "--samples",
    "Moldable,Besteffort",
    "--jobs",
    "10",
    "--dump",
    "dumped",
  );
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  const files = readdirSync(join(folder, "dumped"));
  expect(files.sort()).toEqual(["Besteffort-10-10000-1.json", "Moldable-10-10000-1.json"]);
  for (const file of files) {
    const scenario = JSON.parse(readFileSync(join(folder, "dumped", file), "utf8"));
    expect(Object.keys((await redox.scheduleScenario(scenario)).assignments)).toHaveLength(10);
  }
});

test("what takes too long ends, and so does what would take longer", async () => {
  const args = "--samples OldNormal --jobs 30000,40000 --resources 10000 --limit 1 --json long.jsonl".split(" ");
  const { status, stderr } = await bench(...args);
  expect(status).toBe(0);
  expect(stderr).toContain("OldNormal, 30,000 jobs, 10,000 resources: more than 1 s");
  expect(stderr).toContain("OldNormal, 40,000 jobs, 10,000 resources: left out, since fewer jobs took too long");
  expect(readFileSync(join(folder, "long.jsonl"), "utf8")).toBe("");
});

test("a wrong command line says what is right", async () => {
  const { status, stderr } = await bench("--samples", "Abnormal");
  expect(status).toBe(2);
  expect(stderr).toContain("there is no sample Abnormal");
  expect(stderr).toContain("npm run bench -- [options]");
});

test("the hash of a schedule is that of lines which any program can write", () => {
  const assignment = { moldable: 70, begin: 0, end: 9, resources: "1-3 5" };
  const lines = scheduleLines({ assignments: { 12: null, 7: assignment } });
  expect(lines).toBe("7 70 0 9 1-3 5\n12 null\n");
  expect(scheduleHash(lines)).toBe(createHash("sha256").update(lines).digest("hex"));
});
