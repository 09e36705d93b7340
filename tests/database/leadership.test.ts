/** One leader for each database, and nothing is written by who was one. */
import { afterAll, describe, expect, inject, test, vi } from "vitest";
import {
  openSession,
  type ServerSettings,
  type Session,
  settingsOfUrl,
  tryLead,
  Writer,
} from "../../ts/database/index.js";
import { wireProxy } from "./crash/wire.js";
import { oarDatabase, withSession } from "./databases.js";
import { embeddedSession } from "./embedded.js";

const server = settingsOfUrl(inject("databaseUrl")) as ServerSettings;
const refused = (code: string) => expect.objectContaining({ code });
const open: Session[] = [];
afterAll(() => Promise.all(open.map((session) => session.close())));

async function sessionOn(settings: ServerSettings): Promise<Session> {
  const session = await openSession(settings);
  open.push(session);
  return session;
}

const insert = (writer: Writer) => writer.group((queries) => queries.run("INSERT INTO queues VALUES ('x')"));
const queues = (settings: ServerSettings) => withSession(settings, (session) => session.run("SELECT * FROM queues"));

/** Whether anybody leads. */
const isLed = (settings: ServerSettings) => withSession(settings, async (session) => (await tryLead(session)) === null);

describe("on a server", () => {
  test("one session of ten leads, and another one when it gives the lock back", async () => {
    const settings = await oarDatabase();
    const sessions = await Promise.all(Array.from({ length: 10 }, () => sessionOn(settings)));
    const tried = await Promise.all(sessions.map((session) => tryLead(session)));
    const leaders = tried.filter((one) => one !== null);
    expect(leaders).toHaveLength(1);
    await leaders[0]?.release();
    await leaders[0]?.release();
    expect(await tryLead(sessions[tried.indexOf(null)] as Session)).not.toBeNull();
  });

  test("databases have leaders of their own", async () => {
    const [one, other] = [await oarDatabase(), await oarDatabase()];
    expect(await tryLead(await sessionOn(one))).not.toBeNull();
    expect(await tryLead(await sessionOn(other))).not.toBeNull();
  });

  test("the leader writes; who has given the lock back, or never had it, does not", async () => {
    const settings = await oarDatabase();
    const [leader, other] = [await sessionOn(settings), await sessionOn(settings)];
    const lead = await tryLead(leader);
    await expect(insert(new Writer(other, lead?.check))).rejects.toEqual(refused("not_leading"));
    expect(await queues(settings)).toEqual([]);
    await insert(new Writer(leader, lead?.check));
    expect(await queues(settings)).toHaveLength(1);
    await lead?.release();
    await expect(insert(new Writer(leader, lead?.check))).rejects.toEqual(refused("not_leading"));
  });

  test("a lock of the same key in another database, or of another key in this one, is none", async () => {
    const settings = await oarDatabase();
    const elsewhere = await sessionOn(await oarDatabase());
    const lead = await tryLead(elsewhere);
    const session = await sessionOn(settings);
    await session.run("SELECT pg_advisory_lock(1, 2)");
    await expect(insert(new Writer(session, lead?.check))).rejects.toEqual(refused("not_leading"));
  });

  test("a lock whose session was lost need not be given back", async () => {
    const session = await sessionOn(server);
    const lead = await tryLead(session);
    await session.run("SELECT pg_terminate_backend(pg_backend_pid())").catch(() => undefined);
    await lead?.release();
  });

  test("when its session ends, the next may lead", async () => {
    const settings = await oarDatabase();
    const leader = await sessionOn(settings);
    await tryLead(leader);
    expect(await isLed(settings)).toBe(true);
    await leader.close();
    await vi.waitFor(async () => expect(await isLed(settings)).toBe(false), 5000);
  });

  test("the heartbeat renews the lease", async () => {
    const settings = await oarDatabase();
    const onLost = vi.fn();
    const session = await sessionOn(settings);
    const lead = await tryLead(session, { lease: 0.6, onLost });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(onLost).not.toHaveBeenCalled();
    await insert(new Writer(session, lead?.check));
  });

  test("a leader without a heartbeat loses the session, and another one leads", async () => {
    const settings = await oarDatabase();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const session = await sessionOn(settings);
    const lead = await tryLead(session, { lease: 0.5 });
    vi.useRealTimers();
    await vi.waitFor(async () => expect(await isLed(settings)).toBe(false), 5000);
    await expect(insert(new Writer(session, lead?.check))).rejects.toEqual(refused("connection_lost"));
    expect(await queues(settings)).toEqual([]);
  });

  test("a leader that is stopped in the middle of a statement is ended by the next one", async () => {
    const settings = await oarDatabase();
    let stopped = false;
    const proxy = await wireProxy(settings, ({ from, type }) => {
      // The server has described the statement, and waits for its parameters: to itself it is at work.
      return stopped && from === "client" && type === "B" ? "stall" : "carry";
    });
    const session = await openSession(proxy.settings);
    const lead = await tryLead(session, { lease: 0.5 });
    stopped = true;
    const half = insert(new Writer(session, lead?.check));
    half.catch(() => undefined);
    await vi.waitFor(async () => {
      const other = await sessionOn(settings);
      expect(await tryLead(other, { lease: 0.5 })).not.toBeNull();
    }, 10_000);
    await proxy.close();
    await expect(half).rejects.toEqual(refused("connection_lost"));
    await session.close();
    expect(await queues(settings)).toEqual([]);
  });

  test("who does not lead any more is told once", async () => {
    const settings = await oarDatabase();
    const onLost = vi.fn();
    const session = await sessionOn(settings);
    await tryLead(session, { lease: 0.3, onLost });
    await session.run("SELECT pg_advisory_unlock_all()");
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledWith(refused("not_leading")), 5000);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  test("a lost connection is told too", async () => {
    const onLost = vi.fn();
    const session = await sessionOn(server);
    await tryLead(session, { lease: 0.3, onLost });
    await session.run("SELECT pg_terminate_backend(pg_backend_pid())").catch(() => undefined);
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledWith(refused("connection_lost")), 5000);
  });
});

test("the only session of an embedded database leads", async () => {
  const session = await embeddedSession();
  await session.run("DELETE FROM queues");
  const lead = await tryLead(session);
  await insert(new Writer(session, lead?.check));
  await lead?.release();
  await lead?.release();
});
