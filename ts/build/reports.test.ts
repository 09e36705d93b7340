import { describe, expect, it } from "vitest";
import { readCargoTest, readVitestReport } from "./reports.js";

const done = { status: 0, output: "" };
const broken = { status: 1, output: "" };

function report(tests: [status: string, ...titles: string[]][], fileStatus = "passed"): string {
  const assertionResults = tests.map(([status, ...titles]) => ({
    status,
    title: titles.at(-1),
    ancestorTitles: titles.slice(0, -1),
  }));
  const count = (wanted: string) => tests.filter(([status]) => status === wanted).length;
  const testResults = [{ name: "a.test.ts", status: fileStatus, assertionResults }];
  return JSON.stringify({ numPassedTests: count("passed"), numFailedTests: count("failed"), testResults });
}

describe("vitest's report", () => {
  it("gives the counts", () => {
    const json = report(
      [
        ["passed", "a"],
        ["passed", "b"],
        ["failed", "c"],
      ],
      "failed",
    );
    expect(readVitestReport(json, broken)).toMatchObject({ passed: 2, failed: 1, skipped: [] });
  });

  it("names what was skipped, a group once, with its reason", () => {
    const json = report([
      ["skipped", "runtimes", "Chromium (skipped: no Chromium (64 bit))", "one"],
      ["skipped", "runtimes", "Chromium (skipped: no Chromium (64 bit))", "two"],
      ["pending", "later"],
      ["todo", "some day"],
    ]);
    expect(readVitestReport(json, done).skipped).toEqual([
      { name: "runtimes > Chromium", reason: "no Chromium (64 bit)" },
      { name: "later", reason: "no reason given" },
      { name: "some day", reason: "no reason given" },
    ]);
  });

  it("counts a file that could not be loaded, and a bad end without a failed test", () => {
    expect(readVitestReport(report([], "failed"), broken).failed).toBe(1);
    expect(readVitestReport(report([["passed", "a"]]), broken).failed).toBe(1);
  });
});

describe("what cargo test writes", () => {
  it("is added up over all programs, and ignored tests are named", () => {
    const output = [
      "test procset::tests::text ... ok",
      "test slow ... ignored, takes an hour",
      "test odd ... ignored",
      "test result: ok. 7 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.01s",
      "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
    ].join("\n");
    expect(readCargoTest({ status: 101, output })).toEqual({
      passed: 9,
      failed: 1,
      skipped: [
        { name: "cargo test slow", reason: "takes an hour" },
        { name: "cargo test odd", reason: "no reason given" },
      ],
      output,
    });
  });

  it("that does not compile is a failure", () => {
    expect(readCargoTest({ status: 101, output: "error[E0308]: mismatched types" })).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });
});
