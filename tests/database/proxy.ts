/** A proxy between a session and its server that fails at a chosen moment. */
import { readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { ServerSettings } from "../../ts/database/index.js";
import { REPOSITORY } from "../support/paths.js";

/** The certificate of {@link tlsProxy}, for the host `localhost`. */
export const CERTIFICATE = `${REPOSITORY}tests/database/tls/localhost.crt`;

/** What happens with the message at which the proxy fails. */
export type Fault = "drop" | "stall";

/** A proxy that runs. */
export interface Proxy {
  /** The server, through the proxy. */
  readonly settings: ServerSettings;
  /** How many messages it has carried, in both directions. */
  messages(): number;
  close(): Promise<void>;
}

/** Listens on a free port, and hands on what comes. */
async function listen(server: ServerSettings, serve: (client: Socket, upstream: Socket) => void) {
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const upstream = connect(server.port, server.host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    serve(client, upstream);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return {
    port: (listener.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        listener.close(() => resolve());
      }),
  };
}

/**
 * Carries messages until `at` of them have gone through, in either direction; the next one it does not hand on:
 * it drops the connection, or says nothing any more.
 */
export async function faultyProxy(server: ServerSettings, at: number, fault: Fault): Promise<Proxy> {
  let carried = 0;
  const { port, close } = await listen(server, (client, upstream) => {
    const carry = (from: Socket, to: Socket) =>
      from.on("data", (message) => {
        if (carried >= at) {
          if (fault === "drop") client.destroy();
          return;
        }
        carried++;
        to.write(message);
      });
    carry(client, upstream);
    carry(upstream, client);
  });
  return { settings: { ...server, host: "127.0.0.1", port, tls: "disable" }, messages: () => carried, close };
}

/** Speaks TLS with the session, and plainly with the server. */
export async function tlsProxy(server: ServerSettings): Promise<Proxy> {
  let carried = 0;
  const key = readFileSync(CERTIFICATE.replace(".crt", ".key"));
  const { port, close } = await listen(server, (client, upstream) => {
    client.once("data", () => {
      client.write("S");
      const secure = new TLSSocket(client, { isServer: true, key, cert: readFileSync(CERTIFICATE) });
      secure.on("error", () => undefined);
      secure.on("data", (message) => {
        carried++;
        upstream.write(message);
      });
      upstream.on("data", (message) => secure.write(message));
    });
  });
  return { settings: { ...server, host: "localhost", port, tls: "require" }, messages: () => carried, close };
}
