/**
 * `node dist/build/check.js`: runs every check of this repository and closes with `N passed, N failed, N skipped`.
 *
 *   --deep              many more random worlds and mutations, and the mutants of tests/mutants
 *   --only NAME,NAME    these checks only
 *   --list              names the checks and ends
 *   --pkg DIR           tests the module in DIR (.cache/pkg-dev, for instance) instead of pkg/
 *   --rebuild           builds the module anew, compares it with pkg/, and tests that one and the debug build
 *   --no-skip           what cannot run on this machine fails; so does CI=true
 */
import { parseArgs } from "node:util";
import { allChecks, type CheckOptions } from "./checks.js";
import { ask, which } from "./command.js";
import { runChecks, summary, totals } from "./runner.js";
import { buildPath, TARGET, type Toolchain, toolchains, wasmToolchain } from "./toolchain.js";

const write = (text: string): void => {
  process.stdout.write(text);
};

/** Whether a program is there and works: rustup leaves programs that only say that theirs is not installed. */
function has(program: string, toolchain: Toolchain | undefined): boolean {
  if (program === TARGET) return toolchain?.std !== undefined;
  const path = which(program, buildPath(toolchain));
  return path !== undefined && ask(path, ["--version"], { env: { PATH: buildPath(toolchain) } }) !== undefined;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      deep: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      list: { type: "boolean", default: false },
      pkg: { type: "string" },
      rebuild: { type: "boolean", default: false },
      "no-skip": { type: "boolean", default: false },
    },
  });
  const toolchain = wasmToolchain() ?? toolchains()[0];
  const options: CheckOptions = {
    deep: values.deep,
    noSkip: values["no-skip"] || process.env.CI === "true",
    rebuild: values.rebuild,
    pkg: values.pkg,
    toolchain,
  };
  const checks = allChecks(options);
  if (values.list) {
    write(`${checks.map(({ name }) => name).join("\n")}\n`);
    return 0;
  }
  const wanted = values.only.flatMap((names) => names.split(","));
  const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) throw new Error(`no check is called ${unknown.join(" or ")}; --list names them`);
  const chosen = wanted.length === 0 ? checks : checks.filter(({ name }) => wanted.includes(name));
  const finished = await runChecks(chosen, {
    has: (program) => has(program, toolchain),
    write,
    now: () => performance.now(),
  });
  write(summary(finished));
  const { failed, skipped } = totals(finished);
  return failed > 0 || (options.noSkip && skipped > 0) ? 1 : 0;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`check: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
