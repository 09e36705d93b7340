#!/usr/bin/env node
/** Entry of the program `oar-redox`. The status is set, not exited with, so that what was written is delivered. */
import { processIo, run } from "./index.js";

process.exitCode = await run(process.argv.slice(2), processIo());
