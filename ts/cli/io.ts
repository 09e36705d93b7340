/** What a command may touch of the outside world, so that tests can stand in for it. */
import { Output } from "./output.js";

/** Standard streams and environment of a command. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The streams and environment of this process. */
export function processIo(): Io {
  return {
    stdin: process.stdin,
    stdout: new Output(process.stdout, process.env),
    stderr: new Output(process.stderr, process.env),
    env: process.env,
  };
}
