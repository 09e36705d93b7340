/**
 * Copies the cases of `FROM` (`../shared/db-cases` beside the repository by default) into `cases.jsonl`, a case a
 * line: all but the ones above 100,000 characters.
 *
 *     node tests/database/cases/copy.mjs [FROM]
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LONGEST = 100_000;
const from = process.argv[2] ?? fileURLToPath(new URL("../../../../shared/db-cases/", import.meta.url));
const lines = readdirSync(from)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => JSON.stringify(JSON.parse(readFileSync(`${from}/${name}`, "utf8"))))
  .filter((line) => line.length <= LONGEST);
writeFileSync(new URL("cases.jsonl", import.meta.url), `${lines.join("\n")}\n`);
