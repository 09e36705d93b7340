/** What the engine finds worth saying about a scenario, told with the place it is about. */
import type { Logger } from "../engine/node.js";
import { describe } from "../model/index.js";
import type { Output } from "./output.js";
import { printable } from "./style/index.js";

/** Keeps warnings until they can be written: an engine speaks in the middle of a call that does not wait. */
export class Warnings implements Logger {
  #texts: string[] = [];

  /** Takes a warning of the engine. */
  warn(message: string, details: Readonly<Record<string, unknown>> = {}): void {
    const values = Object.entries(details).map(([name, value]) => `${name} ${describe(value)}`);
    this.#texts.push([message, ...values].join(", "));
  }

  /** Writes what came since the last time, each as `PLACE: warning: ...`. */
  async flush(place: string, output: Output): Promise<void> {
    const lines = this.#texts.map((text) => printable(`${place}: warning: ${text}`));
    this.#texts = [];
    await output.lines(lines);
  }
}
