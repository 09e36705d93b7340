/** `NODE_OPTIONS=--import=…/usage.mjs`: at its end each process writes what it has used into the folder `$OAR_REDOX_USAGE`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env, pid, resourceUsage } from "node:process";

const folder = env.OAR_REDOX_USAGE;
if (folder === undefined) throw new Error("OAR_REDOX_USAGE: expected a folder");

/** Kilobytes. Where Linux tells it: the usage of a process begins with what the one held that began it. */
function peak() {
  const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? resourceUsage().maxRSS);
}

process.on("exit", () => {
  // Microseconds.
  const { userCPUTime, systemCPUTime } = resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakBytes: peak() * 1024 };
  writeFileSync(join(folder, `${pid}.json`), JSON.stringify(usage));
});
