import { describe, expect, it } from "vitest";
import { remapFlags } from "./compile.js";
import type { CargoMetadata, CargoPackage } from "./notices.js";
import { readSettings } from "./settings.js";

function crate(name: string, manifest: string, source: string | null): CargoPackage {
  const rest = { license: null, repository: null, targets: [] };
  return { id: name, name, version: "1.0.0", source, manifest_path: manifest, ...rest };
}

describe("the compiler's flags", () => {
  const metadata: CargoMetadata = {
    packages: [
      crate("own", "/home/me/project/core-rs/Cargo.toml", null),
      crate("serde", "/home/me/.cargo/registry/src/mirror-123/serde-1.0.0/Cargo.toml", "registry+x"),
      crate("syn", "/home/me/.cargo/registry/src/mirror-123/syn-1.0.0/Cargo.toml", "registry+x"),
    ],
    resolve: { root: "own", nodes: [] },
  };
  const flags = remapFlags(readSettings(), { sysroot: "/rust", release: "1.95.0", commit: "abc" }, metadata);

  it("rename the registry's folder once, after cargo's home, since the last match wins", () => {
    const registry = flags.indexOf("--remap-path-prefix=/home/me/.cargo/registry/src/mirror-123=/crates");
    const home = flags.findIndex((flag) => flag.endsWith("=/cargo"));
    expect(home).toBeGreaterThanOrEqual(0);
    expect(registry).toBeGreaterThan(home);
    expect(flags.filter((flag) => flag.endsWith("=/crates"))).toHaveLength(1);
  });

  it("rename the standard library's source as rustc names it in what it ships", () => {
    expect(flags).toContain("--remap-path-prefix=/rust/lib/rustlib/src/rust=/rustc/abc");
  });
});
