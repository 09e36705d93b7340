/** Every check of this repository. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandResult, must, run } from "./command.js";
import { readCargoTest, readVitestReport } from "./reports.js";
import { type Check, type Outcome, outcomeOf } from "./runner.js";
import { NOT_ON_DEBUG_BUILD, NOT_ON_LOCAL_SERVER, ON_DEBUG_BUILD } from "./selections.js";
import { DEV_FOLDER, ROOT, readSettings } from "./settings.js";
import { staleness } from "./stale.js";
import { buildPath, TARGET, type Toolchain } from "./toolchain.js";

/** How to check. */
export interface CheckOptions {
  /** Many more random worlds. */
  readonly deep: boolean;
  /** What cannot run fails. */
  readonly noSkip: boolean;
  /** Build the module anew, test that one instead of pkg/, and the debug build too. */
  readonly rebuild: boolean;
  /** Folder of the module to test, from the repository's top or absolute; undefined for pkg/. */
  readonly pkg: string | undefined;
  /** The Rust to use, when there is one. */
  readonly toolchain: Toolchain | undefined;
}

/** Where `rebuild` puts the release module. */
const REBUILT_FOLDER = ".cache/pkg-rebuilt";

type Run = (
  program: string,
  args: readonly string[],
  env?: Record<string, string>,
  onLine?: (line: string) => void,
) => Promise<CommandResult>;

function runner(options: CheckOptions): Run {
  const common = {
    PATH: buildPath(options.toolchain),
    ...(options.deep ? { OAR_REDOX_DEEP: "1" } : {}),
    ...(options.noSkip ? { OAR_REDOX_NO_SKIP: "1" } : {}),
  };
  return (program, args, env = {}, onLine) =>
    run(program, args, {
      cwd: ROOT,
      env: { ...common, ...env },
      ...(onLine === undefined ? {} : { onLine }),
    });
}

async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "oar-redox-check-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function checkStale(): Promise<Outcome> {
  const problems = staleness(ROOT, readSettings());
  const advice = "npm run build:core builds the module anew";
  return outcomeOf({ status: problems.length === 0 ? 0 : 1, output: [...problems, advice].join("\n") });
}

/** Builds the module in `folder`. */
function building(name: string, command: Run, folder: string, args: readonly string[]): Check {
  const script = join(ROOT, "dist/build/core.js");
  return {
    name,
    needs: ["cargo", TARGET, "wasm-pack", "wasm-bindgen"],
    run: async () => {
      // A build of an earlier run must not be taken for this one's when this one fails.
      rmSync(join(ROOT, folder), { recursive: true, force: true });
      return outcomeOf(await command(process.execPath, [script, "--out", folder, ...args]));
    },
  };
}

/** What of tests/vitest.config.ts to run, and how. */
interface Project {
  readonly project: string;
  /** The module to test, when it is not the one in `pkg/`. */
  readonly pkg?: string | undefined;
  /** Name of the check; that of the project by default. */
  readonly name?: string;
  readonly needs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Test files, or what they begin with. Default: all of the project. */
  readonly files?: readonly string[];
  /** Those of them that are left out, in the same way. Default: none. */
  readonly without?: readonly string[];
  /** What it writes that is worth showing at once. */
  readonly progress?: RegExp;
}

/** One project of tests/vitest.config.ts. */
function vitest(command: Run, chosen: Project): Check {
  const { project, pkg, name = project, needs = [], env, files = [], without = [], progress } = chosen;
  return {
    name,
    needs,
    run: (show) =>
      withTemporaryFolder(async (folder) => {
        const report = join(folder, "report.json");
        const args = ["run", "--config", "tests/vitest.config.ts", "--project", project, ...files];
        args.push(...without.map((path) => `--exclude=${path.endsWith("/") ? `${path}**` : path}`));
        args.push("--reporter=default", "--reporter=json", `--outputFile.json=${report}`);
        const variables = { ...env, ...(pkg === undefined ? {} : { OAR_REDOX_PKG: pkg }) };
        const finish = await command("vitest", args, variables, (line) => {
          if (progress?.test(line)) show(line);
        });
        // There is none when it could not even start.
        return existsSync(report) ? readVitestReport(readFileSync(report, "utf8"), finish) : outcomeOf(finish);
      }),
  };
}

