/** From the account of a job to its explanation: data with names, and the sentence made of them. */
import type {
  Assignment,
  DelayCause,
  Explanation,
  GroupTaken,
  MoldableOutcome,
  ReasonCode,
} from "../../model/index.js";
import { FIRST_REASON, PLACED } from "../columns.js";
import { InternalError } from "../errors.js";
import { delayCause, leftOutCause } from "./causes.js";
import { JobNames } from "./names.js";
import type { Account } from "./read.js";
import { sentenceOf } from "./sentence.js";
import type { Outcome, SetNames, Situation } from "./situation.js";

/**
 * Names an account.
 *
 * @throws InternalError deciding the round again gave another decision
 */
export function explanationOf(account: Account, situation: Situation): Explanation {
  const { outcome, reasonCodes, work, row, platform, setNames } = situation;
  const job = new JobNames(work, row);
  check(account, outcome, reasonCodes, job.id);
  const moldables = account.moldables.map(
    ({ reason, end }, at): MoldableOutcome => ({
      moldable: job.moldable(at),
      end: reason === null ? end : null,
      reason: reason === null ? null : (reasonCodes[reason] as ReasonCode),
    }),
  );
  const [now = 0] = platform.settings;
  const frame = { now, reservation: job.reservation, slotSet: job.slotSet };
  if ("reason" in outcome) {
    const cause = leftOutCause(account, job, outcome, situation);
    const ranked = { job: job.id, placed: false, reason: outcome.reason, cause, moldables } as const;
    const explanation = setNames === null ? ranked : renamed(ranked, setNames);
    return { ...explanation, sentence: sentenceOf(explanation, frame) };
  }
  const { begin, moldable } = outcome.assignment;
  const ranked = {
    job: job.id,
    placed: true,
    begin,
    waitsFor: outcome.waitsFor,
    cause: causeOfDelay(account, job, outcome, situation),
    moldables,
    groups: groupsOf(account, job, job.moldableOf(moldable)),
  } as const;
  const given = { ranked, assignment: outcome.assignment };
  const { ranked: explanation, assignment } = setNames === null ? given : renamed(given, setNames);
  return { ...explanation, sentence: sentenceOf(explanation, { ...frame, assignment }) };
}

/** The same data with other names of its sets: all that is called `resources`, and a text. */
function renamed<Data>(data: Data, setNames: SetNames): Data {
  const rename = (value: unknown, key?: string): unknown => {
    if (typeof value === "string") return key === "resources" ? setNames(value) : value;
    if (Array.isArray(value)) return value.map((item) => rename(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rename(part, name)]));
  };
  return rename(data) as Data;
}

/** The round was decided twice; the two must not differ. */
function check(account: Account, outcome: Outcome, reasonCodes: readonly string[], id: number): void {
  const same =
    "reason" in outcome
      ? reasonCodes[account.outcome - FIRST_REASON] === outcome.reason
      : account.outcome === PLACED && account.begin === outcome.assignment.begin;
  if (!same) throw new InternalError(`deciding the round again gave another decision for job ${id}`);
}

function causeOfDelay(
  account: Account,
  job: JobNames,
  outcome: Extract<Outcome, { assignment: Assignment }>,
  situation: Situation,
): DelayCause | null {
  const starts = outcome.assignment.begin;
  if (job.reservation !== null || starts === situation.platform.settings[0]) return null;
  return delayCause(account, job, outcome.waitsFor, situation);
}

function groupsOf(account: Account, job: JobNames, moldable: number): GroupTaken[] {
  return account.groups.map(({ group, resources, passed, firstPassed }) => ({
    group,
    levels: job.levels(moldable, group),
    resources,
    passed,
    firstPassed,
  }));
}
