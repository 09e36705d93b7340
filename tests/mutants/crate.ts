/** The crate with a mistake in it, tested natively: unit tests, cases, random worlds, vectors. */
import { join } from "node:path";
import { type Finished, run } from "../support/run.js";
import {
  copyOf,
  patience,
  SCRATCH,
  type Subject,
  secondsSince,
  type Verdict,
  whySignalled,
  withMistake,
} from "./copy.js";

/** A program of tests, as cargo built it. */
interface Program {
  readonly name: string;
  readonly path: string;
}

/** The core, with the copy of the vectors that is part of the repository: the same on every machine. */
const PATHS = ["src", "tests", "Cargo.toml", "Cargo.lock"].map((path) => `core-rs/${path}`).concat("tests/vectors");

const ENVIRONMENT = {
  CARGO_TARGET_DIR: join(SCRATCH, "target"),
  // The debug assertions stay; a little optimising costs less than it saves.
  CARGO_PROFILE_DEV_OPT_LEVEL: "1",
  CARGO_PROFILE_DEV_DEBUG: "0",
  CARGO_PROFILE_DEV_INCREMENTAL: "true",
  // The first world that fails is enough.
  PROPTEST_MAX_SHRINK_ITERS: "0",
};

/** The programs among what `cargo test --message-format=json` reports, in the order in which cargo runs them. */
export function programsOf(messages: string): Program[] {
  const programs = messages.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    const { reason, profile, executable, target } = JSON.parse(line);
    if (reason !== "compiler-artifact" || !profile.test || executable === null) return [];
    return [{ name: target.kind.includes("test") ? target.name : "unit tests", path: executable }];
  });
  const rank = ({ name }: Program) => (name === "unit tests" ? "" : name);
  return programs.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** The first test that a test program names as failed, in alphabetical order. */
export function failedTest(output: string): string | undefined {
  return [...output.matchAll(/^test (\S+).* \.\.\. FAILED$/gm)].map(([, name]) => name).sort()[0];
}

/** The crate. */
export class Crate implements Subject {
  #copy = "";
  /** Seconds that each program takes without a mistake. */
  readonly #seconds = new Map<string, number>();

  async prepare(): Promise<void> {
    this.#copy = copyOf("crate", PATHS);
    const programs = await this.#build();
    if ("message" in programs) throw new Error(`without a mistake the crate does not build:\n${programs.message}`);
    for (const program of programs) {
      const start = performance.now();
      const { status, stdout, stderr } = await this.#run(program, 600);
      if (status !== 0) throw new Error(`without a mistake the ${program.name} fail:\n${stdout}${stderr}`);
      this.#seconds.set(program.name, secondsSince(start));
    }
    if (this.#seconds.size < 2) throw new Error("cargo built no tests");
  }

  judge(mutant: Parameters<Subject["judge"]>[0]): Promise<Verdict> {
    return withMistake(this.#copy, mutant, async () => {
      const programs = await this.#build();
      if ("message" in programs) return { outcome: "not built", message: programs.message };
      for (const program of programs) {
        const usual = this.#seconds.get(program.name) ?? 0;
        const start = performance.now();
        const { status, stdout } = await this.#run(program, patience(usual));
        if (status === 0) continue;
        const why = status === null ? whySignalled(secondsSince(start), usual) : `status ${status}`;
        return { outcome: "killed", by: `${program.name}: ${failedTest(stdout) ?? why}` };
      }
      return { outcome: "survived" };
    });
  }

  async #build(): Promise<Program[] | { message: string }> {
    const args = ["test", "--locked", "--no-run", "--quiet", "--message-format=json", "--lib", "--tests"];
    const { status, stdout, stderr } = await run("cargo", args, {
      cwd: join(this.#copy, "core-rs"),
      env: ENVIRONMENT,
      seconds: 600,
    });
    if (status === 0) return programsOf(stdout);
    const errors = stdout.split("\n").flatMap((line) => {
      const message = line.startsWith("{") ? JSON.parse(line).message : undefined;
      return message?.level === "error" ? [message.rendered] : [];
    });
    return { message: `${errors.join("\n")}${stderr}` };
  }

  #run(program: Program, seconds: number): Promise<Finished> {
    return run(program.path, [], { cwd: join(this.#copy, "core-rs"), env: ENVIRONMENT, seconds });
  }
}
