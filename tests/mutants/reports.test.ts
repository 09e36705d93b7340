/** What cargo, its test programs and vitest say is understood. */
import { describe, expect, test } from "vitest";
import { failedTest, programsOf } from "./crate.js";
import { failedVitest } from "./facade.js";

describe("what cargo builds", () => {
  const artifact = (kind: string, name: string, executable: string | null, isTest = true) =>
    JSON.stringify({
      reason: "compiler-artifact",
      profile: { test: isTest },
      executable,
      target: { kind: [kind], name },
    });

  test("is the unit tests first, then the others by name", () => {
    const messages = [
      artifact("test", "vectors", "/t/vectors"),
      artifact("lib", "serde", null, false),
      "   Compiling something",
      artifact("cdylib", "core", "/t/core"),
      artifact("test", "cases", "/t/cases"),
      JSON.stringify({ reason: "build-finished", success: true }),
    ];
    expect(programsOf(messages.join("\n"))).toEqual([
      { name: "unit tests", path: "/t/core" },
      { name: "cases", path: "/t/cases" },
      { name: "vectors", path: "/t/vectors" },
    ]);
  });
});

describe("the first failed test", () => {
  test("of a test program", () => {
    const output =
      "test b ... FAILED\ntest c - should panic ... FAILED\ntest a ... ok\n\ntest result: FAILED. 1 passed";
    expect(failedTest(output)).toBe("b");
    expect(failedTest("test a ... ok\n")).toBeUndefined();
  });

  test("of vitest, or the file that could not be read", () => {
    const passed = { status: "passed", fullName: "one" };
    const failed = { status: "failed", fullName: "two" };
    const report = (status: string, ...assertionResults: object[]) =>
      JSON.stringify({ testResults: [{ name: "/x/a.test.ts", status, assertionResults }] });
    expect(failedVitest(report("failed", passed, failed))).toBe("two");
    expect(failedVitest(report("failed"))).toBe("a.test.ts");
    expect(failedVitest(report("passed", passed))).toBeUndefined();
  });
});
