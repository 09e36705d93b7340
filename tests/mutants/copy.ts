/** A copy of a part of the repository in which mistakes are made, one after the other. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { REPOSITORY } from "../support/paths.js";
import { applyMutant, type Mutant } from "./mutant.js";

/** Where the copies and what is built from them lie; git ignores it. */
export const SCRATCH = join(REPOSITORY, ".cache/mutants");

/** What came of running the tests. */
export type Verdict =
  | { readonly outcome: "killed"; readonly by: string }
  | { readonly outcome: "survived" }
  /** It was not even tested: that counts as having survived. */
  | { readonly outcome: "not built"; readonly message: string };

/** Something that can be built and tested with a mistake in it. */
export interface Subject {
  /** Copies, builds and tests what has no mistake; throws when that does not pass. */
  prepare(): Promise<void>;
  /** Builds and tests the copy with this mistake, and takes the mistake back. */
  judge(mutant: Mutant): Promise<Verdict>;
}

/** Copies files and folders of the repository into `folder` of the scratch place; gives that place's path. */
export function copyOf(folder: string, paths: readonly string[]): string {
  const copy = join(SCRATCH, folder);
  rmSync(copy, { recursive: true, force: true });
  for (const path of paths) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(REPOSITORY, path), join(copy, path), { recursive: true });
  }
  return copy;
}

/** Makes a mistake in a copy while `use` runs. */
export async function withMistake<T>(copy: string, mutant: Mutant, use: () => Promise<T>): Promise<T> {
  const file = join(copy, mutant.file);
  const right = readFileSync(file, "utf8");
  writeFileSync(file, applyMutant(right, mutant));
  try {
    return await use();
  } finally {
    writeFileSync(file, right);
  }
}

/**
 * Whole seconds after which something is stuck that took this long without a mistake. So much more is
 * no accident: what is stuck has been killed.
 */
export function patience(seconds: number): number {
  return Math.max(20, Math.ceil(20 * seconds));
}

/** Why a program ended by a signal after `took` seconds, where it usually takes `usual` ones. */
export function whySignalled(took: number, usual: number): string {
  const limit = patience(usual);
  return took < limit ? "a crash" : `no end after ${limit} s, ${usual.toFixed(1)} s without the mistake`;
}

/** Seconds since `start`, an instant of `performance.now()`. */
export function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
