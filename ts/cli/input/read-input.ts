/** Opening what the command line names: a file, or standard input. */
import { createReadStream } from "node:fs";
import { SourceError } from "./source-error.js";

/** Most bytes of one scenario: 256 MiB, half of what a text can hold in V8. */
export const MAX_INPUT_BYTES = 268_435_456;

/** An input: the name that messages use, and its bytes as they come. */
export interface Input {
  readonly file: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Name of standard input in messages. */
export const STDIN_NAME = "<stdin>";

/** Opens a file, or standard input for `-`. A file that cannot be read is a {@link SourceError} once it is read. */
export function openInput(file: string, stdin: AsyncIterable<Uint8Array>): Input {
  const name = file === "-" ? STDIN_NAME : file;
  return { file: name, chunks: checked(name, () => (file === "-" ? stdin : createReadStream(file))) };
}

/**
 * Reads all of an input.
 *
 * @throws SourceError when it cannot be read, or is longer than {@link MAX_INPUT_BYTES}
 */
export async function readAll(input: Input): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input.chunks) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_INPUT_BYTES) {
      throw new SourceError({ file: input.file }, `expected at most ${MAX_INPUT_BYTES} bytes, found more`);
    }
  }
  return Buffer.concat(chunks);
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EISDIR: "is a directory",
  EACCES: "permission denied",
};

/** Opens on the first read: a stream that fails while nobody listens to it would end the process. */
async function* checked(file: string, open: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* open();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SourceError({ file }, `cannot be read: ${PROBLEMS[code ?? ""] ?? message}`, { cause: error });
  }
}
