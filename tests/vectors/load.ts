/** Reads the scheduling vectors: the whole collection where it is, else the copy in this folder. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Scenario, ScheduleData } from "../../ts/model/index.js";
import { REPOSITORY } from "../support/paths.js";

/** A scenario with the result it must have. */
export interface Vector extends Scenario {
  name: string;
  category: string;
  expected: Omit<ScheduleData, "name">;
}

/** The copy that is part of the repository. */
export const COPY_FOLDER = fileURLToPath(new URL(".", import.meta.url));

const whole = join(REPOSITORY, "../shared/vectors");

/** Where the vectors are read from: `../shared/vectors` beside the repository, else {@link COPY_FOLDER}. */
export const VECTOR_FOLDER = existsSync(whole) ? whole : COPY_FOLDER;

/** Names of the categories that `folder` has, ascending. */
export function categories(folder = VECTOR_FOLDER): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => name.slice(0, -".jsonl".length))
    .sort();
}

/** The text of a category: one scenario a line, no line feed at the end. */
export function vectorText(category: string, folder = VECTOR_FOLDER): string {
  return readFileSync(join(folder, `${category}.jsonl`), "utf8").trimEnd();
}

/** The vectors of a category, each a fresh object. */
export function loadVectors(category: string, folder = VECTOR_FOLDER): Vector[] {
  return vectorText(category, folder)
    .split("\n")
    .map((line) => JSON.parse(line));
}
