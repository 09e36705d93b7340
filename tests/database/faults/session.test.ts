/** Connections that end, stall or are refused: a session never goes on elsewhere, and nothing is half written. */
import { inspect } from "node:util";
import { expect, inject, test } from "vitest";
import { openSession, type ServerSettings, type Session, settingsOfUrl } from "../../../ts/database/index.js";
import { emptyDatabase, withSession } from "../databases.js";
import { CERTIFICATE, type Fault, faultyProxy, tlsProxy } from "../proxy.js";

const refused = (code: string, message = "") =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });
const server = settingsOfUrl(inject("databaseUrl")) as ServerSettings;

/** A database with the table `t`. */
async function withTable(): Promise<ServerSettings> {
  const settings = await emptyDatabase();
  await withSession(settings, (session) => session.run("CREATE TABLE t (n int)"));
  return settings;
}

const rows = (settings: ServerSettings) =>
  withSession(settings, async (session) => (await session.run("SELECT n FROM t ORDER BY 1")).map(({ n }) => n));
const writeTwo = (session: Session) =>
  session.transaction(async (queries) => {
    await queries.run("INSERT INTO t VALUES ($1)", [1]);
    await queries.run("INSERT INTO t VALUES ($1)", [2]);
  });

/** Ends the backend of a session, as an administrator does. */
async function terminate(settings: ServerSettings, pid: unknown): Promise<void> {
  await withSession(settings, async (other) => {
    await other.run("SELECT pg_terminate_backend($1)", [Number(pid)]);
    while ((await other.run("SELECT 1 FROM pg_stat_activity WHERE pid = $1", [Number(pid)])).length > 0);
  });
}

test("a transaction whose backend is terminated does not go on", async () => {
  const settings = await withTable();
  const session = await openSession(settings);
  const lost = refused("connection_lost");
  const work = session.transaction(async (queries) => {
    await queries.run("INSERT INTO t VALUES (1)");
    await terminate(settings, (await queries.run("SELECT pg_backend_pid() AS pid"))[0]?.pid);
    await expect(queries.run("INSERT INTO t VALUES (2)")).rejects.toEqual(lost);
    await expect(queries.run("INSERT INTO t VALUES (3)")).rejects.toEqual(lost);
  });
  await expect(work).rejects.toEqual(refused("commit_unknown"));
  await expect(session.run("INSERT INTO t VALUES (4)")).rejects.toEqual(lost);
  await session.close();
  expect(await rows(settings)).toEqual([]);
});

test("a session whose backend is terminated while it does nothing is over", async () => {
  const settings = await withTable();
  const session = await openSession(settings);
  await terminate(settings, (await session.run("SELECT pg_backend_pid() AS pid"))[0]?.pid);
  for (let n = 0; n < 3; n++) {
    await expect(session.run("INSERT INTO t VALUES (1)")).rejects.toEqual(refused("connection_lost"));
  }
  await session.close();
  expect(await rows(settings)).toEqual([]);
});

test("a backend that ends during a statement", async () => {
  const session = await openSession(server);
  await expect(session.run("SELECT pg_terminate_backend(pg_backend_pid())")).rejects.toEqual(
    refused("connection_lost"),
  );
  await expect(session.run("SELECT 1")).rejects.toEqual(refused("connection_lost"));
  await session.close();
});

test.each<Fault>(["drop", "stall"])("a proxy that fails at every message: %s", async (fault) => {
  const settings = await withTable();
  const deadlines = { connect: 0.3, statement: 0.3, answer: 0.1 };
  const codes = new Set<string>();
  let at = 0;
  for (let carried = false; !carried; at++) {
    await withSession(settings, (session) => session.run("DELETE FROM t"));
    const proxy = await faultyProxy(settings, at, fault);
    let outcome = "done";
    try {
      const session = await openSession(proxy.settings, deadlines);
      await writeTwo(session).catch((error) => {
        outcome = error.code;
      });
      if (outcome !== "done") await expect(session.run("INSERT INTO t VALUES (9)")).rejects.toBeDefined();
      await session.close();
    } catch (error) {
      outcome = (error as { code: string }).code;
    }
    await proxy.close();
    codes.add(outcome);
    const written = await rows(settings);
    if (outcome === "done") expect(written).toEqual([1, 2]);
    else if (outcome !== "commit_unknown") expect(written, `${outcome} at message ${at}`).toEqual([]);
    else expect([0, 2]).toContain(written.length);
    carried = outcome === "done" && proxy.messages() <= at;
  }
  expect(at).toBeGreaterThan(10);
  expect([...codes]).toEqual(expect.arrayContaining(["commit_unknown", "connect_failed", "done"]));
  // A server that waits too long for a stalled transaction ends the connection.
  expect([...codes].some((code) => code === (fault === "drop" ? "connection_lost" : "deadline"))).toBe(true);
});

