/** Copies into `dist/` what the compiler does not: hand-written JavaScript, sample data. */
import { cpSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

for (const file of ["engine/deno.js", "engine/deno.d.ts", "cli/data"]) {
  if (existsSync(`${root}ts/${file}`)) cpSync(`${root}ts/${file}`, `${root}dist/${file}`, { recursive: true });
}
