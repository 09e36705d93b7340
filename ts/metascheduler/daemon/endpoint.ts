/** Health and metrics by HTTP, for this machine only. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EndpointError } from "./error.js";

/** What a daemon does at the moment. */
export type DaemonState = "connecting" | "standby" | "leader" | "stopping";

/** What is to be told. */
export interface Told {
  state(): DaemonState;
  metrics(): string;
}

/** An endpoint that answers. */
export interface Endpoint {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * What others on this machine can make the daemon hold: connections, and milliseconds for each that says nothing. So
 * many files stay for the database.
 */
const LIMITS = { connections: 32, silence: 5_000, check: 1_000 } as const;

/** The daemon can do its part: it leads, or stands by. */
const READY: ReadonlySet<DaemonState> = new Set(["standby", "leader"]);

/**
 * Answers `/healthz` (200 while the process lives), `/readyz` (200 while the database is there; the text is the state)
 * and `/metrics` on 127.0.0.1. Whoever is connected beyond 32 is sent away, and so is who does not ask within 5 s.
 *
 * @param port 0: any that is free
 * @throws EndpointError
 */
export async function openEndpoint(port: number, told: Told): Promise<Endpoint> {
  const options = {
    headersTimeout: LIMITS.silence,
    requestTimeout: LIMITS.silence,
    keepAliveTimeout: LIMITS.silence,
    connectionsCheckingInterval: LIMITS.check,
  };
  const server = createServer(options, (request, response) => {
    const say = (status: number, text: string, type = "text/plain; charset=utf-8") => {
      response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" });
      response.end(request.method === "HEAD" ? undefined : text);
    };
    if (request.method !== "GET" && request.method !== "HEAD") return say(405, "only GET\n");
    const [path] = (request.url ?? "").split("?");
    if (path === "/healthz") return say(200, "ok\n");
    if (path === "/readyz") return say(READY.has(told.state()) ? 200 : 503, `${told.state()}\n`);
    if (path === "/metrics") return say(200, told.metrics(), "text/plain; version=0.0.4; charset=utf-8");
    return say(404, "/healthz, /readyz or /metrics\n");
  });
  server.maxConnections = LIMITS.connections;
  await new Promise<void>((resolve, reject) => {
    // It stays: later ones are of connections that could not be taken, and end nothing.
    server.on("error", (error: NodeJS.ErrnoException) => {
      reject(new EndpointError(`the port ${port} cannot be listened on (${error.code})`));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
