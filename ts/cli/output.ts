/** Writing to a standard stream: one at a time, and quiet when nobody reads any more. */
import type { Writable } from "node:stream";
import { type Environment, type Terminal, terminalOf } from "./style/terminal.js";

/** The reader has gone away, as in `oar-redox ... | head`. Not an error for the user. */
export class OutputClosedError extends Error {
  override readonly name = "OutputClosedError";
}

/** The stream takes no more, for another reason: a full disk, for example. */
export class OutputFailedError extends Error {
  override readonly name = "OutputFailedError";
}

/** A standard stream that waits for its reader, so that output of any length takes little memory. */
export class Output {
  /** How to draw on this stream. */
  readonly terminal: Terminal;
  readonly #stream: Writable;

  constructor(stream: Writable & { isTTY?: boolean; columns?: number }, env: Environment) {
    this.terminal = terminalOf(stream, env);
    this.#stream = stream;
    // Failures are reported through the callback of write(); without a listener Node would also throw them.
    stream.on("error", () => {});
  }

  /**
   * Writes a text and waits until the stream has taken it.
   *
   * @throws OutputClosedError when the reader has gone away, OutputFailedError when writing fails otherwise
   */
  write(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.write(text, (error) => {
        if (!error) resolve();
        else if (isClosed(error)) reject(new OutputClosedError("the reader has gone away", { cause: error }));
        else reject(new OutputFailedError(`the output cannot be written: ${error.message}`, { cause: error }));
      });
    });
  }

  /** Writes lines, each with its line feed; nothing when there is none. */
  async lines(lines: readonly string[]): Promise<void> {
    if (lines.length > 0) await this.write(`${lines.join("\n")}\n`);
  }
}

function isClosed(error: NodeJS.ErrnoException): boolean {
  return error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED" || error.code === "ECONNRESET";
}
