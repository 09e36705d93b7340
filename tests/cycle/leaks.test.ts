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

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const built = (name: string) => pathToFileURL(`${BUILT}dist/engine/${name}`).href;

test.each(["dispose", "forget"])(
  "10,000 cycles that %s their slot sets: neither the module's memory nor the heap grows",
  async (how) => {
    const args = ["--expose-gc", program("leak.js"), built("node.js"), how];
    const { stdout } = await runWell(process.execPath, args);
    const { instances, taken } = JSON.parse(stdout) as { instances: number; taken: [Taken, Taken] };
    const [warm, after] = taken;
    expect(instances).toBe(1);
    expect(after.module - warm.module).toBeLessThanOrEqual(how === "dispose" ? 0 : WAITING);
    expect(after.references).toBe(warm.references);
    expect(after.heap - warm.heap).toBeLessThan(HEAP_NOISE);
  },
);

test("slot sets that are forgotten before a crash, and found after it, do no harm", async () => {
  const args = ["--expose-gc", program("forgotten.js"), built("node.js"), built("drill.js")];
  expect(await runWell(process.execPath, args)).toMatchObject({ stdout: "alive\n", stderr: "" });
});
