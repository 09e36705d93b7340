import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Commands } from "./commands.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "oar-redox-exec-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function program(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** An ssh that does here what it is to do there; `oardo` writes down who it is to become and its arguments. */
function host(oardo = ""): { OPENSSH_CMD: string; TIMEOUT_SSH: number; lines: (name: string) => string[] } {
  const told = (name: string) => join(folder, name);
  for (const name of ["ssh.told", "oardo.told"]) rmSync(told(name), { force: true });
  program("oardo", `printf '%s\\n' "$OARDO_BECOME_USER" "$@" >> "${told("oardo.told")}"\n${oardo}`);
  const ssh = program(
    "ssh",
    `printf '%s\\n' "$1" "$2" "$3" "$4" "$5" >> "${told("ssh.told")}"
     PATH="${folder}:$PATH"; export PATH; exec sh -c "$6"`,
  );
  const lines = (name: string) =>
    existsSync(told(name)) ? readFileSync(told(name), "utf8").trimEnd().split("\n") : [];
  return { OPENSSH_CMD: `${ssh} -p 6667`, TIMEOUT_SSH: 60, lines };
}

const job = { id: 7, user: "alice", name: "sim", infoType: "front:41001" };
const told = { tag: "ERROR", text: "Job stopped." };

test("a command is run on the host of the client, as the owner, and is told of the job", async () => {
  const { lines, ...settings } = host();
  const commands = new Commands(settings);
  expect(await commands.run({ job, words: ["/home/alice/told", "--once"], ...told })).toBeNull();
  await commands.close(5_000);
  expect(lines("ssh.told")).toEqual(["-p", "6667", "-x", "-T", "front"]);
  expect(lines("oardo.told")).toEqual(["alice", "/home/alice/told", "--once", "7", "sim", "ERROR", "Job stopped."]);
});

test("no word is text for a shell, neither here nor there", async () => {
  const { lines, ...settings } = host();
  const commands = new Commands(settings);
  const words = ["it's", "$(touch x)", "; id", "`id`", "*"];
  const hostile = { ...job, name: "a'; touch y #\nb", infoType: "front:" };
  expect(await commands.run({ job: hostile, words, ...told })).toBeNull();
  expect(lines("oardo.told")).toEqual(["alice", ...words, "7", "a'; touch y # b", "ERROR", "Job stopped."]);
});

test.each([
  [{ infoType: null }, "it is not known where the job was submitted"],
  [{ infoType: "-oProxyCommand=id:41001" }, "it is not known where the job was submitted"],
  [{ infoType: "front" }, "it is not known where the job was submitted"],
  [{ user: "root" }, "the owner of the job is no user for whom commands are run"],
  [{ user: "a b" }, "the owner of the job is no user for whom commands are run"],
  [{ user: "-x" }, "the owner of the job is no user for whom commands are run"],
  [{ user: "" }, "the owner of the job is no user for whom commands are run"],
])("%j: nothing is run", async (row, why) => {
  const { lines, ...settings } = host();
  expect(await new Commands(settings).run({ job: { ...job, ...row }, words: ["x"], ...told })).toBe(why);
  expect(lines("ssh.told")).toEqual([]);
});

test("a command that fails, or takes too long, is told; the end of the round ends what is under way", async () => {
  const { lines: _, ...settings } = host("exit 3");
  const run = (commands: Commands) => commands.run({ job, words: ["x"], ...told });
  expect(await run(new Commands(settings))).toBe("ssh ended with status 3");
  host("sleep 60");
  expect(await run(new Commands({ ...settings, TIMEOUT_SSH: 1 }))).toBe("ssh ran into its time limit");
  const commands = new Commands(settings);
  const running = Array.from({ length: 20 }, () => run(commands));
  await commands.close(300);
  const ends = await Promise.all(running);
  expect(ends.slice(0, 16)).toEqual(Array(16).fill("ssh ran into its time limit"));
  expect(ends.slice(16)).toEqual(Array(4).fill("the round is over"));
});
