/** A proxy that knows where one message of PostgreSQL's protocol ends and the next begins. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { ServerSettings } from "../../../ts/database/index.js";

/** A message that is about to be handed on. */
export interface Message {
  readonly from: "client" | "server";
  /** Its letter; empty: the first one of a client has none. */
  readonly type: string;
  readonly bytes: Buffer;
  /** The number of its connection, from 0. */
  readonly connection: number;
}

/** Cuts what comes into messages. */
class Framer {
  readonly #from: Message["from"];
  readonly #connection: number;
  #rest = Buffer.alloc(0);
  #first: boolean;

  constructor(from: Message["from"], connection: number) {
    this.#from = from;
    this.#connection = connection;
    this.#first = from === "client";
  }

  *push(chunk: Buffer): Generator<Message> {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const letter = this.#first ? 0 : 1;
      if (this.#rest.length < letter + 4) return;
      const length = letter + this.#rest.readInt32BE(letter);
      if (this.#rest.length < length) return;
      const bytes = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      this.#first = false;
      const type = bytes.subarray(0, letter).toString();
      yield { from: this.#from, type, bytes, connection: this.#connection };
    }
  }
}

/**
 * What becomes of a message: it is handed on; or neither it nor anything else of its connection is any more.
 *
 * - `drop`: both lose the connection.
 * - `cut`: the server loses its client, which hears no more.
 * - `stall`: both hear no more, until the client gives up: then the server loses it.
 * - `part`: both hear no more, not even that the other one has gone.
 */
export type Verdict = "carry" | "drop" | "cut" | "stall" | "part";

/** A proxy that runs. */
export interface WireProxy {
  /** The server, through the proxy. */
  readonly settings: ServerSettings;
  close(): Promise<void>;
}

/**
 * Hands on messages, one by one, as long as `judge` says so.
 *
 * @param judge asked before each message, of all connections; its connection waits for what it promises
 */
export async function wireProxy(
  server: ServerSettings,
  judge: (message: Message) => Verdict | Promise<Verdict>,
): Promise<WireProxy> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const listener = createServer({ noDelay: true }, (client) => {
    const connection = connections++;
    const upstream = connect({ port: server.port, host: server.host, noDelay: true });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    }
    let end: Exclude<Verdict, "carry"> | null = null;
    // One message after the other, in both directions: `judge` sees them in the order in which they are handed on.
    const waiting: (() => void | Promise<void>)[] = [];
    let busy = false;
    const carryAll = async (): Promise<void> => {
      if (busy) return;
      busy = true;
      for (let next = waiting.shift(); next !== undefined && end === null; next = waiting.shift()) await next();
      busy = false;
      if (end === "drop" || end === "cut") upstream.destroy();
      if (end === "drop") client.destroy();
    };
    const handOn = async (message: Message, to: Socket): Promise<void> => {
      const verdict = await judge(message);
      if (verdict === "carry") to.write(message.bytes);
      else end = verdict;
    };
    const carry = (from: Socket, to: Socket, framer: Framer) =>
      from.on("data", (chunk: Buffer) => {
        if (end !== null) return;
        for (const message of framer.push(chunk)) waiting.push(() => handOn(message, to));
        void carryAll();
      });
    carry(client, upstream, new Framer("client", connection));
    carry(upstream, client, new Framer("server", connection));
    client.on("close", () => {
      if (end !== "part") upstream.destroy();
    });
    // What the server has said before it went away is handed on first.
    upstream.on("close", () => {
      waiting.push(() => void client.destroy());
      void carryAll();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  return {
    settings: { ...server, host: "127.0.0.1", port, tls: "disable" },
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        listener.close(() => resolve());
      }),
  };
}
