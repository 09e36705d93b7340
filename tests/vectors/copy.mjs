/**
 * Copies the scheduling vectors into this folder, for machines that have only this repository: all of
 * `edges`, and the first ten of every other category.
 *
 *     node tests/vectors/copy.mjs [FROM [TO]]
 *
 * FROM is where the whole collection is; without it, `../shared/vectors` beside the repository. TO is
 * where the copy goes; without it, this folder. Vectors that are in TO already are removed.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const WHOLE = new Set(["edges.jsonl"]);
const KEPT = 10;

const [from, to] = process.argv.slice(2);
const here = fileURLToPath(new URL(".", import.meta.url));
const source = resolve(from ?? resolve(here, "../../../shared/vectors"));
const target = resolve(to ?? here);

const isVectorFile = (/** @type {string} */ name) => name.endsWith(".jsonl");
const files = readdirSync(source).filter(isVectorFile);
if (files.length === 0) throw new Error(`${source} has no vectors`);

for (const file of readdirSync(target).filter(isVectorFile)) rmSync(resolve(target, file));
for (const file of files) {
  const lines = readFileSync(resolve(source, file), "utf8").trimEnd().split("\n");
  const kept = WHOLE.has(file) ? lines : lines.slice(0, KEPT);
  writeFileSync(resolve(target, file), `${kept.join("\n")}\n`);
}
