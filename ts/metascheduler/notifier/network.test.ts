import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { Pull } from "zeromq";
import { parseConfiguration } from "../../database/index.js";
import { NetworkNotifier } from "./network.js";

const pulls: Pull[] = [];
const servers: Server[] = [];
afterEach(() => {
  for (const pull of pulls.splice(0)) pull.close();
  for (const server of servers.splice(0)) server.close();
});

async function pullPort(): Promise<{ pull: Pull; port: number }> {
  const pull = new Pull();
  pulls.push(pull);
  await pull.bind("tcp://127.0.0.1:*");
  return { pull, port: Number(pull.lastEndpoint?.split(":").at(-1)) };
}

/** Collects what each connection brings. */
async function lineServer(): Promise<{ texts: string[]; port: number }> {
  const texts: string[] = [];
  const server = createServer((socket) => {
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    socket.on("end", () => texts.push(text));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { texts, port: address.port };
}

function notifierOf(keys: Record<string, string | number>) {
  const text = Object.entries(keys).map(([key, value]) => `${key}="${value}"\n`);
  const said: string[] = [];
  const told = (message: string, details: unknown) => said.push(`${message} ${JSON.stringify(details)}`);
  const { settings } = parseConfiguration(text.join(""));
  return { said, notifier: new NetworkNotifier(settings, { warn: told, error: told }) };
}

test("everybody is told in their protocol", async () => {
  const [almighty, bipbip, greta] = [await pullPort(), await pullPort(), await pullPort()];
  const client = await lineServer();
  const { said, notifier } = notifierOf({
    SERVER_HOSTNAME: "127.0.0.1",
    APPENDICE_SERVER_PORT: almighty.port,
    BIPBIP_COMMANDER_SERVER: "localhost",
    BIPBIP_COMMANDER_PORT: bipbip.port,
    ENERGY_SAVING_MODE: "metascheduler_decision_making",
    GRETA_SERVER: "127.0.0.1",
    GRETA_PORT: greta.port,
  });
  await notifier.almighty("ChState");
  await notifier.almighty("Qdel");
  await notifier.launch(12);
  await notifier.greta({ cmd: "WAKEUP", nodes: ["n1"] });
  const waits = `localhost:${client.port}`;
  expect(await Promise.all([notifier.oarsub(waits, "why\nnot\n"), notifier.oarsub(waits, "BAD JOB")])).toEqual([
    true,
    true,
  ]);
  expect(await notifier.close()).toEqual([]);
  const frames = [];
  for (const { pull } of [almighty, almighty, bipbip, greta]) frames.push(String((await pull.receive())[0]));
  expect(frames).toEqual([
    '{"cmd":"ChState"}',
    '{"cmd":"Qdel"}',
    '{"job_id":12,"cmd":"OARRUN","args":[]}',
    '{"cmd":"WAKEUP","nodes":["n1"]}',
  ]);
  await expect.poll(() => client.texts).toEqual(["why not\n", "BAD JOB\n"]);
  expect(said).toEqual([]);
});

test("clients that cannot be told are a warning, those without an address are not connected to", async () => {
  const client = await lineServer();
  const { said, notifier } = notifierOf({ SERVER_PORT: client.port });
  for (const infoType of [null, "front:", "front:22", `localhost:${client.port}`, "no-such-host.invalid:41001"]) {
    expect(await notifier.oarsub(infoType, "text")).toBe(false);
  }
  expect(said).toHaveLength(5);
  expect(said.slice(0, 4).every((line) => line.includes("it is no address of a client"))).toBe(true);
  await notifier.close();
  expect(client.texts).toEqual([]);
});

test("with OAR 2 launches are lines to its Almighty, one connection each", async () => {
  const oar2 = await lineServer();
  const { notifier } = notifierOf({
    METASCHEDULER_OAR3_WITH_OAR2: "yes",
    SERVER_HOSTNAME: "localhost",
    SERVER_PORT: oar2.port,
  });
  await Promise.all([3, 1, 2].map((job) => notifier.launch(job)));
  await notifier.close();
  await expect.poll(() => oar2.texts).toEqual(["OARRUNJOB_3\n", "OARRUNJOB_1\n", "OARRUNJOB_2\n"]);
});

test("an OAR 2 that cannot be reached is one error, however many launches there are", async () => {
  const { said, notifier } = notifierOf({
    METASCHEDULER_OAR3_WITH_OAR2: "yes",
    SERVER_HOSTNAME: "localhost",
    SERVER_PORT: 1,
  });
  await Promise.all(Array.from({ length: 100 }, (_, job) => notifier.launch(job)));
  await notifier.close();
  expect(said).toEqual([expect.stringMatching(/^OAR 2's Almighty was not told of launches .*ECONNREFUSED/)]);
});

test("owners: what cannot be done is told to the log, without their words", async () => {
  const { said, notifier } = notifierOf({});
  const job = { id: 7, user: "alice", name: "sim", infoType: null };
  await notifier.owner({ ...job, notify: null }, "ERROR", "text");
  await notifier.owner({ ...job, notify: "[END]mail:alice" }, "ERROR", "text");
  await notifier.owner({ ...job, notify: "exec:/bin/secret" }, "ERROR", "text");
  await notifier.owner({ ...job, notify: "mail:a\r\nBcc: b" }, "ERROR", "text");
  await notifier.owner({ ...job, notify: "mail:alice" }, "ERROR", "text");
  const description = "Command about ERROR as alice: it is not known where the job was submitted";
  expect(await notifier.close()).toEqual([
    { type: "USER_EXEC_NOTIFICATION_ERROR", job: 7, description, toCheck: false },
  ]);
  expect(said.sort()).toEqual([
    expect.stringContaining("it is not known where the job was submitted"),
    expect.stringContaining("MAIL_SMTP_SERVER and MAIL_SENDER are not set"),
    expect.stringContaining("jobs.notify has no known form"),
  ]);
  expect(said.join()).not.toMatch(/secret|Bcc/);
});

test("of mails that were not taken the log is told, of those that were an event", async () => {
  const { said, notifier } = notifierOf({ MAIL_SMTP_SERVER: "127.0.0.1:1", MAIL_SENDER: "oar@site.example" });
  await notifier.owner({ id: 7, user: "alice", name: null, infoType: null, notify: "mail:alice" }, "ERROR", "text");
  expect(await notifier.close()).toEqual([]);
  await expect.poll(() => said).toEqual([expect.stringMatching(/^the owner of a job was not told .*ECONNREFUSED/)]);
});
