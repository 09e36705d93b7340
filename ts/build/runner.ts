/** Runs named checks one after the other and says how they went. */

/** Something that was left out, and why. */
export interface Skip {
  readonly name: string;
  readonly reason: string;
}

/** What a check found. A check that is not a collection of tests counts as one. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly Skip[];
  /** What to show when something failed. */
  readonly output: string;
}

/** One thing to check. */
export interface Check {
  readonly name: string;
  /** Programs without which it cannot run. */
  readonly needs: readonly string[];
  /** Runs it. A rejection counts as one failure. What takes long may say with `progress` how far it is, a line a call. */
  run(progress: (line: string) => void): Promise<Outcome>;
}

/** What the runner needs from its surroundings. */
export interface RunnerHost {
  /** Whether a program of `needs` is there. */
  has(program: string): boolean;
  /** Writes text for people. */
  write(text: string): void;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
}

/** A check that has run. */
export interface Finished extends Outcome {
  readonly name: string;
  readonly seconds: number;
}

/** Passed, failed and skipped tests of all checks. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The outcome of a program that says all with its exit status. */
export function outcomeOf(result: { readonly status: number; readonly output: string }): Outcome {
  const good = result.status === 0;
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: [], output: result.output };
}

function verdict(finished: Outcome): string {
  if (finished.failed > 0) return "FAILED";
  if (finished.passed === 0 && finished.skipped.length > 0) return "skipped";
  return finished.skipped.length > 0 ? "passed in part" : "passed";
}

async function runOne(check: Check, host: RunnerHost, progress: (line: string) => void): Promise<Outcome> {
  const missing = check.needs.filter((program) => !host.has(program));
  if (missing.length > 0) {
    const reason = `${missing.join(" and ")} not found on this machine`;
    return { passed: 0, failed: 0, skipped: [{ name: check.name, reason }], output: "" };
  }
  try {
    return await check.run(progress);
  } catch (error) {
    const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, skipped: [], output };
  }
}

/** Runs all checks in their order; a failure does not stop the others. */
export async function runChecks(checks: readonly Check[], host: RunnerHost): Promise<Finished[]> {
  const all: Finished[] = [];
  for (const check of checks) {
    host.write(`${check.name} ... `);
    const started = host.now();
    let again = "";
    const outcome = await runOne(check, host, (line) => {
      host.write(`${again === "" ? "\n" : ""}  ${line}\n`);
      again = `${check.name}: `;
    });
    const finished = { ...outcome, name: check.name, seconds: (host.now() - started) / 1000 };
    host.write(`${again}${verdict(finished)}, ${finished.seconds.toFixed(1)} s\n`);
    if (outcome.failed > 0) host.write(`${outcome.output.trimEnd()}\n\n`);
    all.push(finished);
  }
  return all;
}

/** Adds up. */
export function totals(finished: readonly Finished[]): Totals {
  return finished.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped.length,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The table of all checks, what was skipped and why, and the closing line `N passed, N failed, N skipped`. */
export function summary(finished: readonly Finished[]): string {
  const rows = [
    ["check", "result", "passed", "failed", "skipped", "seconds"],
    ...finished.map((item) => [
      item.name,
      verdict(item),
      String(item.passed),
      String(item.failed),
      String(item.skipped.length),
      item.seconds.toFixed(1),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const skips = finished.flatMap((item) => item.skipped.map(({ name, reason }) => `skipped: ${name} (${reason})`));
  const { passed, failed, skipped } = totals(finished);
  return `${["", ...table, "", ...skips, `${passed} passed, ${failed} failed, ${skipped} skipped`].join("\n")}\n`;
}
