/**
 * `node dist/build/core.js`: compiles core-rs/ to pkg/ as wasm-pack.toml says, with the licence notices of what is inside
 * and a record of the build (BUILD.json).
 *
 *   --dev            a debug build (assertions and names kept, not optimised) in .cache/pkg-dev
 *   --out DIR        writes to DIR instead
 *   --compare DIR    afterwards compares with the build in DIR: the bytes where the tools are the same, else the sources
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { compile, findTools, readMetadata, type Tools } from "./compile.js";
import { NOTICES_FILE, renderNotices } from "./notices.js";
import {
  type BuildRecord,
  compareRecords,
  hashOutputs,
  hashSources,
  measureModule,
  overBudget,
  RECORD_FILE,
  readRecord,
  STD_NOTICE_FILE,
} from "./record.js";
import { type BuildSettings, DEV_FOLDER, ROOT, readSettings } from "./settings.js";
import { cargoHome } from "./toolchain.js";

/** Fails when the module names a folder of this machine: other machines would give other bytes. */
function refuseLocalPaths(module: Buffer, tools: Tools): void {
  const folders = [resolve(ROOT), cargoHome(), join(tools.toolchain.sysroot, "lib/rustlib")];
  const named = folders.filter((folder) => module.includes(folder));
  if (named.length > 0) throw new Error(`the module contains paths of this machine: ${named.join(", ")}`);
}

async function buildInto(
  folder: string,
  profile: BuildRecord["profile"],
  settings: BuildSettings,
): Promise<BuildRecord> {
  const tools = findTools(settings);
  const sources = hashSources(ROOT, settings);
  const metadata = await readMetadata(settings, tools);
  await compile({ settings, tools, metadata, profile, folder });
  const file = `${settings.outName}_bg.wasm`;
  const stdNotices = readFileSync(join(ROOT, STD_NOTICE_FILE), "utf8");
  writeFileSync(join(folder, NOTICES_FILE), renderNotices(metadata, file, stdNotices));
  const module = measureModule(folder, file);
  if (profile === "release") {
    refuseLocalPaths(readFileSync(join(folder, file)), tools);
    const excess = overBudget(module, settings.budget);
    if (excess.length > 0) throw new Error(excess.join("; "));
  }
  const record = { profile, sources, tools: tools.versions, module, files: hashOutputs(folder) };
  writeFileSync(join(folder, RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`);
  return record;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { dev: { type: "boolean", default: false }, out: { type: "string" }, compare: { type: "string" } },
  });
  const settings = readSettings();
  const profile = values.dev ? "dev" : "release";
  const out = values.out === undefined ? join(ROOT, values.dev ? DEV_FOLDER : settings.outDir) : resolve(values.out);
  // Built aside and moved at the end, so that a failed build leaves the old one as it was.
  const aside = `${out}.building-${process.pid}`;
  const started = performance.now();
  let record: BuildRecord;
  try {
    record = await buildInto(aside, profile, settings);
    rmSync(out, { recursive: true, force: true });
    mkdirSync(dirname(out), { recursive: true });
    renameSync(aside, out);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const { raw, brotli, sha256 } = record.module;
  process.stdout.write(`${profile} build in ${seconds} s: ${raw} bytes, ${brotli} as brotli, sha256 ${sha256}\n`);
  if (values.compare !== undefined) {
    const { verdict, differences } = compareRecords(readRecord(resolve(values.compare)), record);
    process.stdout.write(`compared with ${values.compare}: ${verdict}\n`);
    if (differences.length > 0) throw new Error(differences.join("\n"));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`build: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
