/** Daemons on a real database: rounds when they are wanted, one leader, and what happens when something is lost. */
import { afterEach, expect, test, vi } from "vitest";
import { openSession, type ServerSettings, type Session } from "../../../ts/database/index.js";
import type { Lead, RoundOutcome } from "../../../ts/metascheduler/daemon/index.js";
import { oarDatabase, withSession } from "../databases.js";
import { embeddedSession } from "../embedded.js";
import { note, type Running, rounds, start } from "./daemons.js";

const running: Running[] = [];
afterEach(() => Promise.all(running.splice(0).map((one) => one.stop())));

function started(...args: Parameters<typeof start>): Running {
  const one = start(...args);
  running.push(one);
  return one;
}

const until = (work: () => Promise<unknown>) => vi.waitFor(work, { timeout: 20_000, interval: 20 });
const metric = async (one: Running, name: string): Promise<number> => {
  const { text } = await one.get("/metrics");
  return Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1),
  );
};
const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const others =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

test("a round each period, and what it did is told", async () => {
  const settings = await oarDatabase();
  const one = started(settings, "one");
  await until(async () => expect((await rounds(settings)).length).toBeGreaterThan(2));
  expect(await one.get("/healthz")).toEqual({ status: 200, text: "ok\n" });
  expect(await one.get("/readyz")).toEqual({ status: 200, text: "leader\n" });
  expect(await one.get("/nothing")).toMatchObject({ status: 404 });
  expect(await metric(one, "oar_redox_leader")).toBe(1);
  const count = await metric(one, 'oar_redox_rounds_total{exit_code="0"}');
  expect(count).toBeGreaterThan(2);
  expect(await metric(one, "oar_redox_jobs_placed_total")).toBeGreaterThanOrEqual(2 * count);
  expect(Math.abs((await metric(one, "oar_redox_last_round_timestamp_seconds")) - Date.now() / 1000)).toBeLessThan(5);
});

test("NOTIFY asks for a round, and between two of them is the least time", async () => {
  const settings = await oarDatabase();
  started(settings, "one", { times: { period: 3600, throttle: 0.3 } });
  await until(async () => expect(await rounds(settings)).toHaveLength(1));
  const begin = performance.now();
  await withSession(settings, async (session) => {
    for (let times = 0; times < 10; times++) {
      await session.run("NOTIFY oar_redox");
      await sleep(0.02);
    }
  });
  await until(async () => expect((await rounds(settings)).length).toBeGreaterThan(1));
  await sleep(1);
  const count = (await rounds(settings)).length;
  expect(count).toBeLessThanOrEqual(2 + Math.ceil((performance.now() - begin) / 300));
  expect(count).toBeLessThan(5);
});

test("what is asked for during a round is not forgotten", async () => {
  const settings = await oarDatabase();
  let first = true;
  const round = async (lead: Lead): Promise<RoundOutcome> => {
    if (first) await withSession(settings, (session) => session.run("NOTIFY oar_redox"));
    first = false;
    return note(lead, "one");
  };
  started(settings, "one", { round, times: { period: 3600 } });
  await until(async () => expect(await rounds(settings)).toHaveLength(2));
  await sleep(0.3);
  expect(await rounds(settings)).toHaveLength(2);
});

test.each([
  [1, 3],
  [2, 1],
] as const)("after exit code %i there are %i rounds", async (exitCode, count) => {
  const settings = await oarDatabase();
  const round = async (lead: Lead): Promise<RoundOutcome> => {
    await note(lead, "one");
    return { exitCode: (await lead.session.run("SELECT FROM event_logs")).length < 3 ? exitCode : 0 };
  };
  started(settings, "one", { round, times: { period: 3600 } });
  await until(async () => expect((await rounds(settings)).length).toBeGreaterThanOrEqual(count));
  await sleep(0.3);
  expect(await rounds(settings)).toHaveLength(count);
});

