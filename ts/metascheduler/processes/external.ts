/** The child of external mode (section 6 of the database reference). */
import { type ChildProcess, spawn } from "node:child_process";
import type { Logger } from "../../engine/index.js";
import { localTime } from "../local-time.js";
import { readLines } from "./lines.js";
import { ending, failureOf, killGroup, notStarted, type ProcessOutcome } from "./run.js";

/** An external scheduler, and what it is told. */
export interface ExternalScheduler {
  /** `SCHEDULERS_PATH`; `null`: the program is looked up in PATH. */
  readonly path: string | null;
  /** `queues.scheduler_policy`: the name of the program's file. */
  readonly policy: string;
  readonly queue: string;
  /** Date of the round, epoch seconds. */
  readonly now: number;
  /** IANA zone of the date that it is told as text. */
  readonly timeZone: string;
  readonly log: Logger;
  /** Variables added to the environment of this process. Default: none. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * Ends it with all that it began; it has a process group of its own then, of which nothing is left when it fails.
   * Default: nothing does.
   */
  readonly abort?: AbortSignal | undefined;
}

/** What came of it. */
export interface ExternalRun {
  /** It ended with status 0. */
  readonly success: boolean;
  /** Why not, to go on after the name of the program; `null`: it did. */
  readonly why: string | null;
}

/**
 * Runs the external scheduler of a queue, with the arguments queue, date and local date. It has the environment, the
 * folder, the standard input and the standard error of this process; its standard output goes to the log, a line each.
 * There is no time limit and no shell. A name that is no plain file name is not run: queues are rows of a database, and
 * must not choose programs outside the folder. Never throws.
 */
export async function runExternalScheduler(scheduler: ExternalScheduler): Promise<ExternalRun> {
  const why = failureOf(await run(scheduler));
  return { success: why === null, why };
}

async function run({
  path,
  policy,
  queue,
  now,
  timeZone,
  log,
  environment,
  abort,
}: ExternalScheduler): Promise<ProcessOutcome> {
  if (policy === "" || policy === "." || policy === ".." || policy.includes("/")) {
    return notStarted("scheduler_policy must be the name of a file, without a folder");
  }
  const program = path === null ? policy : `${path}/${policy}`;
  let child: ChildProcess;
  try {
    const args = [queue, String(now), localTime(now, timeZone)];
    child = spawn(program, args, {
      detached: abort !== undefined,
      env: { ...process.env, ...environment },
      stdio: ["inherit", "pipe", "inherit"],
    });
  } catch (error) {
    return notStarted((error as Error).message);
  }
  if (child.stdout !== null) {
    readLines(child.stdout, (line, valid) => {
      if (valid) log.info?.(`${policy}: ${line}`, { queue });
      else log.warn?.(`${policy}: a line that is not UTF-8`, { queue });
    });
  }
  child.on("exit", (code) => {
    // What is left of one that failed must neither write to the plan nor keep the round waiting for its output.
    if (abort !== undefined && code !== 0) killGroup(child);
  });
  return ending(child, null, abort);
}
