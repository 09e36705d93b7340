import { afterEach, expect, test } from "vitest";
import { Pull } from "zeromq";
import { PushPeer } from "./push.js";

const pulls: Pull[] = [];
afterEach(() => {
  for (const pull of pulls.splice(0)) pull.close();
});

/** A peer that pulls, on a port of this machine. */
async function listen(port: number | "*" = "*"): Promise<{ pull: Pull; port: number }> {
  const pull = new Pull();
  pulls.push(pull);
  await pull.bind(`tcp://127.0.0.1:${port}`);
  return { pull, port: Number(pull.lastEndpoint?.split(":").at(-1)) };
}

async function freePort(): Promise<number> {
  const { pull, port } = await listen();
  await pull.unbind(`tcp://127.0.0.1:${port}`);
  return port;
}

/** A peer of ours, and the errors that it told to the log. */
function peer(host: string, port: number) {
  const errors: unknown[] = [];
  const log = { error: (message: string, details?: unknown) => errors.push([message, details]) };
  return { errors, push: new PushPeer("Almighty", host, port, log) };
}

test("documents come as one frame of JSON each, in the order of the calls", async () => {
  const { pull, port } = await listen();
  const { errors, push } = peer("127.0.0.1", port);
  push.send({ job_id: 1, cmd: "OARRUN", args: [] });
  push.send({ cmd: "ChState" });
  await push.close(5_000);
  const frames = [await pull.receive(), await pull.receive()];
  expect(frames.map((parts) => parts.map(String))).toEqual([
    ['{"job_id":1,"cmd":"OARRUN","args":[]}'],
    ['{"cmd":"ChState"}'],
  ]);
  expect(errors).toEqual([]);
});

test("a peer that comes late is told", async () => {
  const port = await freePort();
  const { errors, push } = peer("127.0.0.1", port);
  push.send({ cmd: "Qdel" });
  const closing = push.close(5_000);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { pull } = await listen(port);
  expect(String((await pull.receive())[0])).toBe('{"cmd":"Qdel"}');
  await closing;
  expect(errors).toEqual([]);
});

test.each([
  ["127.0.0.1", "there is no connection"],
  ["no-such-host.invalid", "there is no connection"],
  ["no host", "its address is no name of a host"],
  ["lo;127.0.0.1", "its address is no name of a host"],
])("%s: what could not be sent in time is an error in the log", async (host, why) => {
  const port = await freePort();
  const { errors, push } = peer(host, port);
  push.send({ cmd: "ChState" });
  push.send({ cmd: "Qdel" });
  const begin = performance.now();
  await push.close(400);
  expect(performance.now() - begin).toBeLessThan(2_000);
  expect(errors).toEqual([["Almighty was not told", { host, port, messages: 2, why }]]);
});

test("nothing was sent: nothing is waited for", async () => {
  const { errors, push } = peer("no-such-host.invalid", 6_670);
  await push.close(5_000);
  expect(errors).toEqual([]);
});
