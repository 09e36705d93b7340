/** `oar-redox schedule`: scenarios in, schedules out. */
import { createEngine, type Engine } from "../../engine/node.js";
import type { ScheduleData } from "../../model/index.js";
import { drawSchedule } from "../drawing/index.js";
import { EXIT, type ExitStatus } from "../exit-status.js";
import { failureOf } from "../failure.js";
import { type Input, openInput, readAll, readLines, readScenario, SourceError } from "../input/index.js";
import type { Io } from "../io.js";
import { Progress } from "../progress.js";
import { formatCount, plural } from "../style/index.js";
import { Warnings } from "../warnings.js";

/** Options of the command line. */
export interface ScheduleOptions {
  /** JSON instead of a table and a chart. */
  readonly json?: boolean;
  /** One scenario a line. */
  readonly jsonl?: boolean;
}

/** Least time between two signs of progress, in milliseconds. */
const PROGRESS_INTERVAL = 100;

/**
 * Schedules what the input holds and prints it.
 *
 * @param file name of a file; `-` or nothing is standard input
 * @throws SourceError when the input is bad. With `jsonl` a bad line is reported instead, and the status is
 *   {@link EXIT}.badInput
 */
export async function schedule(file: string | undefined, options: ScheduleOptions, io: Io): Promise<ExitStatus> {
  if (file === undefined && io.stdin.isTTY) {
    throw new SourceError(
      { file: "oar-redox schedule" },
      "expected a FILE, or a scenario on standard input (see --help)",
    );
  }
  const input = openInput(file ?? "-", io.stdin);
  const warnings = new Warnings();
  const engine = await createEngine({ logger: warnings });
  try {
    const round = { engine, warnings, options, io };
    if (options.jsonl) return await scheduleLines(input, round);
    await scheduleOne(await readAll(input), { file: input.file }, round);
    return EXIT.ok;
  } finally {
    engine.dispose();
  }
}

/** What scheduling one scenario needs beside the scenario. */
interface Round {
  readonly engine: Engine;
  readonly warnings: Warnings;
  readonly options: ScheduleOptions;
  readonly io: Io;
}

async function scheduleLines(input: Input, round: Round): Promise<ExitStatus> {
  const { stderr, stdout } = round.io;
  const progress = new Progress(stderr);
  let [status, count, shown]: [ExitStatus, number, number] = [EXIT.ok, 0, performance.now()];
  try {
    for await (const { number, bytes } of readLines(input.chunks, input.file)) {
      if (isBlank(bytes)) continue;
      try {
        await scheduleOne(bytes, { file: input.file, line: number }, round);
        count += 1;
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        status = EXIT.badInput;
        await progress.clear();
        await stderr.lines(failureOf(error).lines);
      }
      // Where the schedules themselves are seen coming, they are the progress.
      if (!stdout.terminal.interactive && performance.now() - shown >= PROGRESS_INTERVAL) {
        shown = performance.now();
        await progress.show(`${plural(count, "scenario")} scheduled, line ${formatCount(number)}`);
      }
    }
  } finally {
    await progress.clear();
  }
  return status;
}

/** Nothing but JSON's white space. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

async function scheduleOne(bytes: Uint8Array, place: { file: string; line?: number }, round: Round): Promise<void> {
  const { engine, warnings, options, io } = round;
  const source = readScenario(bytes, place.file, place.line);
  const { scenario } = source;
  const placeText = place.line === undefined ? place.file : `${place.file}:${place.line}`;
  let result: ReturnType<Engine["scheduleScenario"]>;
  try {
    result = engine.scheduleScenario(scenario);
  } catch (error) {
    const blamed = source.blame(error);
    if (!(blamed instanceof SourceError)) await io.stderr.lines([`${placeText}: scheduling this scenario failed`]);
    throw blamed;
  }
  await warnings.flush(placeText, io.stderr);
  if (options.json) await io.stdout.write(`${JSON.stringify(dataOf(result), null, options.jsonl ? 0 : 2)}\n`);
  else await io.stdout.lines(drawSchedule(scenario, result, io.stdout.terminal));
}

/** The schedule's data and nothing else, in the order of the test vectors. */
function dataOf({ name, assignments, reasons, reservations }: ScheduleData): ScheduleData {
  return { name, assignments, reasons, ...(reservations === undefined ? {} : { reservations }) };
}
