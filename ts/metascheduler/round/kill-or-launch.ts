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
import { writeJobs } from "./refused.js";

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
  const { settings, now, notifier } = round;
  const parts = await writeJobs(
    round,
    { done: "launched", items: launches, jobOf: ({ job }) => job },
    (queries, some) => launchJobs(queries, settings, some, now),
  );
  const launched = parts.flat();
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

/** A job that is killed, or, if there is a host, asked on it to checkpoint itself. */
interface Victim {
  readonly job: number;
  readonly host: string | null;
}

async function makeRoom(round: Round, { kills, signals }: Omit<LaunchDecision, "odd">): Promise<LaunchOutcome> {
  const { settings, notifier, user, now } = round;
  const victims: Victim[] = [
    ...kills.map((job) => ({ job, host: null })),
    ...signals.map((job) => ({ job: job.id, host: hostOf(job, settings) })),
  ];
  const parts = await writeJobs(
    round,
    { done: "killed", items: victims, jobOf: ({ job }) => job },
    async (queries, some) => {
      const ids = some.map(({ job }) => job);
      const locked = new Set(await lockJobs(queries, ids, CURRENT_STATES));
      const left = some.filter(({ job }) => locked.has(job));
      const killed = left.flatMap(({ job, host }) => (host === null ? [job] : []));
      const signalled = left.flatMap(({ job, host }) => (host === null ? [] : [{ job, host }]));
      const events = killed.map((job) => ({
        type: "BESTEFFORT_KILL",
        job,
        description: `kill the besteffort job ${job}`,
      }));
      await addEvents(queries, [...events, ...checkpointEvents(signalled)], now);
      await fragJobs(queries, killed, user, now);
      return { killed, signalled };
    },
  );
  const [killed, signalled] = [parts.flatMap((part) => part.killed), parts.flatMap((part) => part.signalled)];
  await notifier.almighty("ChState");
  await signalCheckpoints(round, signalled);
  return { exitCode: 2, launched: [], killed, signalled: signalled.map(({ job }) => job) };
}
