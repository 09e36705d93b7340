/** The table of a schedule: one line for each waiting job. */
import { type Job, parseProcSet, procSetSize, type Scenario, type ScheduleData, type Wait } from "../../model/index.js";
import { formatClock, printable, type Terminal } from "../style/index.js";
import { OTHER_SENTENCE, REASON_SENTENCES, shortReason } from "./reasons.js";
import { type Column, drawTable } from "./table.js";

/** A schedule that can say what its jobs waited for. */
export interface ExplainedSchedule extends ScheduleData {
  /** What a placed job waited for; `null`: nothing, or it is not placed. */
  waitsFor(jobId: number): Wait | null;
}

const COLUMNS: readonly Column[] = [
  { head: "job", align: "right" },
  { head: "user", least: 6 },
  { head: "starts", align: "right" },
  { head: "ends", align: "right" },
  { head: "n", align: "right" },
  { head: "resources", least: 9 },
  { head: "waits for" },
];

/**
 * Draws the table, by ascending job id. Starts and ends count from now; a job that ends at +1:00 is gone at +1:00.
 * The last column names the job that was waited for, or the reason why the job is left out; below the table each reason that
 * occurs is put in words.
 */
export function drawScheduleTable(scenario: Scenario, schedule: ExplainedSchedule, terminal: Terminal): string[] {
  const jobs = scenario.jobs.filter((job) => job.assignment === undefined).sort((a, b) => a.id - b.id);
  if (jobs.length === 0) return ["No job is waiting."];
  const lines = drawTable(
    COLUMNS,
    jobs.map((job) => rowOf(job, scenario.now, schedule)),
    terminal,
  );
  const notes = [...new Set(Object.values(schedule.reasons))].map((reason) => `${reason}: ${REASON_SENTENCES[reason]}`);
  if (jobs.some((job) => schedule.waitsFor(job.id)?.kind === "other")) notes.push(`other: ${OTHER_SENTENCE}`);
  if (notes.length > 0) lines.push("", ...notes.map((note) => terminal.colors.dim(note)));
  return lines;
}

function rowOf(job: Job, now: number, schedule: ExplainedSchedule): string[] {
  const why = shortReason(schedule.reasons[job.id], schedule.waitsFor(job.id));
  const placed = schedule.assignments[job.id];
  const user = printable(job.user ?? "");
  if (!placed) return [String(job.id), user, "-", "-", "-", "-", why];
  return [
    String(job.id),
    user,
    `+${formatClock(placed.begin - now)}`,
    `+${formatClock(placed.end + 1 - now)}`,
    String(procSetSize(parseProcSet(placed.resources))),
    placed.resources,
    why,
  ];
}
