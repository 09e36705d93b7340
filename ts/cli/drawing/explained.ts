/** An explanation as text: its sentence, who holds what around the job, and the details. */
import { type Explanation, parseProcSet, type Scenario, type ScheduleData } from "../../model/index.js";
import { type Colors, printable, type Terminal } from "../style/index.js";
import { planOf } from "./bars.js";
import { drawDetails } from "./details.js";
import { drawGantt, labelWidth } from "./gantt.js";
import { axisAround, columnLength, type TimeAxis } from "./time-axis.js";

/** A window that is marked above the chart. */
interface Marked {
  readonly label: string;
  /** First second, epoch. */
  readonly begin: number;
  /** Last second, epoch, inclusive. */
  readonly end: number;
  readonly color: "green" | "red";
}

/**
 * Draws an explanation; an empty line ends it, and sets it apart from the next.
 *
 * @param more sentences to be said beside that of the explanation
 */
export function drawExplanation(
  scenario: Scenario,
  schedule: ScheduleData,
  explanation: Explanation,
  terminal: Terminal,
  more: readonly string[] = [],
): string[] {
  const parts = [
    drawSentences([explanation.sentence, ...more], terminal),
    drawChart(scenario, schedule, explanation, terminal),
    drawDetails(explanation, terminal),
  ];
  return parts.filter((lines) => lines.length > 0).flatMap((lines) => [...lines, ""]);
}

/** Draws sentences, each from a new line on. */
export function drawSentences(sentences: readonly string[], terminal: Terminal): string[] {
  return sentences.flatMap((sentence) => wrapped(printable(sentence), terminal.columns));
}

/** The resources that the explanation speaks of, around its windows; nothing where it names no window. */
function drawChart(scenario: Scenario, schedule: ScheduleData, explanation: Explanation, terminal: Terminal): string[] {
  const windows = windowsOf(explanation, schedule);
  const shown = parseProcSet(resourcesOf(explanation, schedule).join(" "));
  const [first] = windows;
  if (first === undefined || shown.length === 0) return [];
  const begin = Math.min(...windows.map((window) => window.begin));
  const end = Math.max(...windows.map((window) => window.end)) + 1;
  const whole = planOf(scenario, schedule);
  const width = labelWidth({ ...whole, usable: shown });
  const axis = axisAround(scenario.now, begin, end, terminal.columns - width - 3);
  const isShown = (bar: { begin: number; end: number; resources: readonly number[] }) =>
    bar.begin < axis.end && bar.end >= axis.begin && meet(bar.resources, shown);
  const bars = whole.bars.filter(isShown);
  const marks = windows.map((window) => " ".repeat(width + 2) + drawMark(window, axis, terminal.colors));
  return [...marks, ...drawGantt({ now: scenario.now, usable: shown, bars }, axis, terminal)];
}

/** The windows to mark: the one that was refused, and the job's own. */
function windowsOf(explanation: Explanation, { assignments }: ScheduleData): Marked[] {
  const { cause, job } = explanation;
  const windows: Marked[] = [];
  if (cause !== null && "window" in cause && cause.window !== null) {
    windows.push({ ...cause.window, label: "refused", color: "red" });
  }
  const own = assignments[job];
  if (own) windows.push({ ...own, label: `job ${job}`, color: "green" });
  return windows;
}

function resourcesOf(explanation: Explanation, { assignments }: ScheduleData): string[] {
  const { cause, job } = explanation;
  const sets = [assignments[job]?.resources ?? ""];
  if (cause !== null && "window" in cause && cause.window !== null) sets.push(cause.window.resources);
  if (cause?.kind === "resources") sets.push(...cause.holders.map((holder) => holder.resources));
  if (cause?.kind === "dependency") sets.push(assignments[cause.job]?.resources ?? "");
  if (explanation.placed) sets.push(...explanation.groups.map((group) => group.firstPassed?.resources ?? ""));
  return sets;
}

/** Whether two sets have a rank in common. */
function meet(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0, k = 0; i < a.length && k < b.length; ) {
    if ((a[i + 1] as number) < (b[k] as number)) i += 2;
    else if ((b[k + 1] as number) < (a[i] as number)) k += 2;
    else return true;
  }
  return false;
}

/** A bracket over the columns of a window: `╭─ job 17 ─╮`. */
function drawMark({ label, begin, end, color }: Marked, axis: TimeAxis, colors: Colors): string {
  const column = (instant: number) => (instant - axis.begin) / columnLength(axis);
  const from = Math.min(axis.columns - 1, Math.round(column(begin)));
  const width = Math.max(1, Math.round(column(end + 1)) - from);
  const inside = width - 2;
  if (inside < label.length + 2) {
    const fits = from + width + 1 + label.length <= axis.columns;
    const bracket = "▼".padEnd(width, "─");
    if (fits) return " ".repeat(from) + colors[color](`${bracket} ${label}`);
    return `${" ".repeat(Math.max(0, from - label.length - 1))}${colors[color](`${label} ${bracket}`)}`;
  }
  const text = ` ${label} `.padStart(Math.floor((inside + label.length + 2) / 2), "─").padEnd(inside, "─");
  return " ".repeat(from) + colors[color](`╭${text}╮`);
}

/** Breaks a text between words into lines of at most so many characters; a longer word has a line of its own. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line += line === "" ? word : ` ${word}`;
  }
  return [...lines, line];
}
