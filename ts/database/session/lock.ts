/** The lock file of an embedded database: PGlite has none of its own, and two processes would corrupt it silently. */
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { DatabaseError } from "./errors.js";

/** Locks this process holds: the file alone would let it in twice. */
const held = new Set<string>();

/**
 * Takes the lock beside the directory, `DIRECTORY.lock`. One that a dead process of this machine left is taken over.
 *
 * @returns gives it back
 * @throws DatabaseError `locked`, `connect_failed`
 */
export function lockDirectory(directory: string): () => void {
  const owner = `${process.pid} ${hostname()}`;
  let file = `${resolve(directory)}.lock`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    file = `${realPath(directory)}.lock`;
    if (held.has(file) || !(created(file, owner) || takenOver(file, owner))) throw locked(file);
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw new DatabaseError("connect_failed", `${file}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
  held.add(file);
  return () => {
    // Somebody who thought it was left over may have deleted it, and somebody else have taken it.
    if (held.delete(file) && content(file) === owner) rmSync(file, { force: true });
  };
}

/** One directory has one lock, by whatever links one comes to it. */
function realPath(directory: string): string {
  if (existsSync(directory)) return realpathSync(directory);
  const path = resolve(directory);
  return join(realpathSync(dirname(path)), basename(path));
}

/** Replaces the lock of a dead process. Only one of several that try it gets a file named after the dead one. */
function takenOver(file: string, owner: string): boolean {
  const former = content(file);
  const [pid = "", host] = former.split(" ");
  if (!/^\d+$/.test(pid) || host !== hostname() || alive(Number(pid))) return false;
  const claim = `${file}.${pid}`;
  if (!created(claim, owner)) return false;
  try {
    if (content(file) !== former) return false;
    unlinkSync(file);
    return created(file, owner);
  } finally {
    unlinkSync(claim);
  }
}

/** Makes the file; `false`: it is there already. */
function created(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function content(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Whether another process has this number. One with our own number is a dead one: what we hold is in `held`. */
function alive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function locked(file: string): DatabaseError {
  const [pid = ""] = content(file).split(" ");
  const who = pid === String(process.pid) ? "this process" : `process ${pid || "unknown"}`;
  return new DatabaseError("locked", `${who} has the embedded database; if it does not run any more, delete ${file}`);
}
