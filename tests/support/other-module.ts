/**
 * Runs once before the tests: when another module than the one in `pkg/` is to be tested, puts it
 * together with `dist/` in a folder of its own, since `dist/` finds its module by its place.
 */
import { cpSync, existsSync, rmSync } from "node:fs";
import { BUILT, OTHER_MODULE, REPOSITORY } from "./paths.js";

/** Called by vitest. */
export default function setup(): void {
  if (OTHER_MODULE === null) return;
  if (!existsSync(OTHER_MODULE)) throw new Error(`OAR_REDOX_PKG names ${OTHER_MODULE}, which does not exist`);
  rmSync(BUILT, { recursive: true, force: true });
  cpSync(`${REPOSITORY}dist`, `${BUILT}dist`, { recursive: true });
  cpSync(OTHER_MODULE, `${BUILT}pkg`, { recursive: true });
  // Deno resolves the imports of these scripts before it runs them, so they must lie beside what they import.
  cpSync(`${REPOSITORY}tests/runtimes`, `${BUILT}tests/runtimes`, { recursive: true });
}
