import { describe, expect, it } from "vitest";
import { type Check, type Outcome, outcomeOf, type RunnerHost, runChecks, summary, totals } from "./runner.js";

const good: Outcome = { passed: 3, failed: 0, skipped: [], output: "all fine" };
const bad: Outcome = { passed: 1, failed: 2, skipped: [], output: "two are wrong" };
const partial: Outcome = { passed: 1, failed: 0, skipped: [{ name: "Deno", reason: "no Deno" }], output: "" };

function check(name: string, run: () => Promise<Outcome>, needs: string[] = []): Check {
  return { name, needs, run };
}

function host(programs: string[] = []): RunnerHost & { text: string } {
  let time = 0;
  return {
    text: "",
    has: (program) => programs.includes(program),
    write(part) {
      this.text += part;
    },
    now: () => {
      time += 500;
      return time;
    },
  };
}

describe("the runner", () => {
  it("runs on after a failure and shows only what the failing check wrote", async () => {
    const here = host();
    const finished = await runChecks(
      [
        check("one", async () => bad),
        check("two", () => Promise.reject(new Error("broke"))),
        check("three", async () => good),
      ],
      here,
    );
    expect(totals(finished)).toEqual({ passed: 4, failed: 3, skipped: 0 });
    expect(here.text).toMatch(/^one \.\.\. FAILED, 0\.5 s\ntwo are wrong\n\ntwo \.\.\. FAILED, 0\.5 s\nError: broke/);
    expect(here.text).toMatch(/three \.\.\. passed, 0\.5 s\n$/);
    expect(here.text).not.toContain("all fine");
  });

  it("skips by name what lacks a program, without running it", async () => {
    let ran = false;
    const run = async () => {
      ran = true;
      return good;
    };
    const finished = await runChecks([check("clippy", run, ["node", "cargo"])], host(["node"]));
    expect(ran).toBe(false);
    expect(finished[0]?.skipped).toEqual([{ name: "clippy", reason: "cargo not found on this machine" }]);
  });

  it("shows how far a check is", async () => {
    const here = host();
    const slow: Check = {
      name: "slow",
      needs: [],
      run: async (progress) => {
        progress("one half");
        progress("the other");
        return good;
      },
    };
    await runChecks([slow], here);
    expect(here.text).toBe("slow ... \n  one half\n  the other\nslow: passed, 0.5 s\n");
  });

  it("closes with a table, what was skipped, and the totals", async () => {
    const finished = await runChecks([check("unit", async () => good), check("runtimes", async () => partial)], host());
    const lines = summary(finished).trimEnd().split("\n");
    expect(lines).toContain("unit      passed               3       0        0      0.5");
    expect(lines).toContain("runtimes  passed in part       1       0        1      0.5");
    expect(lines.slice(-2)).toEqual(["skipped: Deno (no Deno)", "4 passed, 0 failed, 1 skipped"]);
  });

  it("counts a program by its exit status", () => {
    expect(outcomeOf({ status: 0, output: "" })).toMatchObject({ passed: 1, failed: 0 });
    expect(outcomeOf({ status: 2, output: "" })).toMatchObject({ passed: 0, failed: 1 });
  });
});
