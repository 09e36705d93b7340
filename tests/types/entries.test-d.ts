/** The entries of all runtimes have the same types. `tsc -p tests/tsconfig.json` checks this file; nothing runs it. */
import { expectTypeOf } from "vitest";
import type * as browser from "../../ts/engine/browser.js";
import type * as deno from "../../ts/engine/deno.js";
import type * as node from "../../ts/engine/node.js";

expectTypeOf<typeof browser>().toEqualTypeOf<typeof node>();
expectTypeOf<typeof deno>().toEqualTypeOf<typeof node>();
