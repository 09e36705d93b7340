/** `child.js FILE whole|internal|changing SECONDS`: measures one scenario in this process and writes a JSON line for each measurement. */
import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import type { Mode } from "./call.js";
import { measure } from "./measure.js";

const [file, mode, warmSeconds] = argv.slice(2) as [string, Mode, string];
// As whoever reads scenarios from a file has them.
const scenario = JSON.parse(readFileSync(file, "utf8"));
const measurements = await measure(() => import("oar-scheduler-redox"), {
  scenario,
  mode,
  warmSeconds: Number(warmSeconds),
});
for (const measurement of measurements) stdout.write(`${JSON.stringify(measurement)}\n`);
