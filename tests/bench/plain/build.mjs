/**
 * Builds this crate into the folder that is named: as a program, in `native/release`, and as a module, in `module`, with
 * the tools and flags of the scheduler's own build.
 *
 *     npm run build && node tests/bench/plain/build.mjs FOLDER
 */
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { must } from "../../../dist/build/command.js";
import { compile, findTools, readMetadata } from "../../../dist/build/compile.js";
import { readSettings } from "../../../dist/build/settings.js";

const out = resolve(process.argv[2] ?? ".");
const crate = fileURLToPath(new URL(".", import.meta.url));
await must("cargo", ["build", "--release", "--locked", "--target-dir", join(out, "native")], { cwd: crate });

const settings = { ...readSettings(), crate: "tests/bench/plain", outName: "plain_search" };
const tools = findTools(settings);
const metadata = await readMetadata(settings, tools);
rmSync(join(out, "module"), { recursive: true, force: true });
await compile({ settings, tools, metadata, profile: "release", folder: join(out, "module") });
