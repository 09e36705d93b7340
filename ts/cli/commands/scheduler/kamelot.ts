/** `oar-redox kamelot`: the external scheduler of a queue. */
import { planQueue } from "../../../metascheduler/index.js";
import { withDatabase } from "../../database.js";
import { EXIT, type ExitStatus } from "../../exit-status.js";
import { failureOf } from "../../failure.js";
import type { Io } from "../../io.js";
import { openLog } from "../../log.js";
import { type SchedulerOptions, withRound } from "./begin.js";
import { kamelotStatus } from "./status.js";

/**
 * Plans a queue.
 *
 * @param now the date, epoch seconds, unless an option says another
 * @returns 0, unless the queue should be disabled
 */
export async function kamelot(
  queue: string,
  now: number | undefined,
  options: SchedulerOptions,
  io: Io,
): Promise<ExitStatus> {
  try {
    return await withDatabase(options, io, async (session, chosen) => {
      const log = openLog(chosen.configuration.settings, "kamelot");
      const date = options.now ?? now;
      const dated = { ...options, ...(date !== undefined && { now: date }) };
      const planned = await withRound(dated, { io, session, chosen, log }, (round) => planQueue(round, queue));
      log.info?.("the queue is planned", { queue, ...planned });
      return EXIT.ok;
    });
  } catch (error) {
    await io.stderr.lines(failureOf(error).lines).catch(() => undefined);
    return kamelotStatus(error);
  }
}
