/** Text with terminal colours, as cells of a screen. Knows what picocolors writes: sixteen colours, bold and dim. */

/** Number of a terminal colour: 0 to 7 plain, 8 to 15 bright; `null` is the terminal's own. */
export type ColorNumber = number | null;

/** How a character looks. */
export interface Style {
  readonly ink: ColorNumber;
  readonly ground: ColorNumber;
  readonly bold: boolean;
  readonly dim: boolean;
}

/** One character of a screen. */
export interface ScreenCell extends Style {
  readonly char: string;
}

const PLAIN: Style = { ink: null, ground: null, bold: false, dim: false };
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const SELECT_GRAPHIC_RENDITION = /\u001b\[([\d;]*)m/y;

/**
 * Reads a text line by line.
 *
 * @throws RangeError for an escape sequence or a colour this does not know
 */
export function parseAnsi(text: string): ScreenCell[][] {
  const lines: ScreenCell[][] = [[]];
  let style = PLAIN;
  let at = 0;
  while (at < text.length) {
    SELECT_GRAPHIC_RENDITION.lastIndex = at;
    const sequence = SELECT_GRAPHIC_RENDITION.exec(text);
    if (sequence !== null) {
      for (const code of (sequence[1] ?? "").split(";")) style = apply(style, Number(code));
      at += sequence[0].length;
      continue;
    }
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (char === "\u001b") throw new RangeError(`an escape sequence at ${at} is none of colour`);
    if (char === "\n") lines.push([]);
    else lines[lines.length - 1]?.push({ char, ...style });
    at += char.length;
  }
  return lines;
}

function apply(style: Style, code: number): Style {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, ink: null };
  if (code === 49) return { ...style, ground: null };
  if (code >= 30 && code <= 37) return { ...style, ink: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, ink: code - 90 + 8 };
  if (code >= 40 && code <= 47) return { ...style, ground: code - 40 };
  if (code >= 100 && code <= 107) return { ...style, ground: code - 100 + 8 };
  throw new RangeError(`the colour code ${code} is not known`);
}
