import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runExternalScheduler } from "./external.js";

const folder = mkdtempSync(join(tmpdir(), "oar-redox-schedulers-"));
afterAll(() => rmSync(folder, { recursive: true }));

function program(name: string, text: string, mode = 0o755): void {
  writeFileSync(join(folder, name), text, { mode });
}

program("tells", `#!/bin/sh\necho "$#|$1|$2|$3"\npwd\n`);
program("fails", "#!/bin/sh\nexit 3\n");
program("dies", "#!/bin/sh\nkill -9 $$\n");
program("bytes", "#!/bin/sh\nprintf 'good\\n\\377\\nlast'\n");
program("hangs", "#!/bin/sh\necho begun\nsleep 600 &\nwait\n");
program("not-executable", "#!/bin/sh\n", 0o644);

async function run(policy: string, queue = "default", path: string | null = folder) {
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(`warning ${line}`) };
  const outcome = await runExternalScheduler({ path, policy, queue, now: 1_700_000_000, timeZone: "Asia/Tokyo", log });
  return { ...outcome, lines };
}

test("it is told queue, date and local date, and its output is logged", async () => {
  expect(await run("tells", "a queue; ls")).toEqual({
    success: true,
    why: null,
    lines: ["tells: 3|a queue; ls|1700000000|2023-11-15 07:13:20", `tells: ${process.cwd()}`],
  });
});

test("lines that are not UTF-8 are only told as such", async () => {
  const { success, lines } = await run("bytes");
  expect(success).toBe(true);
  expect(lines).toEqual(["bytes: good", "warning bytes: a line that is not UTF-8", "bytes: last"]);
});

test.each([
  ["fails", "ended with status 3"],
  ["dies", "was ended by SIGKILL"],
  ["absent", "could not be started: "],
  ["not-executable", "could not be started: "],
])("%s is no success", async (policy, why) => {
  expect(await run(policy)).toEqual({ success: false, why: expect.stringContaining(why), lines: [] });
});

test.each(["", ".", "..", "../tells", "/bin/true", "./tells", "tells/", "a\0b"])("%j is not run", async (policy) => {
  const { success, why } = await run(policy);
  expect(success).toBe(false);
  expect(why).toContain("could not be started");
});

test("without a folder it is looked up in PATH", async () => {
  expect(await run("true", "default", null)).toMatchObject({ success: true });
  expect(await run("no-such-scheduler", "default", null)).toMatchObject({ success: false });
});

test("it can be ended, with all that it began", async () => {
  const stop = new AbortController();
  // It is ended as soon as it says something.
  const log = { info: () => stop.abort() };
  const scheduler = { path: folder, policy: "hangs", queue: "default", now: 0, timeZone: "UTC", log };
  const outcome = await runExternalScheduler({ ...scheduler, abort: stop.signal });
  expect(outcome).toEqual({ success: false, why: "ran into its time limit" });
});
