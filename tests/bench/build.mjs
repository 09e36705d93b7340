/**
 * `node tests/bench/build.mjs [FOLDER]`: makes of the bench what Node runs, in `.cache/bench` or a folder beside it: the
 * program, and the programs of the processes in which it measures.
 */
import { isAbsolute, join } from "node:path";
import { rolldown } from "rolldown";

const here = import.meta.dirname;
const build = await rolldown({
  input: ["main.ts", "measure/child.ts", "plain/module.ts"].map((file) => join(here, file)),
  platform: "node",
  // Packages stay where they are installed.
  external: (name) => !name.startsWith(".") && !isAbsolute(name),
  logLevel: "warn",
});
await build.write({ dir: join(here, "../../.cache", process.argv[2] ?? "bench") });
await build.close();
