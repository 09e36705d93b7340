/** Rehearsing a round: on copies of the tables, with a notifier that tells nobody. */
import { prepareStage } from "../../../database/index.js";
import {
  type Decision,
  MemoryRecorder,
  type RoundReport,
  runRound,
  type SentMessage,
} from "../../../metascheduler/index.js";
import { type SchedulerOptions, type Stage, withRound } from "./begin.js";

/** What came of it. The copies of the tables stay as the round left them, for as long as the session lives. */
export interface Rehearsed {
  readonly report: RoundReport;
  readonly messages: readonly SentMessage[];
  /** What the queue groups came to; `null`: programs of their own planned them. */
  readonly decision: Decision | null;
  /** The date of the round, epoch seconds. */
  readonly now: number;
}

/**
 * Rehearses a round in `internal` mode, whatever the configuration says: programs that plan would write. Nothing of the
 * database is written, and no row of it locked.
 *
 * @throws ConfigurationError, DatabaseError
 */
export async function rehearseRound(options: SchedulerOptions, stage: Omit<Stage, "notifier">): Promise<Rehearsed> {
  const { settings } = stage.chosen.configuration;
  const recorder = new MemoryRecorder(settings, stage.log, options.refuse);
  await prepareStage(stage.session);
  return withRound(options, { ...stage, notifier: recorder }, async (round) => {
    let decision: Decision | null = null;
    const report = await runRound({
      ...round,
      settings: { ...round.settings, METASCHEDULER_MODE: "internal" },
      rehearsal: true,
      watch: (decided) => {
        decision = decided;
      },
    });
    return { report, messages: recorder.sent, decision, now: round.now };
  });
}
