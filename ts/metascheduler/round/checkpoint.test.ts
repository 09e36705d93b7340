import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { failureOf, runProcess } from "../processes/run.js";
import { hostOf, remoteCommand } from "./checkpoint.js";

const HOSTS = { COSYSTEM_HOSTNAME: "co", DEPLOY_HOSTNAME: "depot" };

test.each([
  ["n1", [], "n1"],
  [null, [], "co"],
  [null, ["deploy"], "co"],
  ["n1", ["cosystem"], "co"],
  ["n1", ["deploy=debian", "besteffort"], "depot"],
  ["n1", ["deploy", "cosystem"], "co"],
  ["n1", ["deployed", "x=deploy"], "n1"],
])("a job on %s with the types %j is run from %s", (node, typeTexts, expected) => {
  expect(hostOf({ node, typeTexts }, HOSTS)).toBe(expected);
});

/** A program that says when it is ready, and what signals it gets. */
function listener(): { child: ChildProcess; heard: (text: string) => Promise<void> } {
  const script = "process.on('SIGUSR2', () => console.log('USR2')); console.log('ready'); setTimeout(() => 0, 3e4)";
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout?.on("data", (data) => {
    output += data;
  });
  const heard = async (text: string) => {
    while (!output.includes(text)) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  return { child, heard };
}

test("the remote command wakes and signals the process whose number is in the file, and nothing else", async () => {
  const root = mkdtempSync(join(tmpdir(), "oar-redox-pid-"));
  const folder = join(root, "it's $HOME; `touch here`");
  mkdirSync(folder);
  const settings = { OAREXEC_DIRECTORY: folder, OAREXEC_PID_FILE_NAME: 'p"&_' };
  const file = join(folder, 'p"&_7');
  // As sshd has a shell do it.
  const run = async () =>
    failureOf(await runProcess({ argv: ["sh", "-c", remoteCommand(settings, 7)], seconds: 10, env: { HOME: "no" } }));
  const { child, heard } = listener();
  try {
    await heard("ready");
    child.kill("SIGSTOP");
    writeFileSync(file, `${child.pid}\n`);
    expect(await run()).toBeNull();
    await heard("USR2");
    for (const content of ["", "-1", "0", "1 2", `${child.pid}; true`, "x"]) {
      writeFileSync(file, content);
      expect(await run(), content).toBe("ended with status 1");
    }
    rmSync(file);
    expect(await run()).toBe("ended with status 1");
  } finally {
    child.kill("SIGKILL");
    rmSync(root, { recursive: true });
  }
});