/** A linter of packages, on the archive that npm would publish. */
function onPackage(name: string, command: Run, program: string, args: readonly string[]): Check {
  return {
    name,
    needs: ["npm"],
    run: () =>
      withTemporaryFolder(async (folder) => {
        // Without its scripts: the package is built already.
        await must("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: ROOT });
        const [archive = ""] = readdirSync(folder);
        return outcomeOf(await command(program, [join(folder, archive), ...args]));
      }),
  };
}

function rust(command: Run, deep: boolean): Check[] {
  const cargo = (name: string, needs: string[], args: string[], read: (result: CommandResult) => Outcome): Check => ({
    name,
    needs: ["cargo", ...needs],
    run: async () => {
      const [subcommand = "", ...rest] = args;
      return read(await command("cargo", [subcommand, "--manifest-path", "core-rs/Cargo.toml", ...rest]));
    },
  });
  const strict = ["--", "-D", "warnings"];
  return [
    cargo("rustfmt", ["rustfmt"], ["fmt", "--check"], outcomeOf),
    cargo("clippy", ["cargo-clippy"], ["clippy", "--locked", "--all-targets", ...strict], outcomeOf),
    // The border to JavaScript is compiled for this target only.
    cargo(
      "clippy-wasm",
      ["cargo-clippy", TARGET],
      ["clippy", "--locked", "--lib", "--target", TARGET, ...strict],
      outcomeOf,
    ),
    // Many worlds are worth the time that optimising takes.
    cargo("cargo-test", [], ["test", "--locked", ...(deep ? ["--release"] : [])], readCargoTest),
  ];
}

/** Where an older PostgreSQL than the embedded one may be: what Debian installs, with `trust` for the user `root`. */
const LOCAL_SERVER = "postgres://root@127.0.0.1:5432/root";

/** The database tests on the server of this machine, if there is one that lets us in; otherwise there is no such check. */
function onLocalServer(command: Run): Check[] {
  const args = [LOCAL_SERVER, "-w", "-Atc", "SHOW server_version_num"];
  const answer = spawnSync("psql", args, { encoding: "utf8", timeout: 10_000 });
  const major = answer.status === 0 ? Math.floor(Number(answer.stdout) / 10_000) : 0;
  if (!(major > 0)) return [];
  const [without, env] = [Object.keys(NOT_ON_LOCAL_SERVER), { DATABASE_URL: LOCAL_SERVER }];
  return [vitest(command, { project: "database", name: `database-${major}`, without, env })];
}

/** All checks in the order in which they run: the quick ones first. */
export function allChecks(options: CheckOptions): Check[] {
  const command = runner(options);
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  const { outDir } = readSettings();
  const pkg = options.rebuild ? REBUILT_FOLDER : options.pkg;
  const rebuilding = [
    building("rebuild", command, REBUILT_FOLDER, ["--compare", outDir]),
    building("rebuild-dev", command, DEV_FOLDER, ["--dev"]),
  ];
  const onDebugBuild = [
    vitest(command, {
      project: "unit",
      pkg: DEV_FOLDER,
      name: "unit-dev",
      files: ON_DEBUG_BUILD,
      without: Object.keys(NOT_ON_DEBUG_BUILD),
    }),
    vitest(command, { project: "runtimes", pkg: DEV_FOLDER, name: "runtimes-dev" }),
  ];
  const onlyDeep = [
    vitest(command, {
      project: "mutants",
      needs: ["cargo"],
      env: { OAR_REDOX_MUTANTS: "1" },
      progress: /^(mutant|without a mistake) \S+: /,
    }),
    // Last, when nothing else is at work: how long being ready takes, against an empty module.
    vitest(command, { project: "bench", name: "ready", env: { OAR_REDOX_BENCH: "1" } }),
  ];
  return [
    { name: "format-and-lint", needs: [], run: async () => outcomeOf(await command("biome", ["check", "."])) },
    { name: "stale", needs: [], run: checkStale },
    {
      name: "types",
      needs: [],
      run: async () => outcomeOf(await command("tsc", ["--noEmit", "-p", "tests/tsconfig.json"])),
    },
    ...(options.rebuild ? rebuilding : []),
    vitest(command, { project: "unit", pkg }),
    vitest(command, { project: "runtimes", pkg }),
    vitest(command, { project: "database" }),
    ...onLocalServer(command),
    ...(options.rebuild ? onDebugBuild : []),
    vitest(command, { project: "package" }),
    onPackage("publint", command, "publint", ["--strict"]),
    onPackage("attw", command, "attw", ["--profile", "esm-only"]),
    ...rust(command, options.deep),
    ...(options.deep ? onlyDeep : []),
  ];
}
