/** The TypeScript with a mistake in it, built and tested with the committed module. */
import { readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../support/paths.js";
import { type Finished, run } from "../support/run.js";
import { copyOf, patience, type Subject, secondsSince, type Verdict, whySignalled, withMistake } from "./copy.js";

/** All that is needed to build and to test. */
const PATHS = ["ts", "tests", "pkg", "package.json", "tsconfig.json", "wasm-pack.toml"];

/** The part of vitest's JSON report that is used here. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The first failed test of vitest's JSON report; a file that could not even be read stands for its tests. */
export function failedVitest(json: string): string | undefined {
  for (const { name, status, assertionResults } of (JSON.parse(json) as Report).testResults) {
    const failed = assertionResults.find((test) => test.status === "failed");
    if (failed !== undefined) return failed.fullName;
    if (status === "failed") return name.split("/").at(-1);
  }
  return undefined;
}

/** The facade, and whatever else is in `ts/`. */
export class Facade implements Subject {
  readonly #files: readonly string[];
  #copy = "";
  /** Seconds that all the tests take without a mistake. */
  #seconds = 0;

  /** @param files every test that a mutant names: they must pass without a mistake */
  constructor(files: readonly string[]) {
    this.#files = [...new Set(files)];
  }

  async prepare(): Promise<void> {
    this.#copy = copyOf("facade", PATHS);
    symlinkSync(join(REPOSITORY, "node_modules"), join(this.#copy, "node_modules"), "dir");
    const message = await this.#build();
    if (message !== null) throw new Error(`without a mistake the package does not build:\n${message}`);
    const start = performance.now();
    const { status, stdout, stderr } = await this.#test(this.#files, 600);
    if (status !== 0) throw new Error(`without a mistake the tests fail:\n${stdout}${stderr}`);
    this.#seconds = secondsSince(start);
  }

  judge(mutant: Parameters<Subject["judge"]>[0]): Promise<Verdict> {
    return withMistake(this.#copy, mutant, async () => {
      const message = await this.#build();
      if (message !== null) return { outcome: "not built", message };
      const start = performance.now();
      const { status } = await this.#test(mutant.tests ?? [], patience(this.#seconds));
      if (status === 0) return { outcome: "survived" };
      if (status === null) return { outcome: "killed", by: whySignalled(secondsSince(start), this.#seconds) };
      const by = failedVitest(readFileSync(this.#report, "utf8"));
      return by === undefined
        ? { outcome: "not built", message: `vitest ended with ${status} and named no test` }
        : { outcome: "killed", by };
    });
  }

  get #report(): string {
    return join(this.#copy, "report.json");
  }

  /** `null`, or why it does not build. */
  async #build(): Promise<string | null> {
    const steps = [[join(REPOSITORY, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.json"]];
    steps.push(["dist/build/static.js"], ["dist/build/bundle.js"]);
    for (const step of steps) {
      const { status, stdout, stderr } = await run(process.execPath, step, { cwd: this.#copy });
      if (status !== 0) return stdout + stderr;
    }
    return null;
  }

  #test(files: readonly string[], seconds: number): Promise<Finished> {
    rmSync(this.#report, { force: true });
    const args = ["run", "--config", "tests/vitest.config.ts", "--project", "unit", "--bail", "1"];
    args.push("--reporter=json", `--outputFile.json=${this.#report}`, ...files);
    const vitest = join(REPOSITORY, "node_modules/vitest/vitest.mjs");
    return run(process.execPath, [vitest, ...args], { cwd: this.#copy, seconds });
  }
}
