/** Reading what test programs report. */
import type { Outcome, Skip } from "./runner.js";

/** The part of vitest's JSON report that is used here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly ancestorTitles: readonly string[];
    }[];
  }[];
}

/** What a finished program left behind. */
export interface Finish {
  /** Exit status. */
  readonly status: number;
  readonly output: string;
}

/** A test or a whole group says in its title why it was skipped: `name (skipped: reason)`. */
const REASON = /^(.*?)\s*\(skipped: (.*)\)$/;

function skipOf(titles: readonly string[]): Skip {
  const end = titles.findIndex((title) => REASON.test(title));
  const match = titles[end]?.match(REASON);
  if (match === null || match === undefined) return { name: titles.join(" > "), reason: "no reason given" };
  return { name: [...titles.slice(0, end), match[1]].join(" > "), reason: match[2] ?? "" };
}

/** A program that ended badly without naming a failed test has failed once. */
function failures(counted: number, { status }: Finish): number {
  return status === 0 ? counted : Math.max(counted, 1);
}

/** Reads vitest's JSON report. Tests of a group that was skipped as a whole count as one. */
export function readVitestReport(json: string, finish: Finish): Outcome {
  const report = JSON.parse(json) as VitestReport;
  const skips = new Map<string, Skip>();
  for (const { assertionResults } of report.testResults) {
    for (const { status, ancestorTitles, title } of assertionResults) {
      if (status === "passed" || status === "failed") continue;
      const skip = skipOf([...ancestorTitles, title]);
      skips.set(`${skip.name} ${skip.reason}`, skip);
    }
  }
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: failures(report.numFailedTests + brokenFiles, finish),
    skipped: [...skips.values()],
    output: finish.output,
  };
}

/** Reads what `cargo test` writes: the totals of all its programs, and the names of ignored tests. */
export function readCargoTest(finish: Finish): Outcome {
  let passed = 0;
  let failed = 0;
  for (const match of finish.output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed/gm)) {
    passed += Number(match[1]);
    failed += Number(match[2]);
  }
  const skipped = [...finish.output.matchAll(/^test (.+?) \.\.\. ignored(?:, (.*))?$/gm)].map(
    (match): Skip => ({ name: `cargo test ${match[1]}`, reason: match[2] ?? "no reason given" }),
  );
  return { passed, failed: failures(failed, finish), skipped, output: finish.output };
}
