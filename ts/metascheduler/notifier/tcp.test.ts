import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { TcpSender } from "./tcp.js";

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** Listens on a port of this machine, and collects what each connection brings. */
async function listen(onSocket: (socket: Socket) => void = () => undefined) {
  const texts: string[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    onSocket(socket);
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("end", () => texts.push(text));
    socket.on("error", () => undefined);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { texts, address: { host: "localhost", port: address.port } };
}

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const { address } = await listen();
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return address.port;
}

test("each text comes over a connection of its own, with one line feed, in the order of the calls", async () => {
  const { texts, address } = await listen();
  const sender = new TcpSender();
  const sent = ["one", "zwei é", "three"].map((text) => sender.send(address, text));
  expect(await Promise.all(sent)).toEqual([null, null, null]);
  await expect.poll(() => texts).toEqual(["one\n", "zwei é\n", "three\n"]);
});

test("a client that does not read, or says something itself, is told all the same", async () => {
  const { address } = await listen((socket) => {
    socket.pause();
    socket.write("I talk too\n");
  });
  expect(await new TcpSender().send(address, "text")).toBeNull();
});

test("whoever refuses the connection is not told, and holds nobody up", async () => {
  const { texts, address } = await listen();
  const sender = new TcpSender();
  const closed = { host: "127.0.0.1", port: await closedPort() };
  const answers = await Promise.all([sender.send(closed, "a"), sender.send(address, "b"), sender.send(closed, "c")]);
  expect(answers).toEqual(["ECONNREFUSED", null, "ECONNREFUSED"]);
  await expect.poll(() => texts).toEqual(["b\n"]);
});

test("a name that does not resolve is not told", async () => {
  const why = await new TcpSender().send({ host: "no-such-host.invalid", port: 41_001 }, "text");
  expect(why).toMatch(/^(ENOTFOUND|EAI_AGAIN|its name was not resolved in time)$/);
});

test("more clients than connections at one time are all told", async () => {
  const clients = await Promise.all(Array.from({ length: 150 }, () => listen()));
  const sender = new TcpSender();
  const answers = await Promise.all(clients.map(({ address }, index) => sender.send(address, `text ${index}`)));
  expect(answers.every((why) => why === null)).toBe(true);
  await expect.poll(() => clients.every(({ texts }, index) => texts[0] === `text ${index}\n`)).toBe(true);
});

test("whoever does not answer is waited for no longer than the time limit", async () => {
  const begin = performance.now();
  // TEST-NET-1: no machine has such an address; where the network says so at once, that is an answer too.
  const why = await new TcpSender(300).send({ host: "192.0.2.1", port: 41_001 }, "text");
  expect(why).toMatch(/^(it did not answer in time|E[A-Z]+)$/);
  expect(performance.now() - begin).toBeLessThan(2_000);
});
