#!/usr/bin/env node
/**
 * Entry of the program `oar-redox`. The status is set, not exited with, so that what was written is delivered. The
 * process that only looks after another one does not load what that one needs.
 */
import { fileURLToPath } from "node:url";
import { withoutSecretAddress } from "./secret-address.js";
import { supervise, supervises } from "./supervise.js";

const args = process.argv.slice(2);
// From here on the list of processes has no password.
if (withoutSecretAddress(args).address !== null) process.title = "oar-redox";
if (supervises(args, process.env)) process.exitCode = await supervise(fileURLToPath(import.meta.url), args);
else {
  const { processIo, run } = await import("./index.js");
  process.exitCode = await run(args, processIo());
}
