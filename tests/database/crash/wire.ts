/** A proxy that knows where one message of PostgreSQL's protocol ends and the next begins. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { ServerSettings } from "../../../ts/database/index.js";

/** A message that is about to be handed on. */
export interface Message {
  readonly from: "client" | "server";
  /** Its letter; empty: the first one of a client has none. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** Cuts what comes into messages. */
class Framer {
  readonly #from: Message["from"];
  #rest = Buffer.alloc(0);
  #first: boolean;

  constructor(from: Message["from"]) {
    this.#from = from;
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
      yield { from: this.#from, type: bytes.subarray(0, letter).toString(), bytes };
    }
  }
}

/** What becomes of a message: it is handed on; or neither it nor anything else is any more. */
export type Verdict = "carry" | "cut" | "stall";

/** A proxy that runs. */
export interface WireProxy {
  /** The server, through the proxy. */
  readonly settings: ServerSettings;
  close(): Promise<void>;
}

/**
 * Hands on messages, one by one, as long as `judge` says so. `cut`: the server loses its clients at once, and the
 * clients hear no more; `stall`: both hear no more.
 *
 * @param judge asked before each message, of all connections
 */
export async function wireProxy(server: ServerSettings, judge: (message: Message) => Verdict): Promise<WireProxy> {
  const sockets = new Set<Socket>();
  const upstreams = new Set<Socket>();
  let over = false;
  const listener = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: server.port, host: server.host, noDelay: true });
    upstreams.add(upstream);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    }
    const carry = (from: Socket, to: Socket, framer: Framer) =>
      from.on("data", (chunk: Buffer) => {
        for (const message of framer.push(chunk)) {
          const verdict = over ? "stall" : judge(message);
          if (verdict === "carry") {
            to.write(message.bytes);
            continue;
          }
          over = true;
          if (verdict === "cut") for (const one of upstreams) one.destroy();
          return;
        }
      });
    carry(client, upstream, new Framer("client"));
    carry(upstream, client, new Framer("server"));
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => {
      if (!over) client.destroy();
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
