/**
 * Makes the picture of the README: reads coloured text from standard input, writes SVG to the file that is named.
 *
 *     (echo "$ npm start"; echo; FORCE_COLOR=1 node dist/cli/main.js start) | node dist/build/picture.js ts/docs/npm-start.svg
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseAnsi } from "./ansi.js";
import { drawSvg } from "./svg.js";

const [file] = process.argv.slice(2);
if (file === undefined) throw new RangeError("the file to write must be named");
const lines = parseAnsi(readFileSync(0, "utf8").trimEnd());
writeFileSync(file, drawSvg(lines, "What npm start shows: a round on a sample cluster of 80 cores"));
