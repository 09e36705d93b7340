import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lockDirectory } from "./lock.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "oar-lock-")));
afterAll(() => rmSync(folder, { recursive: true }));

const locked = (message: string) =>
  expect.objectContaining({ code: "locked", message: expect.stringContaining(message) });
/** The number of a process that has ended. */
const dead = () => spawnSync(process.execPath, ["-e", ""]).pid;

test("a directory is locked once, and again when it was given back", () => {
  const directory = join(folder, "new", "once");
  const unlock = lockDirectory(directory);
  expect(readFileSync(`${directory}.lock`, "utf8")).toBe(`${process.pid} ${hostname()}`);
  expect(() => lockDirectory(directory)).toThrow(locked("this process"));
  unlock();
  unlock();
  expect(existsSync(`${directory}.lock`)).toBe(false);
  lockDirectory(directory)();
});

test.each([
  ["a process that runs", `${process.ppid} ${hostname()}`],
  ["a process of another machine", `${dead()} elsewhere`],
  ["nobody knows whom", "what"],
])("the lock of %s is kept", (_, owner) => {
  const directory = join(folder, "kept");
  writeFileSync(`${directory}.lock`, owner);
  expect(() => lockDirectory(directory)).toThrow(locked(`${directory}.lock`));
  expect(readFileSync(`${directory}.lock`, "utf8")).toBe(owner);
});

test.each([
  ["a process that has ended", dead()],
  // Started anew, a container has the same numbers.
  ["a former process with the number of this one", process.pid],
])("the lock of %s is taken over", (_, pid) => {
  const directory = join(folder, "taken");
  writeFileSync(`${directory}.lock`, `${pid} ${hostname()}`);
  const unlock = lockDirectory(directory);
  expect(readFileSync(`${directory}.lock`, "utf8")).toBe(`${process.pid} ${hostname()}`);
  expect(existsSync(`${directory}.lock.${pid}`)).toBe(false);
  unlock();
});

test("a directory and a link to it have one lock", () => {
  const directory = join(folder, "real");
  mkdirSync(directory);
  symlinkSync(directory, join(folder, "link"));
  const unlock = lockDirectory(directory);
  expect(() => lockDirectory(join(folder, "link"))).toThrow(locked("real.lock"));
  unlock();
});

test("a lock that others have deleted, or taken meanwhile, is left to them", () => {
  const file = join(folder, "gone.lock");
  const unlock = lockDirectory(join(folder, "gone"));
  rmSync(file);
  unlock();
  const again = lockDirectory(join(folder, "gone"));
  writeFileSync(file, "1 elsewhere");
  again();
  expect(readFileSync(file, "utf8")).toBe("1 elsewhere");
});

test("while somebody else takes a lock over, it stays locked", () => {
  const directory = join(folder, "claimed");
  const pid = dead();
  writeFileSync(`${directory}.lock`, `${pid} ${hostname()}`);
  writeFileSync(`${directory}.lock.${pid}`, "1 other");
  expect(() => lockDirectory(directory)).toThrow(locked("claimed.lock"));
});

test("a place that cannot be written is an error of its own", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => lockDirectory(join(folder, "file", "below"))).toThrow(
    expect.objectContaining({ code: "connect_failed" }),
  );
});
