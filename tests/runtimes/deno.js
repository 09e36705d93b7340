/**
 * Deno's turn: reads scenarios from standard input, or runs the drills, and prints one line of JSON.
 * It must run without any permission, hence no file is read.
 */
import * as redox from "../../dist/engine/deno.js";
import * as drills from "../../dist/engine/drill.js";
import { digest } from "./digest.js";
import { crashEverything } from "./traps.js";

const lines = await new Response(Deno.stdin.readable).text();
console.log(JSON.stringify(lines === "drill" ? await crashEverything(redox, drills) : await digest(redox, lines)));