test("a statement that takes too long is ended by the server, and the session goes on", async () => {
  const session = await openSession(server, { statement: 0.2 });
  await expect(session.run("SELECT pg_sleep(10)")).rejects.toMatchObject({ code: "deadline", sqlState: "57014" });
  expect(await session.run("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await session.close();
});

test("a client that stops in the middle of a transaction does not hold its locks for ever", async () => {
  const settings = await withTable();
  const session = await openSession(settings, { statement: 0.2 });
  const stopped = session.transaction(async (queries) => {
    await queries.run("LOCK TABLE t");
    expect(await rows(settings)).toEqual([]);
    await queries.run("INSERT INTO t VALUES (1)");
  });
  await expect(stopped).rejects.toEqual(refused("connection_lost"));
  await session.close();
});

test("where nobody listens", async () => {
  const proxy = await tlsProxy(server);
  await proxy.close();
  await expect(openSession({ ...proxy.settings, host: "127.0.0.1" })).rejects.toEqual(
    refused("connect_failed", "ECONNREFUSED"),
  );
});

test("TLS is used when it is required, and its absence is an error", async () => {
  const plain = await faultyProxy(server, Number.POSITIVE_INFINITY, "drop");
  const secure = await tlsProxy(server);
  const one = (settings: ServerSettings) => withSession(settings, (session) => session.run("SELECT 1 AS one"));
  expect(await one(secure.settings)).toEqual([{ one: 1 }]);
  expect(secure.messages()).toBeGreaterThan(0);
  await expect(one({ ...secure.settings, tls: "verify" })).rejects.toEqual(refused("tls_refused", "SELF_SIGNED"));
  const trusted = { ...secure.settings, tls: "verify", certificates: CERTIFICATE } as const;
  expect(await one(trusted)).toEqual([{ one: 1 }]);
  await expect(one({ ...trusted, host: "127.0.0.1" })).rejects.toEqual(refused("tls_refused", "127.0.0.1"));
  expect(await one(plain.settings)).toEqual([{ one: 1 }]);
  await Promise.all([plain.close(), secure.close()]);
});

test("a server without TLS is refused when TLS is required, before anything is told to it", async () => {
  const { createServer } = await import("node:net");
  const heard: Buffer[] = [];
  const listener = createServer((socket) => {
    socket.on("data", (data) => {
      heard.push(data);
      socket.write("N");
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as { port: number };
  const settings = { ...server, port, host: "127.0.0.1", tls: "require" } as const;
  await expect(openSession(settings)).rejects.toEqual(refused("tls_refused", "does not offer"));
  expect(Buffer.concat(heard)).toHaveLength(8);
  await new Promise((resolve) => listener.close(resolve));
});

test("a password is in no error", async () => {
  const secret = "hunter2%&";
  const settings = { ...server, password: secret };
  const wrong: Partial<ServerSettings>[] = [
    { user: "nobody_of_that_name" },
    { database: "no_database_of_that_name" },
    { port: 1 },
    { port: 1, host: "no.host.of.that.name.invalid" },
  ];
  for (const part of wrong) {
    const error = await openSession({ ...settings, ...part }).catch((thrown) => thrown);
    expect(error).toEqual(refused("connect_failed"));
    expect(inspect(error, { showHidden: true, depth: 9 }) + JSON.stringify(error)).not.toContain("hunter2");
  }
});
