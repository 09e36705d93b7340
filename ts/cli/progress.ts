/** Saying what takes so long, to somebody who is looking. */
import type { Output } from "./output.js";

const ERASE_LINE = "\r\u001b[K";

/** One line on a terminal that is overwritten and at last erased. Elsewhere it says nothing. */
export class Progress {
  readonly #output: Output;

  /** @param output normally standard error, so that standard output holds results only */
  constructor(output: Output) {
    this.#output = output;
  }

  /** Shows a text in place of the one before. It should be shorter than the terminal is wide. */
  async show(text: string): Promise<void> {
    if (this.#output.terminal.interactive) {
      await this.#output.write(`${ERASE_LINE}${this.#output.terminal.colors.dim(text)}`);
    }
  }

  /** Erases the line. */
  async clear(): Promise<void> {
    if (this.#output.terminal.interactive) await this.#output.write(ERASE_LINE);
  }
}
