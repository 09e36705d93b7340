/** The program in the protocols of its peers, over real sockets and a real ssh command (sections 5.12, 10.5 and 10.8). */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Pull } from "zeromq";
import { openSession, type ServerSettings, type Session } from "../../../ts/database/index.js";
import { onDatabase } from "../commands/program.js";
import { oarDatabase } from "../databases.js";
import { database, fillWith, NOW, nodes, valuesOf } from "./played.js";

let settings: ServerSettings;
let session: Session;
let folder: string;
const pulls: Pull[] = [];
const servers: Server[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "oar-redox-protocols-"));
  settings = await oarDatabase();
  session = await openSession(settings);
});
afterAll(async () => {
  for (const pull of pulls) pull.close();
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
  await session.close();
});

/** A peer that pulls. */
async function pulling(): Promise<{ port: number; frames: string[][] }> {
  const pull = new Pull();
  pulls.push(pull);
  await pull.bind("tcp://127.0.0.1:*");
  const frames: string[][] = [];
  const receive = async () => {
    for await (const message of pull) frames.push(message.map(String));
  };
  void receive().catch(() => undefined);
  return { port: Number(pull.lastEndpoint?.split(":").at(-1)), frames };
}

/** A client that notes down what each connection brings, byte by byte. */
async function listening(speak?: (socket: Socket) => void): Promise<{ port: number; texts: string[] }> {
  const texts: string[] = [];
  const server = createServer((socket) => {
    let text = "";
    socket.setEncoding("latin1").on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => texts.push(text));
    speak?.(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as { port: number }).port, texts };
}

