/** Making room for jobs, or else launching them (section 5.7 of the database reference). */
import {
  addEvents,
  CURRENT_STATES,
  fragJobs,
  launchJobs,
  lockJobs,
  readCheckpoints,
  readCurrentJobs,
  readDueJobs,
} from "../../database/index.js";
import { checkpointEvents, hostOf, signalCheckpoints } from "./checkpoint.js";
import type { Round } from "./context.js";
import { decideLaunches, type LaunchDecision } from "./launching.js";

/** What was done. The lists are of job ids, ascending. */
export interface LaunchOutcome {
  /** 2: jobs have to end before anything is launched. */
  readonly exitCode: 0 | 2;
  readonly launched: readonly number[];
  /** For the end of some of them it may have been asked before. */
  readonly killed: readonly number[];
  /** They were asked to checkpoint themselves. */
  readonly signalled: readonly number[];
}

/**
 * Kills the best-effort jobs that are in the way of jobs which are planned to start soon; only if there are none, the
 * jobs whose start has come are launched. Kills are one group, launches another; Almighty and the launcher are told
 * afterwards. A job whose rows make no sense is told to the log and left out.
 *
 * @throws DatabaseError
 */
export async function killOrLaunch(round: Round): Promise<LaunchOutcome> {
  const { odd, ...decision } = await decide(round);
  for (const { job, why } of odd) round.log.warn?.("a job of the plan is left out", { job, why });
  const { kills, signals, spared, launches } = decision;
  if (kills.length + signals.length + spared.length > 0) return makeRoom(round, decision);
  const { writer, settings, now, notifier } = round;
  const launched =
    launches.length === 0 ? [] : await writer.group((queries) => launchJobs(queries, settings, launches, now));
  for (const job of launched) await notifier.launch(job);
  return { exitCode: 0, launched, killed: [], signalled: [] };
}

function decide({ writer, settings, now }: Round): Promise<LaunchDecision> {
  return writer.session.snapshot(async (queries) => {
    const until = now + settings.SCHEDULER_BESTEFFORT_KILL_DURATION_BEFORE_RESERVATION;
    const { jobs: due, odd } = await readDueJobs(queries, until);
    const current = due.length === 0 ? [] : await readCurrentJobs(queries, settings);
    const able = current.filter(({ checkpoint }) => checkpoint > 0).map(({ id }) => id);
    const checkpoints = await readCheckpoints(queries, able);
    const decision = decideLaunches({ due, current, checkpoints, now });
    return { ...decision, odd: [...odd, ...decision.odd] };
  });
}

async function makeRoom(round: Round, { kills, signals }: Omit<LaunchDecision, "odd">): Promise<LaunchOutcome> {
  const { writer, settings, notifier, user, now } = round;
  const requests = signals.map((job) => ({ job: job.id, host: hostOf(job, settings) }));
  const { killed, signalled } = await writer.group(async (queries) => {
    const ids = [...kills, ...requests.map(({ job }) => job)];
    const locked = new Set(await lockJobs(queries, ids, CURRENT_STATES));
    const killed = kills.filter((id) => locked.has(id));
    const signalled = requests.filter(({ job }) => locked.has(job));
    const events = killed.map((job) => ({
      type: "BESTEFFORT_KILL",
      job,
      description: `kill the besteffort job ${job}`,
    }));
    await addEvents(queries, [...events, ...checkpointEvents(signalled)], now);
    await fragJobs(queries, killed, user, now);
    return { killed, signalled };
  });
  await notifier.almighty("ChState");
  await signalCheckpoints(round, signalled);
  return { exitCode: 2, launched: [], killed, signalled: signalled.map(({ job }) => job) };
}
