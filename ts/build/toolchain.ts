/** Which Rust of this machine can compile for wasm32, and the environment that makes wasm-pack use it. */
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { ask, which } from "./command.js";
import { ROOT } from "./settings.js";

/** The target triple of the module. */
export const TARGET = "wasm32-unknown-unknown";

/** Where Debian's `rustc-web` and `cargo-web` are. */
export const DEBIAN_BIN = "/usr/bin";

/** A Rust that is installed. */
export interface Toolchain {
  /** Folder of its `rustc` and `cargo`. */
  readonly bin: string;
  /** First line of `rustc --version`. */
  readonly rustc: string;
  /** Its release number, such as 1.95.0. */
  readonly release: string;
  /** The commit it was built from; undefined when it does not know. */
  readonly commit: string | undefined;
  /** Its root, where `lib/rustlib` is. */
  readonly sysroot: string;
  /** File name of the target's standard library; undefined when it lacks the target. */
  readonly std: string | undefined;
}

/** Cargo's home: where crates are kept, and where `cargo install` puts programs. */
export function cargoHome(): string {
  return process.env.CARGO_HOME ?? join(homedir(), ".cargo");
}

/** The folder of the target's standard library in a toolchain. */
export function targetLibrary(sysroot: string): string {
  return join(sysroot, "lib/rustlib", TARGET, "lib");
}

/** The name that replaces the folder of the standard library's source, as rustc itself names it in what it ships. */
export function sourceName({ commit, release }: Pick<Toolchain, "commit" | "release">): string {
  return `/rustc/${commit ?? release}`;
}

/** Looks at the Rust whose programs are in `bin`; undefined when there is none, or no cargo. */
export function inspectToolchain(bin: string): Toolchain | undefined {
  const rustc = join(bin, "rustc");
  if (!existsSync(rustc) || !existsSync(join(bin, "cargo"))) return undefined;
  // The crate's folder counts: rustup chooses the toolchain by the folder.
  const version = ask(rustc, ["--version", "--verbose"], { cwd: ROOT });
  const sysroot = ask(rustc, ["--print", "sysroot"], { cwd: ROOT });
  if (version === undefined || sysroot === undefined) return undefined;
  const library = targetLibrary(sysroot);
  const std = existsSync(library)
    ? readdirSync(library).find((name) => name.startsWith("libstd-") && name.endsWith(".rlib"))
    : undefined;
  const fact = (name: string) => version.match(new RegExp(`^${name}: (.*)$`, "m"))?.[1];
  const commit = fact("commit-hash");
  return {
    bin,
    rustc: version.split("\n")[0] ?? "",
    release: fact("release") ?? "",
    commit: commit === "unknown" ? undefined : commit,
    sysroot,
    std,
  };
}

/** Every Rust of this machine: PATH's first, then cargo's home, then Debian's. */
export function toolchains(): Toolchain[] {
  const onPath = which("rustc");
  const folders = new Set([...(onPath === undefined ? [] : [dirname(onPath)]), join(cargoHome(), "bin"), DEBIAN_BIN]);
  return [...folders].map(inspectToolchain).filter((toolchain) => toolchain !== undefined);
}

/** The first Rust that has the wasm32 target. */
export function wasmToolchain(): Toolchain | undefined {
  return toolchains().find((toolchain) => toolchain.std !== undefined);
}

/**
 * PATH for a build: npm's programs (wasm-opt), this Rust's, cargo's installed programs (wasm-pack, wasm-bindgen), the rest.
 * wasm-pack takes `cargo` and `rustc` from PATH, so the right ones have to come first.
 */
export function buildPath(toolchain: Toolchain | undefined): string {
  const folders = [
    join(ROOT, "node_modules/.bin"),
    ...(toolchain === undefined ? [] : [toolchain.bin]),
    join(cargoHome(), "bin"),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return [...new Set(folders)].join(delimiter);
}
