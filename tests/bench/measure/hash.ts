/** Schedules as texts, and their hash, so that schedulers in any language can be compared. */
import { createHash } from "node:crypto";
import type { ScheduleData } from "../../../ts/model/index.js";

/** For each waiting job, by ascending id, a line `ID MOLDABLE BEGIN END RESOURCES`, or `ID null`. */
export function scheduleLines({ assignments }: Pick<ScheduleData, "assignments">): string {
  let lines = "";
  // Keys that are integers are in ascending order.
  for (const [id, assignment] of Object.entries(assignments)) {
    const { moldable, begin, end, resources } = assignment ?? {};
    lines += assignment === null ? `${id} null\n` : `${id} ${moldable} ${begin} ${end} ${resources}\n`;
  }
  return lines;
}

/** SHA-256 of {@link scheduleLines}, in hexadecimal. */
export function scheduleHash(lines: string): string {
  return createHash("sha256").update(lines).digest("hex");
}

/** How many lines are of jobs that were not placed. */
export function leftOut(lines: string): number {
  return lines.split(" null\n").length - 1;
}
