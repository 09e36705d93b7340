/** Runs once before the tests of this folder: packs the package and installs it where a user would. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { REPOSITORY } from "../support/paths.js";
import { run, runWell } from "../support/run.js";

/** One file of the packed package. */
export interface PackedFile {
  path: string;
  /** Bytes. */
  size: number;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** Folder into which the packed package is installed. */
    consumer: string;
    /** What is in the package. */
    packedFiles: PackedFile[];
    /** Bytes of the archive. */
    packedSize: number;
    /** Why it could not be installed, or `null`. */
    consumerMissing: string | null;
  }
}

const OFFLINE = /ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ENETUNREACH/;

/** Called by vitest; what it returns is called at the end. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "oar-redox-consumer-"));
  const packed = join(folder, "packed");
  const consumer = join(folder, "consumer");
  mkdirSync(packed);
  mkdirSync(consumer);
  // Without its scripts: the package is built already, and other tests may be reading what was built.
  const { stdout } = await runWell("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", packed], {
    cwd: REPOSITORY,
  });
  const [{ filename, size, files }] = JSON.parse(stdout);
  const { devDependencies } = JSON.parse(readFileSync(`${REPOSITORY}package.json`, "utf8"));
  writeFileSync(join(consumer, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  const install = await run(
    "npm",
    [
      "install",
      "--no-audit",
      "--no-fund",
      "--prefer-offline",
      join(packed, filename),
      `@types/node@${devDependencies["@types/node"]}`,
    ],
    { cwd: consumer },
  );
  const offline = install.status !== 0 && OFFLINE.test(install.stderr);
  if (install.status !== 0 && !offline) throw new Error(`npm install failed\n${install.stderr}`);
  project.provide("consumer", consumer);
  project.provide("packedFiles", files);
  project.provide("packedSize", size);
  project.provide("consumerMissing", offline ? "npm's registry cannot be reached" : null);
  return () => rmSync(folder, { recursive: true, force: true });
}
