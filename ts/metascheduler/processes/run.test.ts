import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { LONGEST_LINE } from "./lines.js";
import { type ProcessRequest, runProcess } from "./run.js";

/** Runs a program and collects its lines. */
async function collect(request: Omit<ProcessRequest, "onLine">) {
  const lines: string[] = [];
  const outcome = await runProcess({ ...request, onLine: (line, stream) => lines.push(`${stream}: ${line}`) });
  return { outcome, lines };
}

const node = (script: string): string[] => [process.execPath, "-e", script];
const seconds = null;

test("a program ends with a status, and its output comes line by line", async () => {
  const script = "console.log('one'); console.error('two'); process.stdout.write('three'); process.exitCode = 3";
  const { outcome, lines } = await collect({ argv: node(script), seconds });
  expect(outcome).toEqual({ kind: "ended", code: 3, signal: null });
  expect(lines.sort()).toEqual(["stderr: two", "stdout: one", "stdout: three"]);
});

test("it reads its input to the end; without one there is none", async () => {
  expect((await collect({ argv: ["cat"], input: "é\nb\n", seconds })).lines).toEqual(["stdout: é", "stdout: b"]);
  expect(await collect({ argv: ["cat"], seconds })).toEqual({
    outcome: { kind: "ended", code: 0, signal: null },
    lines: [],
  });
});

test("a program that does not read its input is no error", async () => {
  const { outcome } = await collect({ argv: ["true"], input: "x".repeat(1_000_000), seconds });
  expect(outcome).toEqual({ kind: "ended", code: 0, signal: null });
});

test("arguments are no text for a shell", async () => {
  const argv = ["echo", "$HOME; `id` > /dev/null", "*"];
  expect((await collect({ argv, seconds })).lines).toEqual(["stdout: $HOME; `id` > /dev/null *"]);
});

test("variables are added and taken away", async () => {
  const script = "console.log(process.env.ADDED, process.env.HOME, typeof process.env.PATH)";
  const { lines } = await collect({ argv: node(script), env: { ADDED: "yes", HOME: undefined }, seconds });
  expect(lines).toEqual(["stdout: yes undefined string"]);
});

test("no program gets the password of the database", async () => {
  const before = process.env.PGPASSWORD;
  process.env.PGPASSWORD = "secret";
  try {
    expect((await collect({ argv: node("console.log(process.env.PGPASSWORD)"), seconds })).lines).toEqual([
      "stdout: undefined",
    ]);
  } finally {
    if (before === undefined) delete process.env.PGPASSWORD;
    else process.env.PGPASSWORD = before;
  }
});

test("a program that is aborted ends with all that it has begun", async () => {
  const abort = new AbortController();
  const begun = performance.now();
  const argv = ["sh", "-c", "sleep 60 & echo begun; wait"];
  const outcome = runProcess({ argv, seconds: 60, abort: abort.signal, onLine: () => abort.abort() });
  expect(await outcome).toEqual({ kind: "timeout" });
  expect(performance.now() - begun).toBeLessThan(30_000);
  expect(await runProcess({ argv: ["sleep", "60"], seconds: null, abort: abort.signal })).toEqual({ kind: "timeout" });
});

test("a signal is told", async () => {
  const { outcome } = await collect({
    argv: node("process.kill(process.pid, 'SIGTERM'); setTimeout(() => 0, 9e3)"),
    seconds,
  });
  expect(outcome).toEqual({ kind: "ended", code: null, signal: "SIGTERM" });
});

test.each([
  [["/nowhere/at-all"], "ENOENT"],
  [["no-such-program-in-path"], "ENOENT"],
  [["/dev/null"], "EACCES"],
  [["echo", "a\0b"], "null bytes"],
  [[], "empty"],
  [[""], "empty"],
])("%j is not started", async (argv, why) => {
  const outcome = await runProcess({ argv, seconds: 5 });
  expect(outcome).toEqual({ kind: "not_started", why: expect.stringContaining(why) });
});

test("when the time is over the whole group is killed", async () => {
  const script = `
    const child = require("node:child_process").spawn("sleep", ["60"], { stdio: "inherit" });
    console.log(child.pid);
    setTimeout(() => 0, 60_000);`;
  const begin = Date.now();
  const { outcome, lines } = await collect({ argv: node(script), seconds: 5 });
  expect(outcome).toEqual({ kind: "timeout" });
  expect(Date.now() - begin).toBeLessThan(50_000);
  const grandchild = Number(lines[0]?.replace("stdout: ", ""));
  expect(grandchild).toBeGreaterThan(0);
  await expect.poll(() => isRunning(grandchild)).toBe(false);
});

test("what a program leaves behind does not make it fail, and is not waited for after the time limit", async () => {
  const script = `
    const options = { stdio: "inherit", detached: true };
    require("node:child_process").spawn("sleep", ["20"], options).unref();`;
  const { outcome } = await collect({ argv: node(script), seconds: 5 });
  expect(outcome).toEqual({ kind: "ended", code: 0, signal: null });
});

test("bytes that are no UTF-8 are told as such", async () => {
  const lines: [string, boolean][] = [];
  const argv = node("process.stdout.write(Buffer.from([97, 0xff, 10, 98, 13, 10]))");
  await runProcess({ argv, seconds, onLine: (line, _, valid) => lines.push([line, valid]) });
  expect(lines).toEqual([
    ["a\ufffd", false],
    ["b", true],
  ]);
});

test("a line that never ends comes in pieces, and a listener that throws changes nothing", async () => {
  const lengths: number[] = [];
  const argv = node(`process.stdout.write("x".repeat(${LONGEST_LINE * 2 + 5}))`);
  const onLine = (line: string) => {
    lengths.push(line.length);
    throw new Error("listener");
  };
  expect(await runProcess({ argv, seconds, onLine })).toEqual({ kind: "ended", code: 0, signal: null });
  expect(lengths).toEqual([LONGEST_LINE, LONGEST_LINE, 5]);
});

/** Whether a process does something still: one that nobody has asked for its status yet does not. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}
