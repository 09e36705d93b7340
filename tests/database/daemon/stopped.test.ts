/** A leader whose process is stopped: another one takes over, and when it goes on it writes nothing. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import type { ServerSettings } from "../../../ts/database/index.js";
import { BUILT } from "../../support/paths.js";
import { oarDatabase, withSession } from "../databases.js";
import { rounds } from "./daemons.js";

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

const until = (work: () => Promise<unknown>) => vi.waitFor(work, { timeout: 30_000, interval: 50 });
const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

test.each([0, 20, 40, 60])(
  "a leader that is stopped, %i ms into its round",
  async (delay) => {
    const settings = await oarDatabase();
    const first = startChild(settings, "first");
    await until(async () => expect(await rounds(settings)).toContain("first"));
    const second = startChild(settings, "second");
    await vi.waitUntil(() => second.says("stands by") > 0, 20_000);
    const count = first.says("a round has ended");
    await vi.waitUntil(() => first.says("a round has ended") > count, 20_000);
    await new Promise((resolve) => setTimeout(resolve, delay));
    first.child.kill("SIGSTOP");
    await until(async () => expect(await rounds(settings)).toContain("second"));
    const before = await rounds(settings);
    first.child.kill("SIGCONT");
    // It finds its session ended, and comes back as the one that stands by.
    await vi.waitUntil(() => first.says("the database was lost") > 0 && first.says("stands by") > 0, 20_000);
    await until(async () => expect((await rounds(settings)).length).toBeGreaterThan(before.length + 4));
    const after = await rounds(settings);
    expect(after.slice(before.length)).not.toContain("first");
    expect(after.indexOf("second")).toBeGreaterThan(after.lastIndexOf("first"));
    // No group is half there.
    expect(after.filter((name) => name === "first").length % 2).toBe(0);
    // The one that came back takes over in its turn.
    second.child.kill("SIGTERM");
    expect(await ended(second.child)).toBe(0);
    await until(async () => expect((await rounds(settings)).at(-1)).toBe("first"));
  },
  90_000,
);

test("ten processes at once: rounds are never run by two at a time", async () => {
  const settings = await oarDatabase();
  const ten = Array.from({ length: 10 }, (_, index) => startChild(settings, `d${index}`));
  await until(async () => expect((await rounds(settings)).length).toBeGreaterThan(10));
  await vi.waitUntil(() => ten.filter((one) => one.says("stands by") > 0).length === 9, 30_000);
  expect(new Set(await rounds(settings)).size).toBe(1);
  const leader = ten.find((one) => one.says("this daemon leads") > 0);
  leader?.child.kill("SIGKILL");
  await until(async () => expect(new Set(await rounds(settings)).size).toBe(2));
  const changes = (await rounds(settings)).filter((name, index, all) => index > 0 && name !== all[index - 1]);
  expect(changes).toHaveLength(1);
  const holders = await withSession(settings, (session) =>
    session.run(`SELECT FROM pg_locks JOIN pg_database ON oid = database
      WHERE locktype = 'advisory' AND granted AND datname = current_database()`),
  );
  expect(holders).toHaveLength(1);
}, 90_000);
