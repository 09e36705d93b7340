/** `oar-redox explain`: why a job is where it is, or nowhere. */
import type { Schedule } from "../../engine/node.js";
import { drawExplanation } from "../drawing/index.js";
import type { ExitStatus } from "../exit-status.js";
import { SourceError } from "../input/index.js";
import type { Io } from "../io.js";
import { formatInstant, formatList } from "../style/index.js";
import { eachRound, type Round } from "./rounds.js";

/** Options of the command line. */
export interface ExplainOptions {
  /** Ids of the jobs, at least one. */
  readonly job: readonly number[];
  /** JSON instead of sentences and drawings. */
  readonly json?: boolean;
  /** One scenario a line. */
  readonly jsonl?: boolean;
}

/** Ids that are named where one is not there. */
const NEAREST = 3;

/**
 * Schedules what the input holds and explains some jobs of it.
 *
 * @param file name of a file; `-` or nothing is standard input
 * @throws SourceError as {@link eachRound}, and where a job is not among the waiting ones
 */
export function explain(file: string | undefined, { job, json, jsonl }: ExplainOptions, io: Io): Promise<ExitStatus> {
  return eachRound({ command: "explain", file, jsonl }, io, async (round) => {
    for (const id of job) checkJob(id, round);
    const { scenario, schedule } = round;
    const explanations = job.map((id) => schedule.explain(id));
    if (json) return io.stdout.write(`${JSON.stringify(explanations, null, jsonl ? 0 : 2)}\n`);
    const { terminal } = io.stdout;
    await io.stdout.lines(explanations.flatMap((one) => drawExplanation(scenario, schedule, one, terminal)));
  });
}

/** @throws SourceError when there is nothing to explain of a job */
function checkJob(id: number, { scenario, schedule, place }: Round): void {
  if (schedule.assignments[id] !== undefined) return;
  const held = scenario.jobs.find((job) => job.id === id)?.assignment;
  if (held !== undefined) {
    const where = `it is on ${held.resources || "no resource"} until ${formatInstant(held.end)}`;
    throw new SourceError(place, `job ${id} was scheduled before this round: ${where}`);
  }
  throw new SourceError(place, `there is no job ${id}; ${nearest(id, schedule)}`);
}

function nearest(id: number, { assignments }: Schedule): string {
  const ids = Object.keys(assignments).map(Number);
  if (ids.length === 0) return "no job is waiting";
  const near = ids.sort((a, b) => Math.abs(a - id) - Math.abs(b - id)).slice(0, NEAREST);
  return `the nearest that wait: ${formatList(near.sort((a, b) => a - b).map(String))}`;
}
