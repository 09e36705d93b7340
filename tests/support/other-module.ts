/**
 * Runs once before the tests: when another module than the one in `pkg/` is to be tested, puts it
 * together with `dist/` in a folder of its own, since `dist/` finds its module by its place.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, rmSync } from "node:fs";
import { BUILT, OTHER_MODULE, REPOSITORY } from "./paths.js";

/** Called by vitest. */
export default function setup(): void {
  if (OTHER_MODULE === null) return;
  if (!existsSync(OTHER_MODULE)) throw new Error(`OAR_REDOX_PKG names ${OTHER_MODULE}, which does not exist`);
  rmSync(BUILT, { recursive: true, force: true });
  cpSync(`${REPOSITORY}dist`, `${BUILT}dist`, { recursive: true });
  // The command line reads its version there.
  cpSync(`${REPOSITORY}package.json`, `${BUILT}package.json`);
  cpSync(OTHER_MODULE, `${BUILT}pkg`, { recursive: true });
  // The glue that belongs to the module is inside the entries.
  const bundle = [`${REPOSITORY}dist/build/bundle.js`, "--out", `${BUILT}dist`, "--pkg", OTHER_MODULE];
  execFileSync(process.execPath, bundle, { stdio: "inherit" });
  // Deno resolves the imports of these scripts before it runs them, so they must lie beside what they import.
  cpSync(`${REPOSITORY}tests/runtimes`, `${BUILT}tests/runtimes`, { recursive: true });
}
