/** Running other programs, for the build scripts. */
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";

/** Settings of a command. */
export interface CommandOptions {
  readonly cwd?: string;
  /** Variables added to this process's own; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Seconds after which the program is ended; no limit by default. */
  readonly limit?: number;
  /** Called with each whole line of standard output as it comes, without its end. */
  readonly onLine?: (line: string) => void;
}

/** What a command did. */
export interface CommandResult {
  /** Exit status; 127 when the program could not be started, 1 when a signal ended it. */
  readonly status: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
  /** Standard output alone. */
  readonly stdout: string;
}

function environment(options: CommandOptions): NodeJS.ProcessEnv {
  return { ...process.env, ...options.env };
}

/** Runs a command to its end and keeps what it writes. Never rejects: the status says what happened. */
export function run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const outChunks: Buffer[] = [];
    const child = spawn(program, [...args], {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.limit === undefined ? {} : { timeout: options.limit * 1000 }),
      env: environment(options),
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      outChunks.push(chunk);
    });
    if (options.onLine !== undefined) createInterface(child.stdout).on("line", options.onLine);
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => resolve({ status: 127, output: `${program}: ${error.message}\n`, stdout: "" }));
    child.on("close", (code) => {
      const [output, stdout] = [chunks, outChunks].map((parts) => Buffer.concat(parts).toString("utf8"));
      resolve({ status: code ?? 1, output: output ?? "", stdout: stdout ?? "" });
    });
  });
}

/**
 * Runs a command that has to work.
 *
 * @returns its standard output.
 * @throws Error with the command and its output when the status is not 0.
 */
export async function must(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { status, output, stdout } = await run(program, args, options);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with status ${status}:\n${output}`);
  return stdout;
}

/** The standard output of a quick question such as `rustc --version`, trimmed; undefined when it cannot be asked. */
export function ask(program: string, args: readonly string[], options: CommandOptions = {}): string | undefined {
  const result = spawnSync(program, [...args], {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: environment(options),
    stdio: ["ignore", "pipe", "ignore"],
    encoding: "utf8",
  });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/** Where a program is on PATH (or on `path`), or undefined. */
export function which(program: string, path: string = process.env.PATH ?? ""): string | undefined {
  for (const folder of path.split(delimiter)) {
    if (folder === "") continue;
    const candidate = join(folder, program);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not here: the next folder may have it.
    }
  }
  return undefined;
}
