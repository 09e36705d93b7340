/** `BUILD.json`: what a build of the module was made from, with what, and what came out. Kept beside the module. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { BuildSettings } from "./settings.js";

/** Name of the record in the folder of a build. */
export const RECORD_FILE = "BUILD.json";

/** The copyright notices of Rust's standard library, which end up in the module's own notices. */
export const STD_NOTICE_FILE = "ts/build/rust-std-notices.md";

/** SHA-256 in hexadecimal digits, by path with forward slashes, in the order of the paths. */
export type Hashes = Readonly<Record<string, string>>;

/** What `BUILD.json` holds. */
export interface BuildRecord {
  readonly profile: "release" | "dev";
  /** Every source that goes in, by its path from the repository's top. */
  readonly sources: Hashes;
  /** What built it. The same sources and the same tools give the same bytes. */
  readonly tools: Readonly<Record<"rustc" | "std" | "wasm-pack" | "wasm-bindgen" | "wasm-opt", string>>;
  /** The module itself; sizes in bytes, brotli at quality 11. */
  readonly module: { readonly file: string; readonly raw: number; readonly brotli: number; readonly sha256: string };
  /** Every file of the folder but this record, by its path in it. */
  readonly files: Hashes;
}

function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Paths of all files under `folder`, relative to it, sorted; empty when it is not there. */
export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll("\\", "/").replace(/^\/+/, ""))
    .sort();
}

/** Hashes every source that goes into the module. */
export function hashSources(root: string, settings: BuildSettings): Hashes {
  const crate = settings.crate;
  const paths = [
    "wasm-pack.toml",
    STD_NOTICE_FILE,
    ...["Cargo.toml", "Cargo.lock", "build.rs", "rust-toolchain.toml"].map((name) => `${crate}/${name}`),
    ...[".cargo", "src"].flatMap((folder) =>
      filesUnder(join(root, crate, folder)).map((path) => `${crate}/${folder}/${path}`),
    ),
  ];
  const present = paths.filter((path) => existsSync(join(root, path))).sort();
  return Object.fromEntries(present.map((path) => [path, sha256(readFileSync(join(root, path)))]));
}

/** Hashes what a build made. */
export function hashOutputs(folder: string): Hashes {
  const paths = filesUnder(folder).filter((path) => path !== RECORD_FILE);
  return Object.fromEntries(paths.map((path) => [path, sha256(readFileSync(join(folder, path)))]));
}

/** Measures a module. `file` is its name in `folder`. */
export function measureModule(folder: string, file: string): BuildRecord["module"] {
  const bytes = readFileSync(join(folder, file));
  return { file, raw: bytes.length, brotli: brotliCompressSync(bytes).length, sha256: sha256(bytes) };
}

/** One sentence for each limit of the budget that the module exceeds. */
export function overBudget(module: BuildRecord["module"], budget: BuildSettings["budget"]): string[] {
  return (["raw", "brotli"] as const)
    .filter((kind) => module[kind] > budget[kind])
    .map((kind) => `${module.file} has ${module[kind]} bytes (${kind}), the budget is ${budget[kind]}`);
}

/**
 * Reads the record of a build.
 *
 * @throws Error that says how to make one when it is not there.
 */
export function readRecord(folder: string): BuildRecord {
  const path = join(folder, RECORD_FILE);
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run build:core makes it`);
  return JSON.parse(readFileSync(path, "utf8")) as BuildRecord;
}

/** One sentence for each path that is new, gone or changed between two lists of hashes. */
export function changes(before: Hashes, after: Hashes): string[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((path) => {
    if (before[path] === after[path]) return [];
    if (before[path] === undefined) return [`${path} is new`];
    return [`${path} ${after[path] === undefined ? "is gone" : "has changed"}`];
  });
}

/** How two builds compare. */
export interface Comparison {
  /** One sentence on what was compared. */
  readonly verdict: string;
  /** One sentence for each difference; empty when the builds agree. */
  readonly differences: readonly string[];
}

/** Compares a build with one of the same profile: the sources always, the files only where the tools are the same. */
export function compareRecords(committed: BuildRecord, built: BuildRecord): Comparison {
  const sources = changes(committed.sources, built.sources);
  const otherTools = (Object.keys(built.tools) as (keyof BuildRecord["tools"])[])
    .filter((tool) => committed.tools[tool] !== built.tools[tool])
    .map((tool) => `${committed.tools[tool]} built that, ${built.tools[tool]} this`);
  if (otherTools.length > 0) {
    return { verdict: `other tools (${otherTools.join("; ")}), so the sources only`, differences: sources };
  }
  return {
    verdict: "the same tools, so every byte",
    differences: [...sources, ...changes(committed.files, built.files)],
  };
}
