/** What is made of the measurements: tables for whoever waits, and a chart. */
import type { Terminal } from "../../../ts/cli/style/index.js";
import type { Line } from "../measure/line.js";
import { callTable, comparisonTable, growthTable, unchangedLines } from "./tables.js";

export { drawChart } from "./chart.js";
export { milliseconds } from "./tables.js";

const CALLS = `Milliseconds of a whole call, objects in and objects out. First: in a fresh process, compiling the module
included. In, decide, out: the parts of the warm call. MiB: memory of the module. Objects, columns: what marshalling
takes as a share of JSON.stringify and JSON.parse of the same data; columns is the border to the module alone.`;
const GROWTH = "Exponents of growth in the number of jobs: 1 is linear.";
const COMPARISON = `Milliseconds of deciding alone: the core as wasm (warm) and natively, and the plain search of the core's tests, which
is there to be right and not to be fast.`;

/** The tables under their titles, and what is best said in words. */
export function reportLines(lines: readonly Line[], terminal: Terminal): string[] {
  const tables: [title: string, table: string[]][] = [
    [CALLS, callTable(lines, terminal)],
    [GROWTH, growthTable(lines, terminal)],
    [COMPARISON, comparisonTable(lines, terminal)],
  ];
  const shown = tables.filter(([, table]) => table.length > 0).flatMap(([title, table]) => ["", title, "", ...table]);
  const unchanged = unchangedLines(lines);
  return unchanged.length === 0 ? shown : [...shown, "", ...unchanged];
}
