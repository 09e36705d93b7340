/** The built package, as a caller of it imports it. */
import { pathToFileURL } from "node:url";
import type * as Drills from "../../dist/engine/drill.js";
import type * as Package from "../../dist/engine/node.js";
import { BUILT } from "./paths.js";

const built = (file: string): string => pathToFileURL(`${BUILT}dist/${file}`).href;

/** What `import "oar-scheduler-redox"` gives in Node. */
export const redox: typeof Package = await import(/* @vite-ignore */ built("engine/node.js"));

/** The drills that crash the module on purpose. */
export const drills: typeof Drills = await import(/* @vite-ignore */ built("engine/drill.js"));
