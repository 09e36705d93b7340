/** Deno, as npm's `deno` package brings it. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Finished, type RunOptions, run } from "./run.js";

const folder = dirname(createRequire(import.meta.url).resolve("deno/package.json"));
const program = join(folder, process.platform === "win32" ? "deno.exe" : "deno");

/** Why Deno cannot run here, or `null`. Its install script may have been left out. */
export const denoMissing: string | null = existsSync(program) ? null : "npm's deno package has no program";

/** Runs `deno run FILE` with no permission and no flag. */
export function runDeno(file: string, options: RunOptions = {}): Promise<Finished> {
  return run(program, ["run", file], { ...options, env: { DENO_NO_UPDATE_CHECK: "1", ...options.env } });
}
