/**
 * `node dist/build/setup.js`: installs what this machine lacks to build the module: the wasm32 target, wasm-pack,
 * wasm-bindgen, and Rust's linters. What is there in the right version is left alone, so that it can be run again at any time.
 */
import { join } from "node:path";
import { ask, type CommandOptions, must, run, which } from "./command.js";
import { installDebianRust, installPackages, LINTER_PACKAGES } from "./debian-rust.js";
import { type BuildSettings, readSettings } from "./settings.js";
import { buildPath, DEBIAN_BIN, TARGET, toolchains, wasmToolchain } from "./toolchain.js";

/** A thing the build needs. */
interface Requirement {
  readonly name: string;
  /** What is there in the right version, for people; undefined when it has to be installed. */
  present(): string | undefined;
  /** Installs it. */
  install(): Promise<void>;
}

const RUST_MISSING = `No Rust here can be made to compile for ${TARGET}: install it from https://rustup.rs, or as root on Debian run this again.`;

/** Seconds for rustup to download 30 MB; behind some firewalls it waits for ever. */
const RUSTUP_LIMIT = 180;

async function installTarget(): Promise<void> {
  if (which("rustup", buildPath(undefined)) !== undefined) {
    const options = { env: { PATH: buildPath(undefined) }, limit: RUSTUP_LIMIT };
    const added = await run("rustup", ["target", "add", TARGET], options);
    if (added.status === 0 && wasmToolchain() !== undefined) return;
    say(`rustup could not add the target; Debian's packages may:\n${added.output}`);
  }
  if (which("apt-get") === undefined || process.getuid?.() !== 0) throw new Error(RUST_MISSING);
  await installDebianRust(say);
}

/** Linters belong to the Rust that compiles: another's would not know the target. */
function linters(): string | undefined {
  const bin = wasmToolchain()?.bin;
  if (bin === undefined) return undefined;
  const env = { PATH: buildPath(wasmToolchain()) };
  const found = ["rustfmt", "cargo-clippy"].map((name) => ask(join(bin, name), ["--version"], { env }));
  return found.every((version) => version !== undefined) ? found.join(", ") : undefined;
}

async function installLinters(): Promise<void> {
  if (wasmToolchain()?.bin === DEBIAN_BIN) await installPackages(LINTER_PACKAGES);
  else await must("rustup", ["component", "add", "rustfmt", "clippy"], { env: { PATH: buildPath(undefined) } });
}

/** Builds a cargo program quickly rather than well: it runs for a second a build, and compiling it takes minutes. */
function toolOptions(): CommandOptions {
  const toolchain = wasmToolchain() ?? toolchains()[0];
  return {
    env: { PATH: buildPath(toolchain), CARGO_PROFILE_RELEASE_OPT_LEVEL: "1", CARGO_PROFILE_RELEASE_LTO: "off" },
  };
}

async function installProgram(crate: string, version: string): Promise<void> {
  const args = ["install", crate, "--version", version, "--force"];
  const locked = await run("cargo", [...args, "--locked"], toolOptions());
  if (locked.status === 0) return;
  say(`${crate}: its own lock file cannot be met by this registry; building with the newest dependencies instead`);
  await must("cargo", args, toolOptions());
}

function program(crate: string, command: string, version: string): Requirement {
  return {
    name: `${crate} ${version}`,
    present: () => {
      const found = ask(command, ["--version"], { env: { PATH: buildPath(undefined) } });
      return found?.split(" ").includes(version) ? found : undefined;
    },
    install: () => installProgram(crate, version),
  };
}

function requirements(settings: BuildSettings): Requirement[] {
  const { wasmPack, wasmBindgen, binaryen } = settings.tools;
  return [
    {
      name: `Rust with ${TARGET}`,
      present: () => wasmToolchain()?.rustc,
      install: installTarget,
    },
    { name: "rustfmt and clippy", present: linters, install: installLinters },
    program("wasm-pack", "wasm-pack", wasmPack),
    program("wasm-bindgen-cli", "wasm-bindgen", wasmBindgen),
    {
      name: `wasm-opt ${binaryen}`,
      present: () => {
        const found = ask("wasm-opt", ["--version"], { env: { PATH: buildPath(undefined) } });
        return found?.includes(`version ${binaryen.split(".")[0]}`) ? found : undefined;
      },
      install: () => Promise.reject(new Error("it comes with the development dependencies: run npm ci")),
    },
  ];
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
  for (const requirement of requirements(readSettings())) {
    const present = requirement.present();
    if (present !== undefined) {
      say(`${requirement.name}: there (${present})`);
      continue;
    }
    say(`${requirement.name}: installing ...`);
    const started = performance.now();
    await requirement.install();
    const installed = requirement.present();
    if (installed === undefined) throw new Error(`${requirement.name}: installed, but still not found`);
    say(`${requirement.name}: installed in ${((performance.now() - started) / 1000).toFixed(0)} s (${installed})`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`setup: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
