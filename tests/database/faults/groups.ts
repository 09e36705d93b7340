/** Where in its groups of writes a round is, by the messages of its connection. */
import { TABLE_NAMES } from "../crash/snapshot.js";
import type { Message } from "../crash/wire.js";

/**
 * - `begin`: a group is about to begin.
 * - `statement`: one of its statements is about to be sent.
 * - `commit`: it is about to be committed.
 * - `committed`: it is, and the answer is about to be handed on.
 */
export interface Moment {
  readonly kind: "begin" | "statement" | "commit" | "committed";
  /** The number of the group, from 0. */
  readonly group: number;
  /** Of the statement. */
  readonly text: string;
}

/** Follows one connection. */
export class Groups {
  /** The statements of each group so far. */
  readonly texts: string[][] = [];
  #open = false;

  /** What this message is to a group; `null`: nothing. To be called with each message, in their order. */
  see({ from, type, bytes }: Message): Moment | null {
    const group = this.texts.length - 1;
    if (from === "server") {
      if (type !== "C" || !this.#open || !bytes.toString("latin1", 5).startsWith("COMMIT")) return null;
      this.#open = false;
      return { kind: "committed", group, text: "COMMIT" };
    }
    if (type !== "P") return null;
    const text = bytes.toString("utf8", 5).split("\0")[1] ?? "";
    if (text.startsWith("BEGIN")) {
      this.#open = text.includes("READ WRITE");
      if (!this.#open) return null;
      this.texts.push([]);
      return { kind: "begin", group: group + 1, text };
    }
    if (!this.#open) return null;
    if (text === "ROLLBACK") {
      this.#open = false;
      return null;
    }
    if (text === "COMMIT") return { kind: "commit", group, text };
    this.texts[group]?.push(text);
    return { kind: "statement", group, text };
  }
}

/** The tables that the statements write or lock, in that order, some more than once. */
export function tablesOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    [...text.matchAll(/(?:INSERT INTO|UPDATE|DELETE FROM|FROM(?= \w+\b[^;]*FOR UPDATE)) (\w+)/g)]
      .map(([, table = ""]) => table)
      .filter((table) => TABLES.has(table)),
  );
}

const TABLES: ReadonlySet<string> = new Set(TABLE_NAMES);
