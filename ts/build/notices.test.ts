import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundledCrates, type CargoMetadata, chooseLicenceFiles, renderNotices } from "./notices.js";

let registry: string;

beforeEach(() => {
  registry = mkdtempSync(join(tmpdir(), "notices-test-"));
});

afterEach(() => rmSync(registry, { recursive: true, force: true }));

/** A registry with these crates; `edges` are "from to kind", kind being normal, build or dev. */
function metadata(crates: string[], edges: string[], procMacros: string[] = []): CargoMetadata {
  const packages = crates.map((name) => {
    mkdirSync(join(registry, name));
    writeFileSync(join(registry, name, "LICENSE-MIT"), `MIT text of ${name}\r\n`);
    return {
      id: name,
      name,
      version: "1.0.0",
      license: "MIT OR Apache-2.0",
      repository: null,
      source: "registry",
      manifest_path: join(registry, name, "Cargo.toml"),
      targets: [{ kind: [procMacros.includes(name) ? "proc-macro" : "lib"] }],
    };
  });
  const nodes = crates.map((id) => ({
    id,
    deps: edges
      .map((edge) => edge.split(" "))
      .filter(([from]) => from === id)
      .map(([, pkg = "", kind]) => ({ pkg, dep_kinds: [{ kind: kind === "normal" ? null : (kind ?? null) }] })),
  }));
  return { packages, resolve: { root: crates[0] ?? null, nodes } };
}

describe("the crates inside the module", () => {
  it("are the root's normal dependencies, direct and indirect, without the root", () => {
    const found = bundledCrates(metadata(["root", "z", "a"], ["root z normal", "z a normal", "a z normal"]));
    expect(found.map(({ name }) => name)).toEqual(["a", "z"]);
  });

  it("are not what runs in the compiler or in tests", () => {
    const crates = ["root", "macro", "syn", "cc", "proptest"];
    const edges = ["root macro normal", "macro syn normal", "root cc build", "root proptest dev"];
    expect(bundledCrates(metadata(crates, edges, ["macro"]))).toEqual([]);
  });
});

describe("licence files", () => {
  const both = ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];

  it.each([
    ["MIT suffices where it may be chosen", both, "MIT OR Apache-2.0", ["LICENSE-MIT"]],
    ["both where both apply", both, "MIT AND Apache-2.0", ["LICENSE-APACHE", "LICENSE-MIT"]],
    ["all where nothing is said", both, null, ["LICENSE-APACHE", "LICENSE-MIT"]],
    ["the only one", ["LICENSE"], "MIT", ["LICENSE"]],
    ["British spelling and COPYING", ["licence.md", "COPYING"], "Unlicense OR MIT", ["COPYING", "licence.md"]],
    ["NOTICE always", [...both, "NOTICE"], "MIT OR Apache-2.0", ["LICENSE-MIT", "NOTICE"]],
  ])("%s", (_name, names, expression, expected) => {
    expect(chooseLicenceFiles(names, expression)).toEqual(expected);
  });
});

describe("the notices", () => {
  it("name each crate with its text and end with the standard library", () => {
    const text = renderNotices(metadata(["root", "b", "a"], ["root a normal", "root b normal"]), "m.wasm", "## Rust\n");
    expect(text.match(/^## .*/gm)).toEqual(["## a 1.0.0", "## b 1.0.0", "## Rust"]);
    expect(text).toContain("```text\nMIT text of a\n```");
    expect(text).not.toContain("\r");
  });

  it("fail where a crate has no licence to reproduce", () => {
    const data = metadata(["root", "a"], ["root a normal"]);
    rmSync(join(registry, "a/LICENSE-MIT"));
    expect(() => renderNotices(data, "m.wasm", "")).toThrow("the crate a 1.0.0 brings no licence file");
  });
});
