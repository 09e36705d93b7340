/** A peer that pulls from a ZeroMQ socket. The package is loaded only here, when there is something to send. */
import type { Push } from "zeromq";
import type { Logger } from "../../engine/index.js";
import { isHostName } from "./address.js";
import type { Payload } from "./messages.js";
import { settledWithin } from "./waiting.js";

/**
 * Sends documents to one peer, in the order of the calls. They wait here until there is a connection, so that it is
 * known which ones were not sent; a peer may come and go meanwhile.
 */
export class PushPeer {
  readonly #name: string;
  readonly #host: string;
  readonly #port: number;
  readonly #log: Logger;
  readonly #queue: string[] = [];
  #socket: Push | null = null;
  #sending: Promise<void> | null = null;
  #why = "there is no connection";
  #closed = false;

  /**
   * @param name for the log
   * @param host as `oar.conf` has it
   */
  constructor(name: string, host: string, port: number, log: Logger) {
    this.#name = name;
    this.#host = host;
    this.#port = port;
    this.#log = log;
  }

  /** Sends a document when there is a connection. Nobody has to wait for it but {@link close}. */
  send(payload: Payload): void {
    this.#queue.push(JSON.stringify(payload));
    this.#sending ??= this.#sendAll();
  }

  /**
   * Sends what is left, and ends. What cannot be sent is told to the log. What a peer does not take off the connection
   * keeps the process alive for what then remains of the time.
   *
   * @param milliseconds time for all of it
   */
  async close(milliseconds: number): Promise<void> {
    const begin = performance.now();
    if (this.#sending !== null) await settledWithin(this.#sending, milliseconds);
    this.#closed = true;
    const peer = { host: this.#host, port: this.#port };
    if (this.#queue.length > 0) {
      this.#log.error?.(`${this.#name} was not told`, { ...peer, messages: this.#queue.length, why: this.#why });
    }
    if (this.#socket === null) return;
    this.#socket.linger = Math.max(0, Math.round(milliseconds - (performance.now() - begin)));
    this.#socket.close();
  }

  async #sendAll(): Promise<void> {
    try {
      this.#socket ??= await this.#open();
      for (let next = this.#queue[0]; next !== undefined && !this.#closed; next = this.#queue[0]) {
        await this.#socket.send(next);
        this.#queue.shift();
      }
    } catch (error) {
      if (!this.#closed) this.#why = (error as Error).message;
    }
    this.#sending = null;
  }

  async #open(): Promise<Push> {
    if (!isHostName(this.#host)) throw new Error("its address is no name of a host");
    const package_ = await import("zeromq").catch((error: Error) => {
      throw new Error(`the package zeromq cannot be loaded: ${error.message}`);
    });
    // Without a connection a message is not taken: it would count as sent.
    const socket = new package_.Push({ immediate: true, linger: 0 });
    socket.connect(`tcp://${this.#host}:${this.#port}`);
    return socket;
  }
}
