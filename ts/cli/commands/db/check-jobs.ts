/** What a round decides about the jobs of a database, as findings: those that are left out for what they are. */
import { type Finding, findingIfAny, LISTED } from "../../../database/index.js";
import type { Decision } from "../../../metascheduler/index.js";
import { formatPath, type ReasonCode } from "../../../model/index.js";
import { DecidedRound } from "../live/decided.js";

/**
 * Tells of jobs whose rows or requests make no sense, and of those that can never run as the site is.
 *
 * @param now date of the round, epoch seconds
 * @throws EngineCrashedError
 */
export function jobFindings(decision: Decision, now: number): Finding[] {
  const decided = new DecidedRound(decision, now);
  const faults = [...decision.gathered.waiting, ...decision.gathered.reservations].flatMap(({ job, faults }) =>
    faults.map(({ moldable, error }) => ({ job: job.id, moldable, why: error.message })),
  );
  const filtered = new Set(faults.filter(({ moldable }) => moldable === null).map(({ job }) => job));
  const filters = faults.map(
    ({ job, moldable, why }) => `${job}${moldable === null ? "" : `, moldable ${moldable}`}: ${why}`,
  );
  const rejected = [...decision.rejected, ...decision.steps.flatMap((step) => step.rejected)].map(
    ({ job, error: { path, expected, message } }) =>
      `${job}: ${path.length > 2 ? `${formatPath(path.slice(2))}: expected ${expected}` : message}`,
  );
  const leftOut = (reasons: readonly ReasonCode[]): number[] =>
    Object.entries(decided.reasons)
      .filter(([id, reason]) => reasons.includes(reason) && !filtered.has(Number(id)))
      .map(([id]) => Number(id));
  const told = (ids: readonly number[]): (number | string)[] => [
    ...ids.slice(0, LISTED).map((id) => clauseOf(id, decided)),
    ...ids.slice(LISTED),
  ];
  const resubmit = "Have their owners end them (oardel), and ask for something else.";
  return [
    ...findingIfAny(
      "warning",
      "refused_filter",
      filters,
      "Property filters are refused: the jobs, or moldables, are left out.",
      resubmit,
    ),
    ...findingIfAny(
      "warning",
      "odd_job",
      rejected,
      "The rows of jobs make no sense: rounds leave them out.",
      "Mend the rows, or end the jobs (oardel).",
    ),
    ...findingIfAny(
      "warning",
      "invalid_request",
      told(leftOut(["invalid_request"])),
      "Requests of jobs make no sense: rounds leave them out.",
      resubmit,
    ),
    ...findingIfAny(
      "warning",
      "unknown_level",
      told(leftOut(["unknown_level"])),
      "Jobs ask for levels that HIERARCHY_LABELS does not name: rounds leave them out.",
      "Add the level to HIERARCHY_LABELS in oar.conf, if it is a column of resources.",
    ),
    ...findingIfAny(
      "note",
      "too_much",
      told(leftOut(["no_resources"])),
      "Jobs ask for more than there is for long enough.",
    ),
  ];
}

/** What the core says of a job that is left out, without the beginning that all have in common. */
function clauseOf(id: number, decided: DecidedRound): string {
  const sentence = decided.explain(id)?.sentence ?? "";
  return `${id}: ${sentence.slice(sentence.indexOf(": ") + 2).replace(/\.$/, "")}`;
}
