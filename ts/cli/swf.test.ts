import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Scenario } from "../model/index.js";
import { parseSwf, SwfError } from "./swf.js";
import { isUsable, processorsOf, queueOf, walltimeOf } from "./swf-queue.js";

const HEADER = "; Note: x\n;  MaxProcs:  352 \n; UnixStartTime: 1000\n;MaxProcs: 9\n;\n; no entry\n";
const gofree = () => parseSwf(readFileSync(new URL("data/gofree.swf", import.meta.url), "utf8"));

/** A record with some fields set, by number; all others are unknown. */
function record(fields: Readonly<Record<number, number | string>>): string {
  return Array.from({ length: 18 }, (_, index) => fields[index + 1] ?? -1).join(" ");
}

function jobOf(fields: Readonly<Record<number, number | string>>) {
  const [job] = parseSwf(record({ 1: 1, ...fields })).jobs;
  if (job === undefined) throw new Error("there is no job");
  return job;
}

test("reads header and fields", () => {
  const trace = parseSwf(`${HEADER}\n  ${record({ 1: 7, 2: 0.5, 3: 2, 4: 10, 5: 3, 8: 4, 9: 60, 12: 5 })}\r\n`);
  expect(Object.fromEntries(trace.header)).toEqual({ Note: "x", MaxProcs: "352", UnixStartTime: "1000" });
  expect(trace.jobs).toEqual([
    {
      line: 8,
      id: 7,
      submit: 0.5,
      wait: 2,
      run: 10,
      processors: 3,
      requestedProcessors: 4,
      requestedTime: 60,
      user: 5,
    },
  ]);
});

test("-1 is unknown", () => {
  expect(jobOf({})).toMatchObject({ submit: null, wait: null, run: null, requestedTime: null, user: null });
});

test.each([
  ["; x\n1 2 3", "line 2: expected 18 fields, found 3"],
  [record({ 1: 1, 4: "long" }), 'line 1: field 4: expected a number, found "long"'],
  [record({ 1: 1.5 }), "line 1: field 1: expected the number of a job"],
  [record({}), "line 1: field 1: expected the number of a job"],
])("%j is refused", (text, message) => {
  expect(() => parseSwf(text)).toThrow(SwfError);
  expect(() => parseSwf(text)).toThrow(message);
});

test("a job is usable when it ran", () => {
  expect(isUsable(jobOf({ 3: 0, 4: 1, 5: 1 }))).toBe(true);
  for (const fields of [
    { 3: -5, 4: 1, 5: 1 },
    { 4: 1, 5: 1 },
    { 3: 0, 4: 0, 5: 1 },
    { 3: 0, 4: 1, 5: 0 },
  ]) {
    expect(isUsable(jobOf(fields))).toBe(false);
  }
});

test("a job asks for what it asked for, or else for what it took", () => {
  expect(walltimeOf(jobOf({ 4: 10.2, 9: 60.5 }))).toBe(61);
  expect(walltimeOf(jobOf({ 4: 10.2 }))).toBe(11);
  expect(walltimeOf(jobOf({ 4: 10.2, 9: 0 }))).toBe(11);
  expect(processorsOf(jobOf({ 5: 3, 8: 4 }))).toBe(4);
  expect(processorsOf(jobOf({ 5: 3 }))).toBe(3);
});

test("a queue of a trace", () => {
  const text = [record({ 1: 2, 3: 0, 4: 9, 5: 2 }), record({ 1: 3, 3: 0, 4: 9, 5: 2, 9: 50, 12: 4 }), record({ 1: 4 })];
  const scenario = queueOf(parseSwf(`; MaxProcs: 3\n; UnixStartTime: 1000\n${text.join("\n")}`), "t");
  expect(scenario).toEqual({
    scenario: 1,
    name: "t",
    now: 1000,
    resources: { default: "0-2", hierarchy: { resource_id: ["0", "1", "2"] } },
    queues: [["default"]],
    jobs: [jobWith(2, "", 9), jobWith(3, "user4", 50)],
  } satisfies Scenario);
});

function jobWith(id: number, user: string, walltime: number) {
  const requests = [{ filter: "0-2", levels: [["resource_id", 2]] as [string, number][] }];
  return {
    id,
    queue: "default",
    state: "Waiting",
    user,
    submissionTime: 1000,
    moldables: [{ id, walltime, requests }],
  };
}

test("a trace must say how large and when", () => {
  expect(() => queueOf(parseSwf(""), "t")).toThrow("the header of the trace does not say MaxProcs");
  expect(() => queueOf(parseSwf("; MaxProcs: 3"), "t")).toThrow("the header of the trace does not say UnixStartTime");
});

test("the trace that ships is what it is said to be", () => {
  const trace = gofree();
  const usable = trace.jobs.filter(isUsable);
  expect([trace.jobs.length, usable.length, trace.header.get("MaxProcs")]).toEqual([1448, 1305, "352"]);
  expect(new Set(trace.jobs.map((job) => job.user)).size).toBe(8);
  const mean = usable.reduce((sum, job) => sum + (job.wait ?? 0), 0) / usable.length;
  expect(Math.round(mean)).toBe(6087);
});
