/** Where a round is killed: before each message of the protocol, and when somebody has heard something. */
import type { Message } from "./wire.js";

/** Before the message of this number, counted from 0 in both directions; or when the event of this number is heard. */
export type Point = { readonly message: number } | { readonly event: number };

/** What an undisturbed round exchanged. */
export class Trace {
  /** How many messages there were. */
  messages = 0;
  /** The numbers of the messages that commit a group of writes, from its Bind to ReadyForQuery. */
  readonly commits: number[] = [];
  /** How many groups of writes were committed. */
  groups = 0;
  /** The numbers of the messages about the lock that says who leads: it is taken, looked at, and given back. */
  readonly locks: number[] = [];
  readonly #texts = new Map<string, string>();
  #writes = false;
  #committing = false;
  #locking = false;

  note({ from, type, bytes }: Message): void {
    const number = this.messages++;
    if (from === "client" && type === "P") {
      const [name = "", text = ""] = bytes.subarray(5).toString("latin1").split("\0");
      this.#texts.set(name, text);
    }
    if (from === "client" && type === "B") {
      const [, name = ""] = bytes.subarray(5).toString("latin1").split("\0");
      const text = this.#texts.get(name) ?? "";
      this.#locking = /advisory/.test(text);
      if (text.startsWith("BEGIN")) this.#writes = text.includes("READ WRITE");
      if (text === "COMMIT" && this.#writes) {
        this.#committing = true;
        this.groups++;
      }
    }
    if (this.#committing) this.commits.push(number);
    if (this.#locking) this.locks.push(number);
    if (from === "server" && type === "Z") this.#committing = this.#locking = false;
  }
}

/** Numbers below 1 from a seed, always the same ones. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** So many different ones, in their order. */
export function some<Item>(items: readonly Item[], count: number, next: () => number): Item[] {
  const left = items.map((item, place) => ({ item, place, rank: next() }));
  const chosen = left.sort((one, other) => one.rank - other.rank).slice(0, count);
  return chosen.sort((one, other) => one.place - other.place).map(({ item }) => item);
}
