/** The files of the repository, as git knows them. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { REPOSITORY } from "./paths.js";

/** Committed files, and those that would be committed; paths from the repository, ascending. */
export function repositoryFiles(): string[] {
  const arguments_ = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const output = execFileSync("git", arguments_, { cwd: REPOSITORY, encoding: "utf8", maxBuffer: 1 << 26 });
  return [...new Set(output.split("\0"))].filter((file) => file !== "" && existsSync(REPOSITORY + file)).sort();
}

/** The text of a file of the repository. */
export function readRepositoryFile(file: string): string {
  return readFileSync(REPOSITORY + file, "utf8");
}

/** Why there is no list of files, or `null`: an unpacked archive has no git. */
export const gitMissing: string | null = existsSync(`${REPOSITORY}.git`) ? null : "this is no git repository";
