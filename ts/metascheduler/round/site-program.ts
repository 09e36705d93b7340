/** Programs of the site that a round runs itself: energy commands, the ssh of checkpoints. */
import { type ProcessOutcome, type ProcessRequest, runProcess } from "../processes/run.js";
import type { Round } from "./context.js";

/** Runs a program. In a rehearsal it is only told to the log, and taken as one that ended well. */
export async function runSiteProgram(
  { rehearsal, log, abort }: Round,
  request: ProcessRequest,
): Promise<ProcessOutcome> {
  if (!rehearsal) return runProcess({ ...request, ...(abort !== undefined && { abort }) });
  log.info?.("a program would be run", { argv: request.argv });
  return { kind: "ended", code: 0, signal: null };
}
