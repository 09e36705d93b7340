import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseSettings, ROOT, readSettings } from "./settings.js";

const text = readFileSync(join(ROOT, "wasm-pack.toml"), "utf8");

describe("wasm-pack.toml", () => {
  it("says in its first line who reads it", () => {
    expect(text.split("\n")[0]).toMatch(/wasm-pack itself does not read this file/);
  });

  it("is read whole", () => {
    const settings = readSettings();
    expect(settings).toMatchObject({ crate: "core-rs", target: "web", outDir: "pkg", outName: "oar_scheduler_redox" });
    expect(settings.rustcFlags.join(" ")).toContain("-inline-threshold=100");
    expect(settings.wasmOptFlags).toContain("-O3");
    expect(settings.budget).toEqual({ raw: 400_000, brotli: 150_000 });
  });

  it("pins the versions that the lock files have", () => {
    const { tools } = readSettings();
    const lock = readFileSync(join(ROOT, "core-rs/Cargo.lock"), "utf8");
    expect(lock).toContain(`name = "wasm-bindgen"\nversion = "${tools.wasmBindgen}"`);
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(devDependencies.binaryen).toBe(tools.binaryen);
  });

  it.each([
    ["outDir", text.replace("out-dir", "outdir"), "[build] out-dir must be a string"],
    ["a flag that is a number", text.replace('"-O3"', "3"), "[wasm-opt] flags must be a list of strings"],
    ["no flags of the compiler", text.replace("[rustc]", "[rust]"), "[rustc] flags must be a list of strings"],
    ["a budget of 0", text.replace("400_000", "0"), "[budget] raw must be a number of bytes"],
    ["no tools", text.replace("[tools]", "[tolls]"), "[tools] rust must be a string"],
  ])("is refused by key: %s", (_name, wrong, message) => {
    expect(() => parseSettings(wrong)).toThrow(message);
  });
});
