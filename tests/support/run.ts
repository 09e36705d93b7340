/** Runs a program and waits for it. */
import { spawn } from "node:child_process";

/** What a program left behind. */
export interface Finished {
  /** Exit status; `null` when a signal ended it. */
  status: number | null;
  stdout: string;
  stderr: string;
}

/** How to run a program. */
export interface RunOptions {
  cwd?: string;
  /** Text for its standard input. Default: an empty one. */
  input?: string;
  /** Variables set beside those of this process. */
  env?: Record<string, string>;
  /** Seconds after which it is killed. Default 120. */
  seconds?: number;
}

/** Runs `command` with `args`, without a shell. It is killed when it takes too long. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: { ...process.env, NO_COLOR: "1", ...options.env },
      timeout: (options.seconds ?? 120) * 1000,
      killSignal: "SIGKILL",
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
    // A program that ends without reading its input breaks the pipe; its exit status tells why.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

/** As {@link run}, and throws with both outputs when the exit status is not 0. */
export async function runWell(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const finished = await run(command, args, options);
  if (finished.status !== 0) {
    throw new Error(
      `${command} ${args.join(" ")} ended with ${finished.status}\n${finished.stdout}\n${finished.stderr}`,
    );
  }
  return finished;
}
