/** The output of a program, line by line. */
import type { Readable } from "node:stream";

/** Bytes after which a line is cut: a program cannot fill the memory with a line that never ends. */
export const LONGEST_LINE = 65_536;

/**
 * Receives each line, without its end. What it throws is ignored.
 *
 * @param valid whether the line is UTF-8; if not, replacement characters stand for what is not
 */
export type LineListener = (line: string, valid: boolean) => void;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Calls `listener` with every line of a stream, the last one too if it has no line feed. */
export function readLines(stream: Readable, listener: LineListener): void {
  let rest: Buffer = Buffer.alloc(0);
  const tell = (bytes: Buffer) => {
    try {
      listener(...decoded(bytes));
    } catch {
      // The program goes on, whoever listens.
    }
  };
  stream.on("data", (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      tell(Buffer.concat([rest, chunk.subarray(from, end)]));
      rest = Buffer.alloc(0);
      from = end + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(from)]);
    for (; rest.length > LONGEST_LINE; rest = rest.subarray(LONGEST_LINE)) tell(rest.subarray(0, LONGEST_LINE));
  });
  stream.on("end", () => {
    if (rest.length > 0) tell(rest);
  });
  // A pipe that breaks is a program that is gone: its end is told elsewhere.
  stream.on("error", () => undefined);
}

function decoded(line: Buffer): [text: string, valid: boolean] {
  const bytes = line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
  try {
    return [new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), true];
  } catch {
    return [bytes.toString("utf8"), false];
  }
}