test("of ten daemons one leads; when it stops, another one does", async () => {
  const settings = await oarDatabase();
  const ten = new Map(Array.from({ length: 10 }, (_, index) => [`d${index}`, started(settings, `d${index}`)]));
  for (let turn = 0; turn < 3; turn++) {
    const before = (await rounds(settings)).length;
    await until(async () => expect((await rounds(settings)).length).toBeGreaterThan(before + 5));
    const who = new Set((await rounds(settings)).slice(before + 1));
    expect([...who]).toHaveLength(1);
    const [leader = ""] = who;
    for (const [name, one] of ten) {
      expect(await metric(one, "oar_redox_leader")).toBe(name === leader ? 1 : 0);
      expect(await one.get("/readyz")).toEqual({ status: 200, text: name === leader ? "leader\n" : "standby\n" });
    }
    await ten.get(leader)?.stop();
    ten.delete(leader);
  }
});

test("backends that are terminated are replaced, and rounds go on", async () => {
  const settings = await oarDatabase();
  const two = [started(settings, "d0"), started(settings, "d1")];
  for (let turn = 0; turn < 3; turn++) {
    const before = (await rounds(settings)).length;
    await until(async () => expect((await rounds(settings)).length).toBeGreaterThan(before + 3));
    await withSession(settings, (session) => session.run(others));
  }
  const before = (await rounds(settings)).length;
  await until(async () => expect((await rounds(settings)).length).toBeGreaterThan(before + 3));
  const lost = await Promise.all(
    two.map((one) => metric(one, 'oar_redox_database_errors_total{code="connection_lost"}')),
  );
  expect(lost.reduce((sum, count) => sum + (count || 0), 0)).toBeGreaterThanOrEqual(3);
  for (const one of two) expect(one.log.some((line) => line.message === "the database was lost")).toBe(true);
});

test("a database that is not there is tried again, ever more seldom, and the daemon is not ready", async () => {
  const settings = await oarDatabase();
  let tries = 0;
  const one = started(settings, "one", {
    open: () => openSession(tries++ < 6 ? { ...settings, port: 1 } : settings),
  });
  await until(async () => expect(one.log.filter((line) => line.level === "error")).not.toHaveLength(0));
  expect(await one.get("/readyz")).toEqual({ status: 503, text: "connecting\n" });
  expect(await one.get("/healthz")).toMatchObject({ status: 200 });
  await until(async () => expect((await rounds(settings)).length).toBeGreaterThan(0));
  const pauses = one.log.filter((line) => line.level === "error").map((line) => line.again);
  expect(pauses).toEqual(["in 0.02 s", "in 0.04 s", "in 0.08 s", "in 0.16 s", "in 0.2 s", "in 0.2 s"]);
});

test("a daemon that still waits for the database stops at once, and closes what it gets later", async () => {
  const settings = await oarDatabase();
  let connect: (value: null) => void = () => undefined;
  const connecting = new Promise<null>((resolve) => {
    connect = resolve;
  });
  let late: Session | undefined;
  const one = started(settings, "one", {
    open: async () => {
      await connecting;
      late = await openSession(settings);
      return late;
    },
  });
  await until(async () => expect(await one.get("/readyz")).toMatchObject({ text: "connecting\n" }));
  await one.stop();
  connect(null);
  await until(async () => expect(late).toBeDefined());
  await until(async () => expect(late?.run("SELECT 1")).rejects.toMatchObject({ code: "closed" }));
});

test("a round that fails is tried again on the same session", async () => {
  const settings = await oarDatabase();
  const sessions = new Set<Session>();
  const round = async (lead: Lead): Promise<RoundOutcome> => {
    sessions.add(lead.session);
    if ((await rounds(settings)).length === 0) {
      await note(lead, "first");
      await lead.session.run("SELECT 1/0");
    }
    return note(lead, "later");
  };
  const one = started(settings, "one", { round });
  await until(async () => expect(await rounds(settings)).toContain("later"));
  expect(sessions.size).toBe(1);
  expect(await metric(one, "oar_redox_round_failures_total")).toBe(1);
  expect(await metric(one, 'oar_redox_database_errors_total{code="statement_failed"}')).toBe(1);
  expect(one.log).toContainEqual(expect.objectContaining({ level: "error", message: "a round failed" }));
});

