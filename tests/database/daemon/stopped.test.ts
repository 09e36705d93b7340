/** A leader whose process is stopped: another one takes over, and when it goes on it writes nothing. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import type { ServerSettings } from "../../../ts/database/index.js";
import { BUILT } from "../../support/paths.js";
import { oarDatabase, withSession } from "../databases.js";

const CHILD = fileURLToPath(new URL("child.mjs", import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A daemon in a process of its own, and what it says. */
function startChild(settings: ServerSettings, name: string) {
  const { user, password, host, port, database } = settings;
  const secret = password === null ? "" : `:${encodeURIComponent(password)}`;
  const url = `postgres://${user}${secret}@${host}:${port}/${database}`;
  const child = spawn(process.execPath, [CHILD, `${BUILT}dist/`, url, name], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  let said = "";
  child.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  return { child, says: (text: string) => said.split(text).length - 1 };
}

/** Patience of a machine that is very busy. */
const PATIENCE = 120_000;
const until = (isSo: () => Promise<boolean> | boolean) => vi.waitUntil(isSo, { timeout: PATIENCE, interval: 50 });
const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

/** A database that notes of each event which backend wrote it, and whether that backend had the lock. */
async function auditedDatabase(): Promise<ServerSettings> {
  const settings = await oarDatabase();
  await withSession(settings, async (session) => {
    await session.run("CREATE TABLE writes (id serial, who text, pid int, lawful bool)");
    await session.run(`CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO writes (who, pid, lawful) SELECT NEW.description, pg_backend_pid(), EXISTS (
        SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid());
      RETURN NULL; END $$`);
    await session.run("CREATE TRIGGER audit AFTER INSERT ON event_logs FOR EACH ROW EXECUTE FUNCTION audit()");
  });
  return settings;
}

/** What was written, in its order. */
const writesOf = (settings: ServerSettings) =>
  withSession(settings, async (session) =>
    (await session.run("SELECT who, pid, lawful FROM writes ORDER BY id")).map(({ who, pid, lawful }) => ({
      who: String(who),
      pid: Number(pid),
      lawful: lawful === true,
    })),
  );

/**
 * Only who had the lock wrote, no group is half there, and no two backends wrote by turns: one that another one has
 * followed wrote nothing more. Which process leads is left open: on a busy machine one may lose its lease.
 */
function expectLawful(writes: Awaited<ReturnType<typeof writesOf>>): void {
  expect(writes.filter(({ lawful }) => !lawful)).toEqual([]);
  const pids = writes.map(({ pid }) => pid);
  for (const pid of new Set(pids)) expect([pid, pids.filter((one) => one === pid).length % 2]).toEqual([pid, 0]);
  const turns = pids.filter((pid, index) => pid !== pids[index - 1]);
  expect(turns).toHaveLength(new Set(pids).size);
}

test.each(["a round has ended", "in the middle of a group"])(
  "a leader that is stopped, when it says: %s",
  async (moment) => {
    const settings = await auditedDatabase();
    const writers = async () => (await writesOf(settings)).map(({ who }) => who);
    const first = startChild(settings, "first");
    await until(async () => (await writers()).includes("first"));
    const second = startChild(settings, "second");
    await until(() => second.says("stands by") > 0);
    const [said, lost] = [first.says(moment), first.says("the database was lost")];
    await until(() => first.says(moment) > said);
    first.child.kill("SIGSTOP");
    await until(async () => (await writers()).at(-1) === "second");
    const before = (await writesOf(settings)).length;
    const old = (await writesOf(settings)).filter(({ who }) => who === "first").at(-1)?.pid;
    first.child.kill("SIGCONT");
    // It finds its session ended, and comes back with another one.
    await until(() => first.says("the database was lost") > lost);
    await until(async () => (await writesOf(settings)).length > before + 4);
    const after = await writesOf(settings);
    expectLawful(after);
    expect(after.slice(before).filter(({ pid }) => pid === old)).toEqual([]);
    // The one that came back takes over in its turn.
    second.child.kill("SIGTERM");
    expect(await ended(second.child)).toBe(0);
    const left = (await writesOf(settings)).length;
    await until(async () => (await writers()).slice(left).includes("first"));
    expectLawful(await writesOf(settings));
  },
  3 * PATIENCE,
);

test(
  "ten processes at once: rounds are never run by two at a time",
  async () => {
    const settings = await auditedDatabase();
    const ten = Array.from({ length: 10 }, (_, index) => startChild(settings, `d${index}`));
    await until(() => ten.filter((one) => one.says("stands by") > 0).length >= 9);
    await until(async () => (await writesOf(settings)).length > 10);
    const before = await writesOf(settings);
    const leader = before.at(-1)?.who;
    ten[Number(leader?.slice(1))]?.child.kill("SIGKILL");
    await until(async () => (await writesOf(settings)).slice(before.length).some(({ who }) => who !== leader));
    expectLawful(await writesOf(settings));
    const holders = `SELECT FROM pg_locks JOIN pg_database ON oid = database
    WHERE locktype = 'advisory' AND granted AND datname = current_database()`;
    await until(async () => (await withSession(settings, (session) => session.run(holders))).length === 1);
  },
  3 * PATIENCE,
);
