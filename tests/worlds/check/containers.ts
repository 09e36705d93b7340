/** Inner jobs and their containers (section 11). */
import { type Facts, type Held, type Invariant, type JobFacts, newlyPlaced } from "./facts.js";

/** Windows that feed a slot set (R11.2). */
function windowsOf(name: string, facts: Facts): Held[] {
  return facts.jobs.flatMap(({ job, types, held }) => {
    if (held === null || !types.has("container") || (types.value("container") || String(job.id)) !== name) return [];
    return [{ ...held, begin: Math.max(held.begin, facts.now), end: held.end - facts.pad }];
  });
}

/** R11.1, R11.4: the whole window of an inner job, its pad included, lies in windows of its containers. */
export const innerIsInside: Invariant = (facts) =>
  newlyPlaced(facts).flatMap(({ job, types, held }) => {
    const name = types.value("inner");
    if (name === null) return [];
    const windows = windowsOf(name, facts);
    return [...held.ranks]
      .filter(
        (rank) =>
          !covered(
            held,
            windows.filter(({ ranks }) => ranks.has(rank)),
          ),
      )
      .map((rank) => `inner job ${job.id} holds ${rank} outside of its containers`);
  });

/** Whether the windows cover a whole window together. */
function covered(whole: Held, windows: readonly Held[]): boolean {
  let from = whole.begin;
  for (const { begin, end } of [...windows].sort((a, b) => a.begin - b.begin)) {
    if (begin <= from) from = Math.max(from, end + 1);
  }
  return from > whole.end;
}

/** R11.5: a job that finds no slot set asks for one that no scheduled container opened before the round. */
export const slotSetIsMissing: Invariant = (facts) =>
  facts.jobs
    .filter(({ job }) => facts.schedule.reasons[job.id] === "no_slot_set")
    .filter(({ types }) => {
      const name = types.value("inner");
      const opened = (one: JobFacts) => one.scheduled && !one.types.has("besteffort");
      const open = facts.jobs.filter(opened).filter((one) => one.held !== null && one.types.has("container"));
      return name === null || open.some(({ job, types }) => (types.value("container") || String(job.id)) === name);
    })
    .map(({ job }) => `job ${job.id} has a slot set`);