test("a round tells everybody, and nobody learns the password", async () => {
  const [almighty, bipbip, greta] = [await pulling(), await pulling(), await pulling()];
  const [reserver, interactive, refused, mail] = [
    await listening(),
    await listening(),
    await listening(),
    await listening((socket) => socket.write("220 ready\r\n")),
  ];
  const gone = await listening();
  await new Promise((resolve) => servers.pop()?.close(resolve));
  const ssh = join(folder, "ssh");
  const asked = join(folder, "asked");
  writeFileSync(ssh, `#!/bin/sh\n{ printf '%s\\n' "$@"; env; } > "${asked}"\n`);
  chmodSync(ssh, 0o755);

  const at = ({ port }: { port: number }): string => `127.0.0.1:${port}`;
  const wants = (row: object) => ({ ...row, state: "toError", reservation: "Scheduled", message: "why é" });
  await fillWith(
    session,
    database(
      [
        { id: 1, property: "resource_id = 1" },
        {
          id: 2,
          plan: { start: NOW + 600, resources: [2] },
          row: { state: "toAckReservation", reservation: "Scheduled", start_time: NOW + 600, info_type: at(reserver) },
        },
        { id: 3, property: "resource_id = 3", row: { job_type: "INTERACTIVE", info_type: at(interactive) }, count: 1 },
        { id: 4, row: wants({ info_type: at(refused), job_name: "sim", notify: "[ERROR]exec:'/bin/my told' $HOME" }) },
        { id: 5, row: wants({ info_type: null, notify: "mail:ann@site.example" }) },
        { id: 6, assigned: [3], walltime: 7_200 },
        { id: 7, property: "resource_id = 3", row: { job_type: "INTERACTIVE", info_type: at(gone) } },
      ],
      nodes(3),
    ),
  );
  const config = join(folder, "oar.conf");
  const keys = {
    SERVER_HOSTNAME: "localhost",
    APPENDICE_SERVER_PORT: almighty.port,
    BIPBIP_COMMANDER_PORT: bipbip.port,
    ENERGY_SAVING_MODE: "metascheduler_decision_making",
    ENERGY_SAVING_INTERNAL: "yes",
    GRETA_PORT: greta.port,
    OPENSSH_CMD: `${ssh} -p 6667`,
    MAIL_SMTP_SERVER: at(mail),
    MAIL_SENDER: "oar",
    DB_BASE_PASSWD: "hunter2",
  };
  writeFileSync(
    config,
    Object.entries(keys)
      .map(([key, value]) => `${key}="${value}"\n`)
      .join(""),
  );
  const password = settings.password ?? "hunter3";
  const env = { PGPASSWORD: password, DATABASE_URL: "", TZ: "UTC", OARDO_USER: "oar", LOG_LEVEL: "3" };
  const ended = await onDatabase(settings, ["meta", "--now", String(NOW), "--config", config], { env });
  expect([ended.status, ended.stdout]).toEqual([0, ""]);
  expect(ended.stderr).not.toMatch(/hunter/);

  await expect
    .poll(() => almighty.frames.map((frame) => frame.join()).sort())
    .toEqual(['{"cmd":"ChState"}', '{"cmd":"ChState"}', '{"cmd":"Qdel"}']);
  await expect.poll(() => bipbip.frames).toEqual([['{"job_id":1,"cmd":"OARRUN","args":[]}']]);
  await expect.poll(() => greta.frames).toEqual([['{"cmd":"CHECK"}']]);
  expect(reserver.texts).toEqual(["GOOD RESERVATION\n"]);
  expect(interactive.texts).toEqual([
    "[2023-11-14 22:13:20] Start prediction: 2023-11-15 00:12:40 (R=1,W=660,J=I,Q=default)\n",
  ]);
  expect(refused.texts).toEqual([Buffer.from("why é\n").toString("latin1"), "BAD JOB\n"]);

  // The mail server says too little: that is in the log, and holds up the end for some seconds only.
  expect(ended.stderr).toMatch(/the owner of a job was not told/);
  expect(await valuesOf(session, "SELECT type, job_id FROM event_logs ORDER BY job_id, type")).toEqual([
    ["RESERVATION_ACK_ATTEMPT", 2],
    ["USER_EXEC_NOTIFICATION", 4],
    ["FRAG_JOB_REQUEST", 7],
    ["LOST_SESSION", 7],
  ]);
  const told = readFileSync(asked, "utf8").split("\n");
  expect(told.slice(0, 6)).toEqual([
    "-p",
    "6667",
    "-x",
    "-T",
    "127.0.0.1",
    "env 'OARDO_BECOME_USER=alice' oardo '/bin/my told' '$HOME' '4' 'sim' 'ERROR' 'Job stopped abnormally or an OAR error occured.'",
  ]);
  expect(told.filter((line) => /^(PGPASSWORD|OAR_REDOX_DATABASE)=/.test(line) || line.includes(password))).toEqual([]);
});

test("with --notify-to nobody is told, and no command of an owner is run", async () => {
  const [almighty, client] = [await pulling(), await listening()];
  const messages = join(folder, "messages");
  rmSync(join(folder, "asked"), { force: true });
  const row = { state: "toError", job_type: "INTERACTIVE", info_type: `127.0.0.1:${client.port}`, message: "why" };
  await fillWith(session, database([{ id: 1, row: { ...row, notify: "exec:/bin/true" } }], nodes(1)));
  const config = join(folder, "oar.conf");
  writeFileSync(config, `APPENDICE_SERVER_PORT=${almighty.port}\nOPENSSH_CMD=${join(folder, "ssh")}\n`);
  const ended = await onDatabase(settings, ["meta", "--config", config, "--notify-to", messages, "--now", String(NOW)]);
  expect(ended.status).toBe(0);
  const lines = readFileSync(messages, "utf8").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { to: `oarsub 127.0.0.1:${client.port}`, message: "why" },
    { to: `oarsub 127.0.0.1:${client.port}`, message: "BAD JOB" },
    { to: "almighty", message: { cmd: "ChState" } },
  ]);
  expect([client.texts, almighty.frames, existsSync(join(folder, "asked"))]).toEqual([[], [], false]);
  expect(await valuesOf(session, "SELECT type FROM event_logs")).toEqual([]);
});
