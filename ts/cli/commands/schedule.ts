/** `oar-redox schedule`: scenarios in, schedules out. */
import type { ScheduleData } from "../../model/index.js";
import { drawSchedule } from "../drawing/index.js";
import type { ExitStatus } from "../exit-status.js";
import type { Io } from "../io.js";
import { eachRound } from "./rounds.js";

/** Options of the command line. */
export interface ScheduleOptions {
  /** JSON instead of a table and a chart. */
  readonly json?: boolean;
  /** One scenario a line. */
  readonly jsonl?: boolean;
}

/**
 * Schedules what the input holds and prints it.
 *
 * @param file name of a file; `-` or nothing is standard input
 * @throws SourceError as {@link eachRound}
 */
export function schedule(file: string | undefined, { json, jsonl }: ScheduleOptions, io: Io): Promise<ExitStatus> {
  return eachRound({ command: "schedule", file, jsonl }, io, async ({ scenario, schedule }) => {
    if (json) await io.stdout.write(`${JSON.stringify(dataOf(schedule), null, jsonl ? 0 : 2)}\n`);
    else await io.stdout.lines(drawSchedule(scenario, schedule, io.stdout.terminal));
  });
}

/** The schedule's data and nothing else, in the order of the test vectors. */
function dataOf({ name, assignments, reasons, reservations }: ScheduleData): ScheduleData {
  return { name, assignments, reasons, ...(reservations === undefined ? {} : { reservations }) };
}
