/** `oar-redox serve` in external mode: whatever a scheduler does, the daemon goes on; when it stops nothing stays behind. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openSession, type ServerSettings, type Session } from "../../../ts/database/index.js";
import { prepare } from "../cases/prepare.js";
import { MAIN, urlOf } from "../commands/program.js";
import { oarDatabase } from "../databases.js";
import { resources } from "../round/support.js";

/** Seconds for which a scheduler hangs: nobody waits for that. */
const LONG = 1000;

let [settings, session, folder] = [{} as ServerSettings, {} as Session, ""];
let daemon: Daemon | null = null;
beforeEach(async () => {
  settings = await oarDatabase();
  session = await openSession(settings);
  folder = mkdtempSync(join(tmpdir(), "oar-redox-serve-"));
  mkdirSync(join(folder, "schedulers"));
});
afterEach(async () => {
  daemon?.child.kill("SIGKILL");
  for (const pid of pids()) if (isAlive(pid)) process.kill(pid, "SIGKILL");
  await session.close();
  rmSync(folder, { recursive: true });
});

interface Daemon {
  readonly child: ChildProcess;
  /** Its status, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
  /** The lines of its log. */
  readonly log: Readonly<Record<string, unknown>>[];
}

/** Programs of this text, one for each name; each writes down its process, and the queue that it is called for. */
function schedulers(texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) {
    const file = join(folder, "schedulers", name);
    writeFileSync(file, `#!/bin/sh\necho $$ >> ${folder}/pids\necho "$1" >> ${folder}/calls\n${text}\n`);
    chmodSync(file, 0o755);
  }
}

/** What leaves a process of its own behind, which holds the output. */
const LEAVES = `sleep ${LONG} & echo $! >> "$(dirname "$0")/../pids"`;

const linesOf = (name: string): string[] =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8").trim().split("\n") : [];
const pids = (): number[] => linesOf("pids").map(Number);
const calls = (queue: string): number => linesOf("calls").filter((name) => name === queue).length;

/** Whether a process does something still: one that nobody has asked for its status does not. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** A database with these queues, named as their schedulers. */
async function site(queues: readonly string[]): Promise<void> {
  await prepare(session, {
    resourceColumns: [],
    before: {
      queues: queues.map((queue_name, index) => ({ queue_name, priority: 100 - index, scheduler_policy: queue_name })),
      resources: resources(2),
    },
  });
}

function serve(...args: string[]): Daemon {
  const config = join(folder, "oar.conf");
  writeFileSync(config, `METASCHEDULER_MODE=external\nSCHEDULERS_PATH=${folder}/schedulers\n`);
  const options = ["--period", "0.3", "--throttle", "0.1", "--port", "0", "--notify-to", join(folder, "sent")];
  const { password } = settings;
  const child = spawn(
    process.execPath,
    [MAIN, "serve", "--config", config, "--database", `${urlOf(settings)}?sslmode=disable`, ...options, ...args],
    {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...(password !== null && { PGPASSWORD: password }) },
    },
  );
  const log: Record<string, unknown>[] = [];
  let rest = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) log.push(line.startsWith("{") ? JSON.parse(line) : { message: line });
  });
  const ended = new Promise<number | string | null>((resolve) =>
    child.on("exit", (code, signal) => resolve(code ?? signal)),
  );
  daemon = { child, ended, log };
  return daemon;
}

const until = (condition: () => boolean | Promise<boolean>) =>
  vi.waitUntil(condition, { timeout: 40_000, interval: 20 });
const active = async (): Promise<unknown[]> =>
  (await session.run("SELECT queue_name FROM queues WHERE state = 'Active' ORDER BY 1")).map((row) => row.queue_name);

test("it fails, crashes or is killed: its queue is disabled, nothing of it stays, and rounds go on", async () => {
  const failing = {
    one: "exit 1",
    two: "exit 2",
    most: "exit 200",
    killed: "kill -9 $$",
    ended: "kill -TERM $$",
    crashed: "kill -SEGV $$",
    leaving: `${LEAVES}\nexit 3`,
    shot: `${LEAVES}\nkill -9 $$`,
  };
  schedulers({ ...failing, fine: "echo planned" });
  await site([...Object.keys(failing), "missing", "fine"]);
  const { child, ended, log } = serve();
  await until(() => calls("fine") >= 3);
  expect(await active()).toEqual(["fine"]);
  for (const name of Object.keys(failing)) expect([name, calls(name)]).toEqual([name, 1]);
  const told = log.filter(({ message }) => String(message).startsWith("an external scheduler failed"));
  expect(Object.fromEntries(told.map(({ queue, why }) => [queue, why]))).toEqual({
    one: "ended with status 1",
    two: "ended with status 2",
    most: "ended with status 200",
    killed: "was ended by SIGKILL",
    ended: "was ended by SIGTERM",
    crashed: "was ended by SIGSEGV",
    leaving: "ended with status 3",
    shot: "was ended by SIGKILL",
    missing: expect.stringContaining("could not be started"),
  });
  expect(log.filter(({ message }) => message === "a round failed")).toEqual([]);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(pids().filter(isAlive)).toEqual([]);
}, 60_000);

const HANGS = { hangs: `${LEAVES}\nsleep ${LONG}` };

test.each([
  ["the patience is over", ["--patience", "0.5"], 1],
  ["it is told a second time", ["--patience", String(LONG)], 2],
] as const)(
  "it hangs, and the daemon is to stop: %s, and nothing stays; the queue does",
  async (_, args, signals) => {
    schedulers(HANGS);
    await site(["hangs"]);
    const { child, ended, log } = serve(...args);
    await until(() => pids().length === 2);
    expect(pids().map(isAlive)).toEqual([true, true]);
    for (let count = 1; count <= signals; count++) {
      child.kill("SIGTERM");
      await until(() => log.filter(({ message }) => String(message).startsWith("told to stop")).length === count);
    }
    expect(await ended).toBe(0);
    await until(() => pids().every((pid) => !isAlive(pid)));
    expect(log).toContainEqual(expect.objectContaining({ message: "what is under way is abandoned" }));
    expect(await active()).toEqual(["hangs"]);
  },
  60_000,
);

test("a service manager ends all processes at once: the queue is not blamed", async () => {
  schedulers({ waits: `sleep ${LONG}`, fine: "true" });
  await site(["waits", "fine"]);
  const { child, ended, log } = serve("--patience", String(LONG));
  await until(() => pids().length === 1);
  const [group = 0] = pids();
  // The other way round than it would be convenient.
  process.kill(-group, "SIGTERM");
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(await active()).toEqual(["fine", "waits"]);
  expect(log.some(({ message }) => String(message).startsWith("an external scheduler was interrupted"))).toBe(true);
  // The round came to its end.
  expect(calls("fine")).toBe(1);
}, 60_000);

test("the session is lost while it hangs: it is ended, since another daemon may lead; then all begins anew", async () => {
  schedulers(HANGS);
  await site(["hangs"]);
  const { child, ended, log } = serve("--lease", "1", "--patience", "0.1");
  await until(() => pids().length === 2);
  const before = pids();
  await session.run(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  await until(() => pids().length === 4);
  expect(before.filter(isAlive)).toEqual([]);
  expect(log.filter(({ message }) => message === "this daemon leads")).toHaveLength(2);
  expect(await active()).toEqual(["hangs"]);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  await until(() => pids().every((pid) => !isAlive(pid)));
}, 60_000);
