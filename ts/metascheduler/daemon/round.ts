/** A round of a daemon, whose exit status nobody reads. */
import type { Round } from "../round/context.js";
import { type RoundReport, runRound } from "../round/round.js";

/**
 * Runs a round. After one that ends with 2 Almighty would run Leon at once, for the jobs whose end was asked for; here it
 * is asked to, by the message that does so.
 *
 * @throws as `runRound`
 */
export async function runDaemonRound(round: Round): Promise<RoundReport> {
  const report = await runRound(round);
  if (report.exitCode === 2) await round.notifier.almighty("Qdel");
  return report;
}
