/** A program that is run to its end, or to its time limit. */
import { type ChildProcess, spawn } from "node:child_process";
import { readLines } from "./lines.js";

/**
 * Receives each line that a program writes, without its end; lines above 64 KiB come in pieces. What it throws is
 * ignored.
 *
 * @param valid whether the line is UTF-8; if not, replacement characters stand for what is not
 */
export type OnLine = (line: string, stream: "stdout" | "stderr", valid: boolean) => void;

/** Variables in which the password of the database may be: programs of the site have no use for it. */
const SECRETS = { PGPASSWORD: undefined, OAR_REDOX_DATABASE: undefined };

/** A program to be run. */
export interface ProcessRequest {
  /** The program, looked up in PATH if it has no `/`, and its arguments. */
  readonly argv: readonly string[];
  /** What it reads from its standard input, which ends after that. Default: nothing. */
  readonly input?: string;
  /** Time limit in seconds, above 0; `null`: none. */
  readonly seconds: number | null;
  /**
   * Variables added to the environment of this process, from which the password of the database is taken away;
   * `undefined` takes another one away. Default: none.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends it as if its time was over. */
  readonly abort?: AbortSignal;
  readonly onLine?: OnLine;
}

/** What came of a program. */
export type ProcessOutcome =
  /** It ended with a status, or by a signal: one of both is `null`. */
  | { readonly kind: "ended"; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  /** It was killed when its time was over. */
  | { readonly kind: "timeout" }
  | { readonly kind: "not_started"; readonly why: string };

/**
 * Runs a program and waits until it has ended and its output is closed. With a time limit it has a process group of its
 * own, and all of the group is killed when the time is over; if the program itself had ended by then, and only
 * something that it left behind still held its output, it has ended with its status all the same.
 *
 * There is no shell. Never throws.
 */
export function runProcess(request: ProcessRequest): Promise<ProcessOutcome> {
  const { argv, input, seconds, env, abort, onLine } = request;
  const [program, ...args] = argv;
  if (program === undefined || program === "") return Promise.resolve(notStarted("the command is empty"));
  let child: ChildProcess;
  try {
    child = spawn(program, args, {
      detached: seconds !== null || abort !== undefined,
      env: { ...process.env, ...SECRETS, ...env },
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
  } catch (error) {
    return Promise.resolve(notStarted((error as Error).message));
  }
  if (onLine !== undefined) {
    if (child.stdout !== null) readLines(child.stdout, (line, valid) => onLine(line, "stdout", valid));
    if (child.stderr !== null) readLines(child.stderr, (line, valid) => onLine(line, "stderr", valid));
  } else {
    child.stdout?.resume();
    child.stderr?.resume();
  }
  // A program need not read what it is given.
  child.stdin?.on("error", () => undefined).end(input);
  return ending(child, seconds, abort);
}

/** Waits for the end of a program. With a time limit, or what may abort it, it must lead a process group. */
export function ending(child: ChildProcess, seconds: number | null, abort?: AbortSignal): Promise<ProcessOutcome> {
  return new Promise((resolve) => {
    let exit: ProcessOutcome | null = null;
    const stop = () => {
      killGroup(child);
      // Who has left the group may hold the pipes for ever: nobody waits for that.
      child.stdout?.destroy();
      child.stderr?.destroy();
      settle(exit ?? { kind: "timeout" });
    };
    const timer = seconds === null ? undefined : setTimeout(stop, seconds * 1_000);
    const settle = (outcome: ProcessOutcome) => {
      clearTimeout(timer);
      abort?.removeEventListener("abort", stop);
      resolve(outcome);
    };
    if (abort?.aborted) stop();
    else abort?.addEventListener("abort", stop);
    child.on("error", (error) => {
      if (child.pid === undefined) settle(notStarted(error.message));
    });
    child.on("exit", (code, signal) => {
      exit = { kind: "ended", code, signal };
    });
    child.on("close", (code, signal) => settle({ kind: "ended", code, signal }));
  });
}

/** An outcome in words, to go on after the name of the program; `null`: it has ended well. */
export function failureOf(outcome: ProcessOutcome): string | null {
  if (outcome.kind === "timeout") return "ran into its time limit";
  if (outcome.kind === "not_started") return `could not be started: ${outcome.why}`;
  if (outcome.signal !== null) return `was ended by ${outcome.signal}`;
  return outcome.code === 0 ? null : `ended with status ${outcome.code}`;
}

export const notStarted = (why: string): ProcessOutcome => ({ kind: "not_started", why });

/** Kills all that is left of the process group that a program leads. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has just ended.
  }
}
