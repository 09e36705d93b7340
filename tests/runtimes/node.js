/** Node's turn: reads scenarios from standard input, or runs the drills, and prints one line of JSON. */
import { text } from "node:stream/consumers";
import * as drills from "../../dist/engine/drill.js";
import * as redox from "../../dist/engine/node.js";
import { digest } from "./digest.js";
import { crashEverything } from "./traps.js";

const lines = await text(process.stdin);
console.log(JSON.stringify(lines === "drill" ? await crashEverything(redox, drills) : await digest(redox, lines)));
