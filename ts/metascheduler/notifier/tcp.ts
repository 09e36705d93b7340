/** Texts to those who listen on TCP: oarsub, and OAR 2's Almighty (section 10.8 of the database reference). */
import { lookup } from "node:dns/promises";
import { connect } from "node:net";
import type { Address } from "./address.js";
import { PATIENCE, settledWithin } from "./waiting.js";

/** Connections at one time. */
const MOST = 64;

/**
 * Sends texts, each with one line feed, over a connection of its own (IPv4) that is closed afterwards; nothing is read.
 * Texts to one address are sent one after the other, in the order of the calls; those to different ones at the same
 * time, up to 64.
 */
export class TcpSender {
  readonly #patience: number;
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #addresses = new Map<string, Promise<string>>();
  readonly #waiting: (() => void)[] = [];
  #free = MOST;

  /** @param patience for connecting, and again for writing, in milliseconds. Default: 5000 */
  constructor(patience: number = PATIENCE) {
    this.#patience = patience;
  }

  /**
   * @param text without a line feed
   * @returns why it was not delivered; `null`: it was
   */
  async send(address: Address, text: string): Promise<string | null> {
    const key = `${address.host}:${address.port}`;
    const before = this.#last.get(key);
    const sent = this.#afterwards(before, address, text);
    this.#last.set(key, sent);
    const why = await sent;
    if (this.#last.get(key) === sent) this.#last.delete(key);
    return why;
  }

  async #afterwards(before: Promise<unknown> | undefined, address: Address, text: string): Promise<string | null> {
    await before;
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await this.#deliver(address, text);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    }
  }

  async #deliver({ host, port }: Address, text: string): Promise<string | null> {
    const begin = performance.now();
    const resolving = this.#resolve(host);
    if (!(await settledWithin(resolving, this.#patience))) return "its name was not resolved in time";
    let ip: string;
    try {
      ip = await resolving;
    } catch (error) {
      return codeOf(error);
    }
    const left = this.#patience - (performance.now() - begin);
    return deliver({ host: ip, port }, `${text}\n`, left, this.#patience);
  }

  /** Each name is resolved once: thousands of jobs wait on one front-end. */
  #resolve(host: string): Promise<string> {
    const known = this.#addresses.get(host);
    if (known !== undefined) return known;
    const resolving = lookup(host, { family: 4 }).then(({ address }) => address);
    // Whoever waits for it is told; perhaps nobody does any more.
    resolving.catch(() => undefined);
    this.#addresses.set(host, resolving);
    return resolving;
  }
}

function deliver(address: Address, text: string, toConnect: number, toWrite: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const end = (why: string | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(why);
    };
    let timer = setTimeout(() => end("it did not answer in time"), toConnect);
    socket.on("error", (error) => end(codeOf(error)));
    socket.on("connect", () => {
      clearTimeout(timer);
      timer = setTimeout(() => end("it did not take the text in time"), toWrite);
      socket.end(text);
    });
    // All is with the system, which closes the connection after it.
    socket.on("finish", () => end(null));
    socket.on("close", () => end("the connection was closed"));
  });
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
