/** Compiling the crate: wasm-pack, then wasm-opt. What comes out depends on sources and tools only, not on the machine. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { ask, must } from "./command.js";
import type { CargoMetadata } from "./notices.js";
import type { BuildRecord } from "./record.js";
import { type BuildSettings, ROOT } from "./settings.js";
import { buildPath, cargoHome, sourceName, TARGET, type Toolchain, wasmToolchain } from "./toolchain.js";

/** A Rust that has the target, and the versions of all tools. */
export interface Tools {
  readonly toolchain: Toolchain & { readonly std: string };
  readonly versions: BuildRecord["tools"];
}

/**
 * Finds the tools of the versions that wasm-pack.toml names.
 *
 * @throws Error that lists what is missing or of another version.
 */
export function findTools(settings: BuildSettings): Tools {
  const toolchain = wasmToolchain();
  const env = { PATH: buildPath(toolchain) };
  const version = (program: string) => ask(program, ["--version"], { env })?.match(/\d+[\d.]*/)?.[0];
  const found = {
    "wasm-pack": version("wasm-pack"),
    "wasm-bindgen": version("wasm-bindgen"),
    "wasm-opt": version("wasm-opt"),
  };
  const wanted = {
    "wasm-pack": settings.tools.wasmPack,
    "wasm-bindgen": settings.tools.wasmBindgen,
    // wasm-opt tells its major version only.
    "wasm-opt": settings.tools.binaryen.split(".")[0],
  };
  const problems = (["wasm-pack", "wasm-bindgen", "wasm-opt"] as const)
    .filter((name) => found[name] !== wanted[name])
    .map((name) => `${name} ${wanted[name]} is needed, ${found[name] ?? "none"} is there`);
  if (toolchain?.std === undefined) problems.unshift(`no Rust here has the target ${TARGET}`);
  if (problems.length > 0 || toolchain?.std === undefined) {
    throw new Error(`${problems.join("; ")}. npm run setup installs what is missing`);
  }
  return {
    toolchain: { ...toolchain, std: toolchain.std },
    versions: {
      rustc: toolchain.rustc,
      std: toolchain.std,
      "wasm-pack": settings.tools.wasmPack,
      "wasm-bindgen": settings.tools.wasmBindgen,
      "wasm-opt": settings.tools.binaryen,
    },
  };
}

/** Asks cargo for the crate's dependencies on wasm32; it downloads what is not there yet. */
export async function readMetadata(settings: BuildSettings, tools: Tools): Promise<CargoMetadata> {
  const args = ["metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET];
  const text = await must(join(tools.toolchain.bin, "cargo"), args, {
    cwd: join(ROOT, settings.crate),
    env: { PATH: buildPath(tools.toolchain) },
  });
  return JSON.parse(text) as CargoMetadata;
}

/**
 * Compiler flags that replace this machine's folders, in panic messages for instance, by fixed names: the crates' (whose
 * folder also names the registry they came from), the repository's, and the standard library's where its source is installed.
 */
export function remapFlags(
  settings: BuildSettings,
  toolchain: Pick<Toolchain, "sysroot" | "release" | "commit">,
  metadata: CargoMetadata,
): string[] {
  const registries = metadata.packages
    .filter((item) => item.source !== null)
    .map((item) => dirname(dirname(item.manifest_path)));
  // The last match wins: the general ones come first.
  const names: [string, string][] = [
    [cargoHome(), "/cargo"],
    ...[...new Set(registries)].sort().map((folder): [string, string] => [folder, "/crates"]),
    [join(ROOT, settings.crate), `/${settings.crate}`],
    [join(toolchain.sysroot, "lib/rustlib/src/rust"), sourceName(toolchain)],
  ];
  return names.map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}

/** A build to make. */
export interface Compilation {
  readonly settings: BuildSettings;
  readonly tools: Tools;
  readonly metadata: CargoMetadata;
  readonly profile: BuildRecord["profile"];
  /** An empty or missing folder, absolute. */
  readonly folder: string;
}

/** Compiles into `folder`: the module and its JavaScript, without what wasm-pack adds for packages of their own. */
export async function compile({ settings, tools, metadata, profile, folder }: Compilation): Promise<void> {
  const env = {
    PATH: buildPath(tools.toolchain),
    CARGO_ENCODED_RUSTFLAGS: [...remapFlags(settings, tools.toolchain, metadata), ...settings.rustcFlags].join("\x1f"),
    CARGO_TARGET_DIR: join(ROOT, ".cache/core/target"),
    RUSTFLAGS: undefined,
    RUSTC: join(tools.toolchain.bin, "rustc"),
  };
  const args = ["build", join(ROOT, settings.crate), "--target", settings.target, `--${profile}`];
  // Without a package.json of its own, optimised here, with the tools that are there and no downloads.
  args.push("--no-pack", "--no-opt", "--mode", "no-install", "--out-name", settings.outName, "--out-dir", folder);
  await must("wasm-pack", [...args, "--", "--locked"], { env });
  // It says that nothing here belongs into git; npm reads it too and would leave the module out of the package.
  rmSync(join(folder, ".gitignore"), { force: true });
  if (profile === "release") await optimise(join(folder, `${settings.outName}_bg.wasm`), settings, env);
}

async function optimise(
  module: string,
  settings: BuildSettings,
  env: Record<string, string | undefined>,
): Promise<void> {
  const optimised = `${module}.opt`;
  await must("wasm-opt", [module, "-o", optimised, ...settings.wasmOptFlags], { env });
  if (!existsSync(optimised)) throw new Error("wasm-opt wrote nothing");
  renameSync(optimised, module);
}
