/** Splitting a stream into lines without holding more than one of them. */
import { MAX_INPUT_BYTES } from "./read-input.js";
import { SourceError } from "./source-error.js";

/** A line, without its line feed. */
export interface Line {
  /** Counts from 1. */
  readonly number: number;
  readonly bytes: Uint8Array;
}

const LINE_FEED = 10;

/**
 * Cuts chunks into lines as they come. They are cut before they are decoded, so that one line of wrong bytes does not
 * spoil the next. What follows the last line feed is a line too, unless it is empty.
 *
 * @throws SourceError for a line longer than {@link MAX_INPUT_BYTES}
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Line> {
  let number = 1;
  let pending: Uint8Array[] = [];
  let pendingLength = 0;
  for await (const chunk of chunks) {
    let begin = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, begin)) {
      yield { number, bytes: Buffer.concat([...pending, chunk.subarray(begin, end)]) };
      number += 1;
      pending = [];
      pendingLength = 0;
      begin = end + 1;
    }
    if (begin < chunk.length) {
      pending.push(chunk.subarray(begin));
      pendingLength += chunk.length - begin;
      if (pendingLength > MAX_INPUT_BYTES) {
        throw new SourceError(
          { file, line: number },
          `expected at most ${MAX_INPUT_BYTES} bytes in a line, found more`,
        );
      }
    }
  }
  if (pendingLength > 0) yield { number, bytes: Buffer.concat(pending) };
}
