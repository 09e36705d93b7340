/** Where a user of the packed package works. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { REPOSITORY } from "../support/paths.js";
import { run } from "../support/run.js";

/** A fresh folder in the consumer's, from which the package is found as from any of its folders. */
export function workshop(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(inject("consumer"), "use-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/**
 * Compiles a program of a user with one of the compiler's ways to find packages.
 *
 * @param checkLibraries whether the types of packages are checked too; those of drizzle-orm do not pass. Default: yes
 */
export async function compile(
  source: string,
  resolution: string,
  checkLibraries = true,
): Promise<{ status: number | null; stdout: string }> {
  const bundler = resolution === "bundler";
  const compilerOptions = {
    target: "es2022",
    module: bundler ? "esnext" : "nodenext",
    moduleResolution: resolution,
    lib: ["es2022", "dom", ...(bundler ? ["esnext.disposable"] : [])],
    types: bundler ? [] : ["node"],
    strict: true,
    noEmit: true,
    skipLibCheck: !checkLibraries,
  };
  const folder = workshop({
    "main.ts": source,
    "tsconfig.json": JSON.stringify({ compilerOptions, files: ["main.ts"] }),
  });
  const tsc = join(REPOSITORY, "node_modules/typescript/bin/tsc");
  const { status, stdout } = await run(process.execPath, [tsc, "-p", "tsconfig.json"], { cwd: folder });
  return { status, stdout };
}
