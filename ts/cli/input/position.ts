/** From an offset in a text to what people count. */

/** A place in a text; both count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset. Lines end with a line feed, with or without a carriage return before it. */
export function positionAt(text: string, offset: number): Position {
  return positionsAt(text, [offset])[0] as Position;
}

/** The places of some offsets, in one go through the text; see {@link positionAt}. */
export function positionsAt(text: string, offsets: readonly number[]): Position[] {
  const positions = new Map<number, Position>();
  let line = 1;
  let lineBegin = 0;
  let end = text.indexOf("\n");
  for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
    while (end !== -1 && end < offset) {
      line += 1;
      lineBegin = end + 1;
      end = text.indexOf("\n", lineBegin);
    }
    positions.set(offset, { line, column: offset - lineBegin + 1 });
  }
  return offsets.map((offset) => positions.get(offset) as Position);
}
