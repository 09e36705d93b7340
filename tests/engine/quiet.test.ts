/** The library never prints, whatever happens to it; a logger is called only when it is given. */
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { BUILT } from "../support/paths.js";
import { runWell } from "../support/run.js";

test("schedules, bad inputs, crashes and disposed engines leave both outputs empty", async () => {
  const url = (file: string) => JSON.stringify(pathToFileURL(`${BUILT}${file}`).href);
  const traps = JSON.stringify(new URL("../runtimes/traps.js", import.meta.url).href);
  const program = `
    const redox = await import(${url("dist/engine/node.js")});
    const drills = await import(${url("dist/engine/drill.js")});
    const { crashEverything, SMALL } = await import(${traps});
    const crashes = await crashEverything(redox, drills);
    const engine = await redox.createEngine();
    let refused = 0;
    for (const bad of [null, {}, { ...SMALL, now: NaN }, { ...SMALL, jobs: [{ id: 1 }] }]) {
      try { engine.scheduleScenario(bad); } catch (error) { refused += error instanceof redox.InputError; }
    }
    engine.dispose();
    try { engine.scheduleScenario(SMALL); } catch { refused += 1; }
    process.exitCode = crashes.length === 6 && refused === 5 ? 0 : 1;`;
  const { stdout, stderr } = await runWell(process.execPath, ["--input-type=module", "--eval", program]);
  expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
});