test("who has lost the lock ends its session, and can lead again", async () => {
  const settings = await oarDatabase();
  let taken = false;
  const round = async (lead: Lead): Promise<RoundOutcome> => {
    if (!taken) await lead.session.run("SELECT pg_advisory_unlock_all()");
    taken = true;
    return note(lead, "one");
  };
  const one = started(settings, "one", { round });
  await until(async () => expect(await rounds(settings)).not.toHaveLength(0));
  expect(await metric(one, 'oar_redox_database_errors_total{code="not_leading"}')).toBe(1);
  expect(one.log.filter((line) => line.message === "this daemon leads")).toHaveLength(2);
});

test("told to stop, it ends the round first", async () => {
  const settings = await oarDatabase();
  let began = false;
  const round = async (lead: Lead): Promise<RoundOutcome> => {
    began = true;
    await sleep(0.5);
    expect(lead.signal.aborted).toBe(false);
    return note(lead, "one");
  };
  const one = start(settings, "one", { round });
  await vi.waitUntil(() => began, 10_000);
  const stopped = one.stop();
  expect(await one.get("/readyz")).toEqual({ status: 503, text: "stopping\n" });
  await stopped;
  expect(await rounds(settings)).toEqual(["one"]);
  expect(one.log.at(-1)).toMatchObject({ message: "stopped" });
  const left = await withSession(settings, (session) =>
    session.run("SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"),
  );
  expect(left).toEqual([]);
});

test("a round that takes too long is abandoned, and nothing of its group is written", async () => {
  const settings = await oarDatabase();
  let began = false;
  const round = async ({ session, signal }: Lead): Promise<RoundOutcome> => {
    await session.transaction(async (queries) => {
      await queries.run("INSERT INTO event_logs (type) VALUES ('ROUND')");
      began = true;
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await queries.run("INSERT INTO event_logs (type) VALUES ('ROUND')");
    });
    return { exitCode: 0 };
  };
  const one = start(settings, "one", { round, times: { patience: 0.3 } });
  await vi.waitUntil(() => began, 10_000);
  const begin = performance.now();
  await one.stop();
  expect(performance.now() - begin).toBeLessThan(3_000);
  expect(await rounds(settings)).toEqual([]);
  expect(one.log).toContainEqual(expect.objectContaining({ message: "what is under way is abandoned" }));
});

test("a statement that hangs does not keep it from stopping", async () => {
  const settings = await oarDatabase();
  let began = false;
  const round = async ({ session }: Lead): Promise<RoundOutcome> => {
    began = true;
    await session.run("SELECT pg_sleep(30)");
    return { exitCode: 0 };
  };
  const one = start(settings, "one", { round, times: { patience: 0.3 } });
  await vi.waitUntil(() => began, 10_000);
  const begin = performance.now();
  await one.stop();
  expect(performance.now() - begin).toBeLessThan(5_000);
});

test("a port that is taken is an error, and nothing was begun", async () => {
  const settings = await oarDatabase();
  const one = started(settings, "one");
  const { text } = await one.get("/healthz");
  expect(text).toBe("ok\n");
  const address = one.log.find((line) => "address" in line)?.address as string;
  const other = start(settings, "other", { port: Number(new URL(address).port) });
  await expect(other.stop()).rejects.toMatchObject({ code: "port" });
  expect(other.log).toEqual([]);
});

test("on an embedded database the period is all there is", async () => {
  const session = await embeddedSession();
  const one = start({} as ServerSettings, "one", { open: async () => session, times: { period: 0.01 } });
  await vi.waitUntil(async () => (await metric(one, 'oar_redox_rounds_total{exit_code="0"}')) > 3, 20_000);
  await one.stop();
  await expect(session.run("SELECT 1")).rejects.toMatchObject({ code: "closed" });
}, 180_000);
