/** A password in the address of the database: who can see it. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { MAIN } from "../commands/program.js";

/** The command line of a process; empty, if it has ended. */
function commandLine(pid: string | number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** The processes that a process has begun. */
function childrenOf(parent: number): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/stat`, "utf8")
            .replace(/^.*\) /s, "")
            .split(" ")[1] === String(parent)
        );
      } catch {
        return false;
      }
    });
}

test.skipIf(!existsSync("/proc/self/stat"))("neither the list of processes nor what is said has it", async () => {
  // A server that never answers, so that the program can be looked at.
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket.on("error", () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const child = spawn(process.execPath, [MAIN, "meta", "--database", `postgres://me:hunter2@127.0.0.1:${port}/oar`], {
    env: { ...process.env, OARCONFFILE: "" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  try {
    await expect.poll(() => sockets.length, { timeout: 60_000 }).toBe(1);
    const children = childrenOf(child.pid ?? 0);
    expect(children).toHaveLength(1);
    const lines = [child.pid ?? 0, ...children].map(commandLine);
    expect(lines[1]).toContain("meta");
    expect(lines.join()).not.toContain("hunter2");
    for (const socket of sockets) socket.destroy();
    expect(await ended).toBe(1);
    expect(said).toContain("oar-redox: ");
    expect(said).not.toContain("hunter2");
  } finally {
    child.kill("SIGKILL");
    server.close();
  }
});
