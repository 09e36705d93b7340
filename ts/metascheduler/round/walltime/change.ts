/** The step that grants other walltimes (sections 5.2 and 10.1 of the database reference). */
import {
  addEvents,
  isRefusal,
  type Refused,
  readWalltimeSituation,
  saveWalltimes,
  type Transaction,
  type WalltimeChange,
  type WalltimeSituation,
} from "../../../database/index.js";
import type { Round } from "../context.js";
import { tellRefused } from "../refused.js";
import { decideWalltimes, type WalltimeDecision } from "./decide.js";
import { clock, signedClock } from "./durations.js";

/** How often the step begins anew when another program writes what it has looked at. */
const ATTEMPTS = 3;

/** What the step did. */
export interface WalltimeOutcome {
  /** The jobs whose walltime was changed, ascending. */
  readonly changed: readonly number[];
}

/** Something that the decision was made from is not so any more: nothing is written. */
class Overtaken extends Error {}

/**
 * Grants what Running jobs ask for in `walltime_change`, as far as the plan of the previous round lets them: to be
 * done before the plan is initialised. Without `WALLTIME_CHANGE_ENABLED` nothing is read.
 *
 * All changes are written in one group: one of them may rest on another, that of its container. If a job has ended or
 * asks for something else by then, all is decided again; and without the requests that the database refuses.
 *
 * @throws DatabaseError
 */
export async function changeWalltimes(round: Round): Promise<WalltimeOutcome> {
  if (!round.settings.WALLTIME_CHANGE_ENABLED) return { changed: [] };
  const leftOut = new Set<number>();
  for (let attempt = 1; attempt <= ATTEMPTS; ) {
    const situation = await round.writer.session.snapshot((queries) => readWalltimeSituation(queries, round.now));
    const decision = decideWalltimes(without(situation, leftOut), round.settings, round.now);
    try {
      const changed = await save(round, decision.changes);
      tell(round, decision);
      return { changed };
    } catch (error) {
      if (error instanceof Overtaken) attempt++;
      else if (isRefusal(error)) {
        const refused = await refusedOf(round, decision.changes);
        // None of the jobs is to blame, and another attempt would come to the same.
        if (refused.length === 0) throw error;
        tellRefused(round, "given another walltime", refused);
        for (const { item } of refused) leftOut.add(item);
      } else throw error;
    }
  }
  round.log.warn?.("walltime changes are left for the next round: others change the same jobs");
  return { changed: [] };
}

const without = (situation: WalltimeSituation, jobs: ReadonlySet<number>): WalltimeSituation => ({
  ...situation,
  requests: situation.requests.filter(({ id }) => !jobs.has(id)),
});

async function save({ writer, now }: Round, changes: WalltimeDecision["changes"]): Promise<number[]> {
  if (changes.length === 0) return [];
  return writer.group(async (queries) => {
    const changed = await write(queries, changes, now);
    if (changed.length < changes.length) throw new Overtaken();
    return changed;
  });
}

async function write(queries: Transaction, changes: WalltimeDecision["changes"], now: number): Promise<number[]> {
  const changed = await saveWalltimes(queries, changes);
  const events = changes.map((change) => ({ type: "WALLTIME", job: change.job, description: eventText(change) }));
  await addEvents(queries, events, now);
  return changed;
}

async function refusedOf({ writer, now }: Round, changes: WalltimeDecision["changes"]): Promise<Refused<number>[]> {
  const before = async (): Promise<void> => undefined;
  const found = await writer.refusedOf(changes, { before, work: (queries, some) => write(queries, some, now) });
  return found.map(({ item, error }) => ({ item: item.job, error }));
}

/** The text of the event, in the words of OAR. */
export function eventText({ walltime, seconds, pending, asked }: WalltimeChange & { seconds: number }): string {
  const flags = `${asked.force ? "/force" : ""}${asked.delayNextJobs ? "/delay next jobs" : ""}`;
  const parts = `granted: ${signedClock(seconds)}/pending: ${signedClock(pending)}${flags}`;
  return `walltime changed: ${clock(walltime)} (${parts})`;
}

function tell({ log }: Round, { changes, left, faults }: WalltimeDecision): void {
  for (const change of changes) log.info?.(eventText(change), { job: change.job });
  for (const { job, why } of left) log.debug?.(`the walltime is not changed now: ${why}`, { job });
  for (const { job, why } of faults) log.warn?.(`the walltime cannot be changed: ${why}`, { job });
}
