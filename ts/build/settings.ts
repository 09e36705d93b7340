/** `wasm-pack.toml`: how the module is built, read and checked once for all build scripts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";

/** The repository's top folder (this file runs as `dist/build/settings.js`, or as `ts/build/settings.ts` under vitest). */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Folder of the debug build, relative to the top; git ignores it. */
export const DEV_FOLDER = ".cache/pkg-dev";

/** What `wasm-pack.toml` says. */
export interface BuildSettings {
  /** Folder of the crate, relative to the top. */
  readonly crate: string;
  /** wasm-pack's target. */
  readonly target: string;
  /** Folder of the release module, relative to the top. */
  readonly outDir: string;
  /** Stem of the generated files. */
  readonly outName: string;
  /** Arguments of the compiler, beside those that make it forget this machine's folders. */
  readonly rustcFlags: readonly string[];
  /** Arguments of wasm-opt, without its files. */
  readonly wasmOptFlags: readonly string[];
  /** Most bytes the release module may have, raw and as brotli at quality 11. */
  readonly budget: { readonly raw: number; readonly brotli: number };
  /** Exact versions of the tools. */
  readonly tools: {
    readonly rust: string;
    readonly wasmPack: string;
    readonly wasmBindgen: string;
    readonly binaryen: string;
  };
}

/**
 * Reads the text of a `wasm-pack.toml`.
 *
 * @throws Error that names the key when one is missing or has the wrong type.
 */
export function parseSettings(text: string): BuildSettings {
  const document = parse(text);
  const value = (section: string, key: string): unknown => {
    const table = document[section];
    return typeof table === "object" && table !== null ? (table as Record<string, unknown>)[key] : undefined;
  };
  const string = (section: string, key: string): string => {
    const found = value(section, key);
    if (typeof found !== "string") throw new Error(`wasm-pack.toml: [${section}] ${key} must be a string`);
    return found;
  };
  const bytes = (key: string): number => {
    const found = value("budget", key);
    if (typeof found !== "number" || found <= 0)
      throw new Error(`wasm-pack.toml: [budget] ${key} must be a number of bytes`);
    return found;
  };
  const flags = (section: string): readonly string[] => {
    const found = value(section, "flags");
    if (!Array.isArray(found) || !found.every((flag) => typeof flag === "string")) {
      throw new Error(`wasm-pack.toml: [${section}] flags must be a list of strings`);
    }
    return found;
  };
  return {
    crate: string("build", "crate"),
    target: string("build", "target"),
    outDir: string("build", "out-dir"),
    outName: string("build", "out-name"),
    rustcFlags: flags("rustc"),
    wasmOptFlags: flags("wasm-opt"),
    budget: { raw: bytes("raw"), brotli: bytes("brotli") },
    tools: {
      rust: string("tools", "rust"),
      wasmPack: string("tools", "wasm-pack"),
      wasmBindgen: string("tools", "wasm-bindgen"),
      binaryen: string("tools", "binaryen"),
    },
  };
}

/** Reads the repository's `wasm-pack.toml`. */
export function readSettings(): BuildSettings {
  return parseSettings(readFileSync(join(ROOT, "wasm-pack.toml"), "utf8"));
}
