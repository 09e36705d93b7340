import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Endpoint, openEndpoint } from "./endpoint.js";

let endpoint: Endpoint | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await endpoint?.close();
});

const opened = async (): Promise<Endpoint> => {
  endpoint = await openEndpoint(0, { state: () => "leader", metrics: () => "m 1\n" });
  return endpoint;
};
/** Begins to connect; the promise is kept when the connection has ended. */
function connected(port: number): { socket: Socket; ended: Promise<unknown> } {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  sockets.push(socket);
  socket.resume();
  return { socket, ended: new Promise((resolve) => socket.once("close", resolve)) };
}
const status = async (port: number, path: string, method = "GET"): Promise<number> =>
  (await fetch(`http://127.0.0.1:${port}${path}`, { method, signal: AbortSignal.timeout(2_000) })).status;

test("who connects too often is sent away, and afterwards others are answered again", async () => {
  const { port } = await opened();
  const all = Array.from({ length: 60 }, () => connected(port));
  let ended = 0;
  for (const one of all) one.ended.then(() => ended++);
  await expect.poll(() => ended, { timeout: 4_000 }).toBeGreaterThanOrEqual(28);
  for (const { socket } of all) socket.destroy();
  await expect.poll(() => status(port, "/healthz").catch(() => 0), { timeout: 10_000 }).toBe(200);
});

test("who says nothing, or not all, is sent away", async () => {
  const { port } = await opened();
  const [silent, slow] = [connected(port), connected(port)];
  slow.socket.write("GET /metrics HTTP/1.1\r\nHost: x\r\nX-More: ");
  await Promise.all([silent.ended, slow.ended]);
  expect(await status(port, "/metrics")).toBe(200);
});

test("what is no question of these is refused", async () => {
  const { port } = await opened();
  const { socket, ended } = connected(port);
  socket.end("\0\r\n\r\n");
  await ended;
  expect(await status(port, "/other")).toBe(404);
  expect(await status(port, "/metrics", "POST")).toBe(405);
  expect(await status(port, "/readyz?x", "HEAD")).toBe(200);
});
