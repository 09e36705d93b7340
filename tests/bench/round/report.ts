/** The figures of rounds as a table. */
import { type Column, drawTable } from "../../../ts/cli/drawing/table.js";
import type { Terminal } from "../../../ts/cli/style/index.js";
import type { RoundMeasurement } from "./measure.js";
import { PHASES } from "./phases.js";

const TITLE = `Seconds of a round of oar-redox meta, as a process of its own. Read, own, plan, copy, rest: where they went between the
first statement and the last answer; own is our process, for which the server waits. CPU and MiB: processor time and
peak memory of our processes, of which one only looks after the other. Rows: those of the plan; written: inserted, updated
and deleted in all tables. WAL: MiB that the server logged.`;

const right = (head: string): Column => ({ head, align: "right" });
const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);
const mebibytes = (bytes: number): string => Math.round(bytes / 2 ** 20).toLocaleString("en");
const count = (number: number): string => number.toLocaleString("en");

/** The table under its title. */
export function roundLines(measurements: readonly RoundMeasurement[], terminal: Terminal): string[] {
  const heads = ["wall", ...PHASES, "CPU", "MiB", "statements", "rows", "written", "WAL"];
  const rows = measurements.map((one) => [
    one.round,
    count(one.jobs),
    count(one.resources),
    seconds(one.wallMs),
    ...PHASES.map((phase) => seconds(one.phases[phase])),
    seconds(one.cpuMs),
    mebibytes(one.peakBytes),
    count(one.statements),
    count(one.planRows),
    count(one.inserted + one.updated + one.deleted),
    mebibytes(one.walBytes),
  ]);
  const columns: Column[] = [{ head: "round" }, right("jobs"), right("resources"), ...heads.map(right)];
  return ["", TITLE, "", ...drawTable(columns, rows, terminal)];
}
