/** The figures as tables. */
import { type Column, drawTable } from "../../../ts/cli/drawing/table.js";
import type { Terminal } from "../../../ts/cli/style/index.js";
import type { Line, SchedulerName } from "../measure/line.js";
import { growthsOf } from "./growth.js";

/** A workload and what was measured of it. */
interface Row {
  readonly first?: Line;
  readonly warm?: Line;
  /** What the other schedulers took. */
  readonly others: ReadonlyMap<SchedulerName, Line>;
}

const UNKNOWN = "-";
const right = (head: string): Column => ({ head, align: "right" });
const SIZE: readonly Column[] = [{ head: "sample" }, right("jobs"), right("resources")];

/** Milliseconds: tenths where they matter. */
export function milliseconds(value: number | null | undefined): string {
  if (value === null || value === undefined) return UNKNOWN;
  return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString("en");
}

function share(part: number | null, whole: number | null): string {
  return part === null || whole === null ? UNKNOWN : (part / whole).toFixed(2);
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

function sizeCells({ sample, jobs, resources }: Line): string[] {
  return [sample, jobs.toLocaleString("en"), resources.toLocaleString("en")];
}

/** Lines by workload, in the order in which they were measured. */
function rowsOf(lines: readonly Line[]): [Line, Row][] {
  const rows = new Map<string, [Line, Row]>();
  for (const line of lines) {
    const key = `${line.sample} ${line.jobs} ${line.resources}`;
    const [about, row] = rows.get(key) ?? [line, { others: new Map<SchedulerName, Line>() }];
    const more = line.scheduler === "engine" ? { [line.call]: line } : {};
    const others = line.scheduler === "engine" ? row.others : new Map(row.others).set(line.scheduler, line);
    rows.set(key, [about, { ...row, ...more, others }]);
  }
  return [...rows.values()];
}

/** Calls of the package: milliseconds of a first and a warm call, the parts of the warm one, and what goes with it. */
export function callTable(lines: readonly Line[], terminal: Terminal): string[] {
  const heads = ["first", "warm", "in", "decide", "out", "MiB", "objects", "columns", "left out"];
  const cells = rowsOf(lines).map(([about, { first, warm }]) => [
    ...sizeCells(about),
    milliseconds(first?.totalMs),
    milliseconds(warm?.totalMs),
    milliseconds(warm?.marshalInMs),
    milliseconds(warm?.decideMs),
    milliseconds(warm?.marshalOutMs),
    warm?.memoryBytes ? (warm.memoryBytes / 2 ** 20).toFixed(1) : UNKNOWN,
    warm ? share(plus(warm.marshalInMs, warm.marshalOutMs), warm.jsonMs) : UNKNOWN,
    warm ? share(warm.columnsMs, warm.jsonMs) : UNKNOWN,
    (warm ?? about).leftOut.toLocaleString("en"),
  ]);
  return drawTable([...SIZE, ...heads.map(right)], cells, terminal);
}

/**
 * What rounds with a tenth more jobs that are placed take, when nothing has changed since the last one and when something
 * has, against one without these; no lines where not both were measured.
 */
export function unchangedLines(lines: readonly Line[]): string[] {
  const rows = rowsOf(lines);
  return rows.flatMap(([{ sample, jobs, resources }, { warm }]) => {
    if ((sample !== "Unchanged" && sample !== "Changed") || warm === undefined) return [];
    const same = rows.find(
      ([other]) => other.sample === "Normal" && other.jobs === jobs && other.resources === resources,
    );
    const normal = same?.[1].warm;
    if (normal === undefined) return [];
    const size = `${jobs.toLocaleString("en")} jobs on ${resources.toLocaleString("en")} resources`;
    return [`${sample}, ${size}: ${(warm.totalMs / normal.totalMs).toFixed(2)} times a warm call of Normal.`];
  });
}

/** Exponents of growth; no lines where there were too few sizes. */
export function growthTable(lines: readonly Line[], terminal: Terminal): string[] {
  const cells = growthsOf(lines).map(({ sample, resources, jobs: [few, many], total, decide }) => [
    sample,
    `${few.toLocaleString("en")} to ${many.toLocaleString("en")}`,
    resources.toLocaleString("en"),
    total.toFixed(2),
    decide === null ? UNKNOWN : decide.toFixed(2),
  ]);
  return cells.length === 0 ? [] : drawTable([...SIZE, right("warm"), right("decide")], cells, terminal);
}

/** Deciding alone, by all schedulers that were compared; no lines when none was. */
export function comparisonTable(lines: readonly Line[], terminal: Terminal): string[] {
  const compared = rowsOf(lines).filter(([, { others }]) => others.size > 0);
  if (compared.length === 0) return [];
  const names: SchedulerName[] = ["core-native", "plain-native", "plain-wasm"];
  const cells = compared.map(([about, { warm, others }]) => {
    const [core, native, wasm] = names.map((name) => others.get(name)?.decideMs ?? null);
    const ratio = (slow: number | null | undefined, fast: number | null | undefined) =>
      slow && fast ? `${Math.round(slow / fast).toLocaleString("en")}x` : UNKNOWN;
    return [
      ...sizeCells(about),
      ...[warm?.decideMs, core, native, wasm].map(milliseconds),
      ratio(native, core),
      ratio(wasm, warm?.decideMs),
    ];
  });
  const heads = ["wasm", "native", "plain native", "plain wasm", "ratio native", "ratio wasm"];
  return drawTable([...SIZE, ...heads.map(right)], cells, terminal);
}
