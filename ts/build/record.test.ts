import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type BuildRecord,
  changes,
  compareRecords,
  filesUnder,
  hashOutputs,
  hashSources,
  measureModule,
  overBudget,
  readRecord,
} from "./record.js";
import { type BuildSettings, readSettings } from "./settings.js";
import { staleness } from "./stale.js";

const settings: BuildSettings = readSettings();
let root: string;

function put(path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Makes pkg/ as a build would. */
function build(changed: Partial<BuildRecord> = {}): BuildRecord {
  put("pkg/module_bg.wasm", "not really a module");
  put("pkg/module.js", "export {}");
  const tools = { rustc: "1", std: "2", "wasm-pack": "3", "wasm-bindgen": "4", "wasm-opt": "5" };
  const record: BuildRecord = {
    profile: "release",
    sources: hashSources(root, settings),
    tools,
    module: measureModule(join(root, "pkg"), "module_bg.wasm"),
    files: hashOutputs(join(root, "pkg")),
    ...changed,
  };
  put("pkg/BUILD.json", JSON.stringify(record));
  return record;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "record-test-"));
  for (const path of ["wasm-pack.toml", "core-rs/Cargo.toml", "core-rs/Cargo.lock", "core-rs/src/lib.rs"])
    put(path, path);
  put("core-rs/src/model/job.rs", "struct Job;");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("the sources of a build", () => {
  it("are the crate's sources, manifest and lock file, and the settings", () => {
    put("core-rs/target/debug/x.rs", "not a source");
    put("core-rs/.cargo/config.toml", "[build]");
    expect(Object.keys(hashSources(root, settings))).toEqual([
      "core-rs/.cargo/config.toml",
      "core-rs/Cargo.lock",
      "core-rs/Cargo.toml",
      "core-rs/src/lib.rs",
      "core-rs/src/model/job.rs",
      "wasm-pack.toml",
    ]);
  });

  it("are hashed with SHA-256", () => {
    put("core-rs/src/lib.rs", "abc");
    expect(hashSources(root, settings)["core-rs/src/lib.rs"]).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it("of a folder that is not there are none", () => {
    expect(filesUnder(join(root, "nowhere"))).toEqual([]);
  });
});

describe("staleness", () => {
  it("is empty after a build", () => {
    build();
    expect(staleness(root, settings)).toEqual([]);
  });

  it("names every source that changed, came or went", () => {
    build();
    put("core-rs/src/lib.rs", "changed");
    put("core-rs/src/new.rs", "new");
    rmSync(join(root, "core-rs/src/model/job.rs"));
    expect(staleness(root, settings)).toEqual([
      "source since the build of pkg/: core-rs/src/lib.rs has changed",
      "source since the build of pkg/: core-rs/src/model/job.rs is gone",
      "source since the build of pkg/: core-rs/src/new.rs is new",
    ]);
  });

  it("names a module that is not the one that was built", () => {
    build();
    put("pkg/module_bg.wasm", "another module");
    expect(staleness(root, settings)).toEqual(["not as it was built: pkg/module_bg.wasm has changed"]);
  });

  it("refuses a debug build and one above the budget", () => {
    build({ profile: "dev", module: { file: "m.wasm", raw: 400_001, brotli: 150_000, sha256: "" } });
    expect(staleness(root, settings)).toEqual([
      "pkg/ is a dev build",
      "m.wasm has 400001 bytes (raw), the budget is 400000",
    ]);
  });

  it("says how to build when there is no record", () => {
    expect(() => staleness(root, settings)).toThrow(/BUILD.json is missing: npm run build:core/);
  });
});

describe("comparing builds", () => {
  it("compares every byte when the tools are the same", () => {
    const one = build();
    const other = { ...one, files: { ...one.files, "module_bg.wasm": "0" } };
    expect(compareRecords(one, one)).toEqual({ verdict: "the same tools, so every byte", differences: [] });
    expect(compareRecords(one, other).differences).toEqual(["module_bg.wasm has changed"]);
  });

  it("compares only the sources when another compiler built it", () => {
    const one = build();
    const other = { ...one, tools: { ...one.tools, rustc: "9" }, files: {} };
    expect(compareRecords(one, other)).toEqual({
      verdict: "other tools (1 built that, 9 this), so the sources only",
      differences: [],
    });
    const changed = { ...other, sources: { ...one.sources, "wasm-pack.toml": "0" } };
    expect(compareRecords(one, changed).differences).toEqual(["wasm-pack.toml has changed"]);
  });

  it("reads the record that a build wrote", () => {
    expect(build()).toEqual(readRecord(join(root, "pkg")));
  });
});

it("the budget is met up to its last byte", () => {
  const module = { file: "m", raw: 10, brotli: 5, sha256: "" };
  expect(overBudget(module, { raw: 10, brotli: 5 })).toEqual([]);
  expect(overBudget(module, { raw: 9, brotli: 4 })).toHaveLength(2);
});

it("changes are sorted by path", () => {
  expect(changes({ b: "1", c: "1" }, { a: "1", b: "2", c: "1" })).toEqual(["a is new", "b has changed"]);
});
