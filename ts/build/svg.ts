/** A screen of a terminal as SVG. Blocks are drawn as rectangles, so that the picture does not depend on a font. */
import type { ColorNumber, ScreenCell } from "./ansi.js";

const WIDTH = 8.4;
const HEIGHT = 18;
const MARGIN = 16;
const BASELINE = 13.5;

/** Look of what is dim. */
const FAINT = ' opacity="0.6"';
const GROUND = "#16181d";
const INK = "#d7dae0";
/** The sixteen colours of a terminal: eight plain, eight bright. */
const COLORS = [
  ...["#282c34", "#d9565f", "#6fae5a", "#d19a3e", "#3f7fd0", "#a35ccb", "#2f9ea8", "#b4b9c2"],
  ...["#5c6370", "#ef8a91", "#9dd688", "#efc678", "#74abec", "#cf92ee", "#68cdd6", "#eef0f3"],
];

/** A rectangle in the box of a character: left, top, width and height in shares of the box. */
type Part = readonly [left: number, top: number, width: number, height: number];

const LINE = 0.06;
const UP: Part = [0.5 - LINE, 0, 2 * LINE, 0.5 + LINE / 2];
const DOWN: Part = [0.5 - LINE, 0.5, 2 * LINE, 0.5];
const LEFT: Part = [0, 0.5 - LINE / 2, 0.5, LINE];
const RIGHT: Part = [0.5, 0.5 - LINE / 2, 0.5, LINE];
const ACROSS: Part = [0, 0.5 - LINE / 2, 1, LINE];

const LINES: Readonly<Record<string, readonly Part[]>> = {
  "│": [UP, DOWN],
  "─": [ACROSS],
  "┬": [ACROSS, DOWN],
  "┼": [ACROSS, UP, DOWN],
  "└": [UP, RIGHT],
  "┘": [UP, LEFT],
};

/** The rectangles that a block or a line is made of, or `null` for any other character. */
function partsOf(char: string): readonly Part[] | null {
  if (char === "▀") return [[0, 0, 1, 0.5]];
  const eighths = "▁▂▃▄▅▆▇█".indexOf(char) + 1;
  return eighths > 0 ? [[0, 1 - eighths / 8, 1, eighths / 8]] : (LINES[char] ?? null);
}

/**
 * Draws a screen.
 *
 * @param lines cells, one list for each line
 * @param title what the picture shows, for those who cannot see it
 */
export function drawSvg(lines: readonly (readonly ScreenCell[])[], title: string): string {
  const columns = lines.reduce((widest, line) => Math.max(widest, line.length), 0);
  const width = Math.ceil(columns * WIDTH + 2 * MARGIN);
  const height = lines.length * HEIGHT + 2 * MARGIN;
  const body = lines.flatMap((line, row) => drawLine(line, MARGIN + row * HEIGHT));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    '  font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="14"',
    `  role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${GROUND}"/>`,
    ...body,
    "</svg>",
    "",
  ].join("\n");
}

function drawLine(line: readonly ScreenCell[], top: number): string[] {
  const shapes: string[] = [];
  for (let begin = 0, end = 0; begin < line.length; begin = end) {
    const cell = line[begin] as ScreenCell;
    const parts = partsOf(cell.char);
    end = begin + 1;
    while (end < line.length && together(cell, line[end] as ScreenCell, parts !== null)) end += 1;
    const left = MARGIN + begin * WIDTH;
    const count = end - begin;
    if (cell.ground !== null) {
      shapes.push(rectangle([left, top, count * WIDTH, HEIGHT], colorOf(cell.ground, GROUND), false));
    }
    if (parts === null) shapes.push(...drawText(line.slice(begin, end), left, top));
    else for (const part of parts) shapes.push(...drawPart(part, count, cell, left, top));
  }
  return shapes;
}

/** Draws a part of `count` equal characters; what goes from side to side is one rectangle. */
function drawPart([x, y, w, h]: Part, count: number, cell: ScreenCell, left: number, top: number): string[] {
  const fill = colorOf(cell.ink, INK);
  const [boxes, width] = w === 1 ? [1, count] : [count, w];
  return Array.from({ length: boxes }, (_, index) =>
    rectangle([left + (index + x) * WIDTH, top + y * HEIGHT, width * WIDTH, h * HEIGHT], fill, cell.dim),
  );
}

/** Blocks and lines are joined with their like, text with text of the same look. */
function together(a: ScreenCell, b: ScreenCell, drawn: boolean): boolean {
  if (a.ink !== b.ink || a.ground !== b.ground || a.bold !== b.bold || a.dim !== b.dim) return false;
  return drawn ? a.char === b.char : partsOf(b.char) === null;
}

function drawText(run: readonly ScreenCell[], left: number, top: number): string[] {
  const raw = run.map((cell) => cell.char).join("");
  const text = raw.trimEnd();
  const first = run[0];
  if (text === "" || first === undefined) return [];
  const skipped = text.length - text.trimStart().length;
  const shown = [...text.trimStart()];
  const look = `${first.bold ? ' font-weight="bold"' : ""}${first.dim ? FAINT : ""}`;
  const x = round(left + skipped * WIDTH);
  const length = round(shown.length * WIDTH);
  return [
    `<text x="${x}" y="${round(top + BASELINE)}" textLength="${length}" lengthAdjust="spacingAndGlyphs"` +
      ` xml:space="preserve" fill="${colorOf(first.ink, INK)}"${look}>${escapeXml(shown.join(""))}</text>`,
  ];
}

function rectangle([x, y, width, height]: Part, fill: string, dim: boolean): string {
  const box = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
  return `<rect ${box} fill="${fill}"${dim ? FAINT : ""} shape-rendering="crispEdges"/>`;
}

function colorOf(color: ColorNumber, own: string): string {
  return color === null ? own : (COLORS[color] ?? own);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
