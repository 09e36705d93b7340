/** What a program says to its server, statement by statement, and how long each answer takes. */
import type { Message } from "../../database/crash/wire.js";

/** A statement, with its times in milliseconds of one clock. */
export interface Statement {
  readonly text: string;
  readonly sentAt: number;
  /** When the server was ready for the next one. */
  readonly answeredAt: number;
}

/** Listens to the messages of one connection. */
export class Statements {
  readonly list: Statement[] = [];
  #texts: string[] = [];
  #sentAt = 0;

  /** To be called with each message, when it passes. */
  hear({ from, type, bytes }: Message): void {
    const now = performance.now();
    if (from === "client" && (type === "P" || type === "Q")) {
      if (this.#texts.length === 0) this.#sentAt = now;
      this.#texts.push(textOf(type, bytes));
    } else if (from === "server" && type === "Z") {
      for (const text of this.#texts) this.list.push({ text, sentAt: this.#sentAt, answeredAt: now });
      this.#texts = [];
    }
  }
}

/** The statement in a message Parse, behind the name under which it is kept, or Query. */
function textOf(type: "P" | "Q", bytes: Buffer): string {
  const HEAD = 5;
  const begin = type === "Q" ? HEAD : bytes.indexOf(0, HEAD) + 1;
  return bytes.toString("utf8", begin, bytes.indexOf(0, begin));
}
