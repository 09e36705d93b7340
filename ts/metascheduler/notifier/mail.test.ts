import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { Mailer } from "./mail.js";

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A server that takes mails, or does not: `silent` says nothing, `refusing` wants none of the recipients. */
async function smtpServer(kind: "taking" | "silent" | "refusing" = "taking") {
  const mails: { from: string; to: string; data: string }[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    if (kind === "silent") return;
    let [rest, data, inData] = ["", "", false];
    let [from, to] = ["", ""];
    const answer = (line: string) => {
      if (inData) {
        if (line !== ".") {
          data += `${line}\n`;
          return;
        }
        mails.push({ from, to, data });
        inData = false;
        socket.write("250 taken\r\n");
        return;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "MAIL") from = line;
      if (verb === "RCPT") to = line;
      if (verb === "RCPT" && kind === "refusing") socket.write("550 nobody here\r\n");
      else if (verb === "DATA") {
        inData = true;
        data = "";
        socket.write("354 go on\r\n");
      } else socket.write(verb === "QUIT" ? "221 bye\r\n" : "250 fine\r\n");
    };
    socket.write("220 ready\r\n");
    socket.setEncoding("utf8").on("data", (chunk) => {
      const lines = `${rest}${chunk}`.split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) answer(line);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { mails, address: `127.0.0.1:${address.port}` };
}

const mail = { to: "alice@site.example", subject: "*OAR* [ERROR] (sim) on oar", text: "Job 7: text\n.\n" };

test("a mail is given to the server", async () => {
  const { mails, address } = await smtpServer();
  const mailer = new Mailer(address, "oar@site.example");
  expect(await mailer.send(mail)).toBeNull();
  await mailer.close(5_000);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.from).toContain("<oar@site.example>");
  expect(mails[0]?.to).toBe("RCPT TO:<alice@site.example>");
  expect(mails[0]?.data).toContain("Subject: *OAR* [ERROR] (sim) on oar\n");
  expect(mails[0]?.data).toMatch(/\n\nJob 7: text\n/);
});

test("several mails are under way at one time, and the end waits for them", async () => {
  const { mails, address } = await smtpServer();
  const mailer = new Mailer(address, "oar@site.example");
  const sending = Promise.all(Array.from({ length: 20 }, () => mailer.send(mail)));
  await mailer.close(5_000);
  expect(mails).toHaveLength(20);
  expect((await sending).every((why) => why === null)).toBe(true);
});

test("a subject cannot hold another header", async () => {
  const { mails, address } = await smtpServer();
  const mailer = new Mailer(address, "oar@site.example");
  await mailer.send({ ...mail, subject: "a\r\nBcc: eve@site.example\r\n\r\nbody" });
  await mailer.close(5_000);
  expect(mails[0]?.data).not.toMatch(/^Bcc:/m);
});

test("a server that cannot be reached", async () => {
  const mailer = new Mailer("127.0.0.1:1", "oar@site.example");
  expect(await mailer.send(mail)).toMatch(/ECONNREFUSED/);
  await mailer.close(5_000);
});

test("a server that wants no mail for somebody says so", async () => {
  const { address } = await smtpServer("refusing");
  const mailer = new Mailer(address, "oar@site.example");
  expect(await mailer.send(mail)).toMatch(/550/);
  await mailer.close(5_000);
});

test("a server that says nothing is waited for no longer than the time limit", async () => {
  const { address } = await smtpServer("silent");
  const begin = performance.now();
  const mailer = new Mailer(address, "oar@site.example", 300);
  expect(await mailer.send(mail)).toMatch(/imeout|greeting/i);
  expect(performance.now() - begin).toBeLessThan(3_000);
  const slow = new Mailer(address, "oar@site.example");
  const sending = slow.send(mail);
  await slow.close(200);
  expect(await sending).not.toBeNull();
  expect(performance.now() - begin).toBeLessThan(4_000);
});

test.each(["no host", "a b:25", "host:1:2", ""])("%j is no server", async (server) => {
  const mailer = new Mailer(server, "oar@site.example");
  expect(await mailer.send(mail)).toBe("MAIL_SMTP_SERVER is no name of a host");
  await mailer.close(100);
});
