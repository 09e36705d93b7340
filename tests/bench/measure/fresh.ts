/** Measuring in fresh processes. */
import { fileURLToPath } from "node:url";
import { run } from "../../support/run.js";
import type { Mode } from "./call.js";
import { type Measurement, together } from "./line.js";

/** Fresh processes for a first call, when it does not take long. */
const PROCESSES = 3;
/** Milliseconds beyond which a first call is made once. */
const LONG = 5000;
/** Seconds for the warm calls of a scenario. */
const WARM_SECONDS = 6;

/** Takes longer than was allowed. */
export class TooLongError extends Error {
  override readonly name = "TooLongError";
}

/** A scenario to measure. */
export interface Subject {
  /** Its file. */
  readonly file: string;
  readonly mode: Mode;
  /** Seconds that a process may take. */
  readonly limit: number;
}

/**
 * Measures a scenario: the first call, in several processes, and the warm one, in the last of them.
 *
 * @throws TooLongError
 */
export async function measureFresh(subject: Subject): Promise<Measurement[]> {
  const firsts: Measurement[] = [];
  while (firsts.length < PROCESSES - 1 && (firsts[0]?.totalMs ?? 0) < LONG) {
    const [first] = await child(subject, 0);
    firsts.push(first as Measurement);
  }
  const [first, warm] = await child(subject, WARM_SECONDS);
  firsts.push(first as Measurement);
  return [together(firsts), warm as Measurement];
}

async function child({ file, mode, limit }: Subject, warmSeconds: number): Promise<Measurement[]> {
  const program = fileURLToPath(new URL("child.js", import.meta.url));
  return parse(await runWithin(limit, process.execPath, [program, file, mode, `${warmSeconds}`]));
}

function parse(lines: string): Measurement[] {
  return lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Measurement);
}

/**
 * Runs a program and gives what it wrote.
 *
 * @throws TooLongError; Error with what it wrote when it failed
 */
export async function runWithin(seconds: number, command: string, args: readonly string[]): Promise<string> {
  const begin = performance.now();
  const { status, stdout, stderr } = await run(command, args, { seconds });
  if (status === null && performance.now() - begin >= seconds * 1000) throw new TooLongError(`more than ${seconds} s`);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status ?? "a signal"}\n${stderr}`);
  return stdout;
}
