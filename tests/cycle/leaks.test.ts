/** Slot sets that are made and given back, or forgotten, leave nothing behind. */
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { BUILT } from "../support/paths.js";
import { runWell } from "../support/run.js";
import type { Taken } from "./leak.js";

/** Bytes of JavaScript's heap that may come and go; 10,000 forgotten handles would take many times that. */
const HEAP_NOISE = 512 * 1024;

/** Bytes of the module's memory for handles that wait for the collector; 10,000 would take a hundred times that. */
const WAITING = 16 * 1024 * 1024;

test.each(["dispose", "forget"])(
  "10,000 cycles that %s their slot sets: neither the module's memory nor the heap grows",
  async (how) => {
    const program = fileURLToPath(new URL("leak.js", import.meta.url));
    const entry = pathToFileURL(`${BUILT}dist/engine/node.js`).href;
    const { stdout } = await runWell(process.execPath, ["--expose-gc", program, entry, how]);
    const { instances, taken } = JSON.parse(stdout) as { instances: number; taken: [Taken, Taken] };
    const [warm, after] = taken;
    expect(instances).toBe(1);
    expect(after.module - warm.module).toBeLessThanOrEqual(how === "dispose" ? 0 : WAITING);
    expect(after.references).toBe(warm.references);
    expect(after.heap - warm.heap).toBeLessThan(HEAP_NOISE);
  },
);
