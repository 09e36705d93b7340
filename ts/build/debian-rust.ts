/**
 * Rust for wasm32 from Debian bookworm's own packages, for machines whose rustup cannot download.
 * The packages have no standard library for the target, but its whole source: it is built here once.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must } from "./command.js";
import { DEBIAN_BIN, inspectToolchain, sourceName, TARGET, type Toolchain, targetLibrary } from "./toolchain.js";

/** Debian bookworm's packages: rustc and cargo in /usr/bin beside rustup's, the library's source, a linker for wasm. */
const PACKAGES = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/** Debian's rustfmt and clippy of the same version. */
export const LINTER_PACKAGES: readonly string[] = ["rustfmt-web", "rust-web-clippy"];

/** Name of the empty crate whose only purpose is that its dependencies get built. */
const EMPTY_CRATE = "empty";

/** Where `rust-web-src` puts the library's source, under the sysroot. */
const LIBRARY_SOURCE = "lib/rustlib/src/rust/library";

/** Installs Debian packages. Needs root. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await must("apt-get", ["update"], { env });
  await must("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { env });
}

function writeEmptyCrate(folder: string, sysroot: string): void {
  mkdirSync(join(folder, "src"));
  mkdirSync(join(folder, ".cargo"));
  writeFileSync(join(folder, "src/lib.rs"), "");
  writeFileSync(
    join(folder, "Cargo.toml"),
    `[package]\nname = "${EMPTY_CRATE}"\nversion = "0.0.0"\nedition = "2021"\n`,
  );
  const vendor = JSON.stringify(join(sysroot, LIBRARY_SOURCE, "vendor"));
  writeFileSync(
    join(folder, ".cargo/config.toml"),
    `[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = ${vendor}\n`,
  );
}

async function buildStandardLibrary(toolchain: Toolchain): Promise<void> {
  const { sysroot } = toolchain;
  const folder = mkdtempSync(join(tmpdir(), "wasm-std-"));
  try {
    writeEmptyCrate(folder, sysroot);
    await must(
      join(DEBIAN_BIN, "cargo"),
      ["build", "--release", "--target", TARGET, "-Z", "build-std=std,panic_abort", "--offline"],
      {
        cwd: folder,
        env: {
          RUSTC: join(DEBIAN_BIN, "rustc"),
          // Debian's stable compiler takes -Z build-std only so.
          RUSTC_BOOTSTRAP: "1",
          // Without bitcode, lto = true fails later with "failed to get bitcode from object file".
          CARGO_ENCODED_RUSTFLAGS: [
            "-Cembed-bitcode=yes",
            `--remap-path-prefix=${join(sysroot, "lib/rustlib/src/rust")}=${sourceName(toolchain)}`,
          ].join("\x1f"),
          CARGO_TARGET_DIR: join(folder, "target"),
        },
      },
    );
    const library = targetLibrary(sysroot);
    // Two copies of the library in this folder are an error.
    rmSync(library, { recursive: true, force: true });
    mkdirSync(library, { recursive: true });
    const built = join(folder, "target", TARGET, "release/deps");
    for (const name of readdirSync(built)) {
      if (name.endsWith(".rlib") && !name.startsWith(`lib${EMPTY_CRATE}-`)) {
        cpSync(join(built, name), join(library, name));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Installs Debian's Rust and builds the target's standard library into it (about 45 s). Needs root.
 *
 * @param say gets one line a step.
 */
export async function installDebianRust(say: (text: string) => void): Promise<void> {
  say(`  apt-get install ${PACKAGES.join(" ")}`);
  await installPackages(PACKAGES);
  const toolchain = inspectToolchain(DEBIAN_BIN);
  if (toolchain === undefined || !existsSync(join(toolchain.sysroot, LIBRARY_SOURCE))) {
    throw new Error(
      "Debian's packages were installed, but rustc, cargo or the library's source are not where expected",
    );
  }
  say(`  building the standard library for ${TARGET} with ${toolchain.rustc}`);
  await buildStandardLibrary(toolchain);
}
