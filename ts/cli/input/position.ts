/** From an offset in a text to what people count. */

/** A place in a text; both count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset. Lines end with a line feed, with or without a carriage return before it. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineBegin = 0;
  for (let end = text.indexOf("\n"); end !== -1 && end < offset; end = text.indexOf("\n", lineBegin)) {
    line += 1;
    lineBegin = end + 1;
  }
  return { line, column: offset - lineBegin + 1 };
}
