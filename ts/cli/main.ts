#!/usr/bin/env node
/** Entry of the program `oar-redox`. The status is set, not exited with, so that what was written is delivered. */
import { fileURLToPath } from "node:url";
import { processIo, run } from "./index.js";
import { withoutSecretAddress } from "./secret-address.js";
import { supervise, supervises } from "./supervise.js";

const args = process.argv.slice(2);
// From here on the list of processes has no password.
if (withoutSecretAddress(args).address !== null) process.title = "oar-redox";
process.exitCode = supervises(args, process.env)
  ? await supervise(fileURLToPath(import.meta.url), args)
  : await run(args, processIo());
