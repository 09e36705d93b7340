/** Findings as text: the worst first, each with what it is about and what to do. */
import type { Finding, Severity } from "../../../database/index.js";
import { wrapped } from "../../drawing/index.js";
import { formatList, plural, printable, type Terminal } from "../../style/index.js";

/** Width of the words before the findings. */
const LABEL = 9;
/** Items up to this length stand one after the other. */
const SHORT = 20;

/** Stands before what to do. */
const ARROW = "-> ";

const COLORS = { error: "red", warning: "yellow", note: "cyan" } as const;

/** Draws findings, and at the end what they mean for rounds. */
export function drawFindings(findings: readonly Finding[], terminal: Terminal): string[] {
  return [...findings.flatMap((one) => [...drawFinding(one, terminal), ""]), verdict(findings, terminal)];
}

function drawFinding({ severity, message, remedy, items, count }: Finding, terminal: Terminal): string[] {
  const { colors, columns } = terminal;
  const width = columns - LABEL;
  const [first = "", ...rest] = wrapped(printable(message), width);
  const indent = (lines: readonly string[]) => lines.map((line) => `${" ".repeat(LABEL)}${line}`);
  const what = remedy === null ? [] : wrapped(printable(remedy), width - ARROW.length);
  return [
    `${colors[COLORS[severity]](severity.padEnd(LABEL))}${first}`,
    ...indent(rest),
    ...indent(drawItems(items, count, message, width)),
    ...indent(what.map((line, at) => colors.dim(`${at === 0 ? ARROW : " ".repeat(ARROW.length)}${line}`))),
  ];
}

/** What it is about; nothing where the sentence has named it all. */
function drawItems(items: readonly string[], count: number, message: string, width: number): string[] {
  if (items.every((item) => message.includes(item)) && count === items.length) return [];
  const more = count - items.length;
  const rest = more > 0 ? [`${plural(more, "more")}`.replace(/s$/, "")] : [];
  if (items.every((item) => item.length <= SHORT))
    return wrapped(formatList([...items.map(printable), ...rest]), width);
  return [...items.map(printable), ...rest.map((text) => `and ${text}`)].flatMap((item) =>
    wrapped(item, width - 2).map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`)),
  );
}

function verdict(findings: readonly Finding[], { colors }: Terminal): string {
  const count = (severity: Severity) => findings.filter((one) => one.severity === severity).length;
  const [errors, warnings, notes] = [count("error"), count("warning"), count("note")];
  const counts = `${plural(errors, "error")}, ${plural(warnings, "warning")}, ${plural(notes, "note")}`;
  if (errors > 0) return colors.bold(colors.red(`${counts}: rounds do not work before the errors are mended.`));
  return colors.bold(colors.green(`${counts}: rounds work on this database.`));
}
