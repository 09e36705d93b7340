/** Scenarios in: what the commands that schedule files have in common. */
import { createEngine, type Engine, type Schedule } from "../../engine/node.js";
import type { Scenario } from "../../model/index.js";
import { EXIT, type ExitStatus } from "../exit-status.js";
import { failureOf } from "../failure.js";
import { type Input, openInput, readAll, readLines, readScenario, SourceError } from "../input/index.js";
import type { Io } from "../io.js";
import { Progress } from "../progress.js";
import { formatCount, plural } from "../style/index.js";
import { Warnings } from "../warnings.js";

/** What to read. */
export interface RoundsOptions {
  /** Name of the command, for messages. */
  readonly command: string;
  /** Name of a file; `-` or nothing is standard input. */
  readonly file: string | undefined;
  /** One scenario a line. */
  readonly jsonl?: boolean | undefined;
}

/** A scenario that was scheduled. */
export interface Round {
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  /** Where it came from. */
  readonly place: { file: string; line?: number };
}

/** Least time between two signs of progress, in milliseconds. */
const PROGRESS_INTERVAL = 100;

/**
 * Schedules what the input holds and shows each schedule.
 *
 * @param show may throw a SourceError when what is asked of a schedule cannot be answered
 * @throws SourceError when the input is bad. With `jsonl` a bad line is reported instead, and the status is
 *   {@link EXIT}.badInput
 */
export async function eachRound(
  { command, file, jsonl }: RoundsOptions,
  io: Io,
  show: (round: Round) => Promise<void>,
): Promise<ExitStatus> {
  if (file === undefined && io.stdin.isTTY) {
    throw new SourceError(
      { file: `oar-redox ${command}` },
      "expected a FILE, or a scenario on standard input (see --help)",
    );
  }
  const input = openInput(file ?? "-", io.stdin);
  const warnings = new Warnings();
  const engine = await createEngine({ logger: warnings });
  try {
    const rounds = { engine, warnings, io, show };
    if (jsonl) return await scheduleLines(input, rounds);
    await scheduleOne(await readAll(input), { file: input.file }, rounds);
    return EXIT.ok;
  } finally {
    engine.dispose();
  }
}

/** What scheduling one scenario needs beside the scenario. */
interface Rounds {
  readonly engine: Engine;
  readonly warnings: Warnings;
  readonly io: Io;
  show(round: Round): Promise<void>;
}

async function scheduleLines(input: Input, rounds: Rounds): Promise<ExitStatus> {
  const { stderr, stdout } = rounds.io;
  const progress = new Progress(stderr);
  let [status, count, shown]: [ExitStatus, number, number] = [EXIT.ok, 0, performance.now()];
  try {
    for await (const { number, bytes } of readLines(input.chunks, input.file)) {
      if (isBlank(bytes)) continue;
      try {
        await scheduleOne(bytes, { file: input.file, line: number }, rounds);
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

async function scheduleOne(bytes: Uint8Array, place: Round["place"], rounds: Rounds): Promise<void> {
  const { engine, warnings, io } = rounds;
  const source = readScenario(bytes, place.file, place.line);
  const { scenario } = source;
  const placeText = place.line === undefined ? place.file : `${place.file}:${place.line}`;
  let schedule: Schedule;
  try {
    schedule = engine.scheduleScenario(scenario);
  } catch (error) {
    const blamed = source.blame(error);
    if (!(blamed instanceof SourceError)) await io.stderr.lines([`${placeText}: scheduling this scenario failed`]);
    throw blamed;
  }
  await warnings.flush(placeText, io.stderr);
  await rounds.show({ scenario, schedule, place });
}
