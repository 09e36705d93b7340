/** The causes in words: the part of a sentence behind its colon. */
import {
  type DelayCause,
  type DependencyCause,
  describe,
  type Holder,
  type HookCause,
  type LackCause,
  type LeftOut,
  type LeftOutCause,
  LIMITS,
  type PeriodCause,
  type QuotaCause,
  type QuotaRefusal,
  type RequestCause,
  type ResourcesCause,
  type TypeFault,
} from "../../model/index.js";
import type { Frame } from "./frame.js";
import { countWords, type Dates, listWords, nameWords, setWords } from "./words.js";

const TYPE_FAULTS: Readonly<Record<TypeFault, string>> = {
  no_such_scope: "is no scope of time sharing",
  no_value: "needs a value",
  repeated: "is the second of its kind",
  placeholder_and_allow: "makes it a placeholder that allows one too",
};

/** Why a placed job does not start earlier. */
export function delayClause(cause: DelayCause, frame: Frame, dates: Dates): string {
  switch (cause.kind) {
    case "dependency":
      return `it requires job ${cause.job}, which ends at ${dates.at(cause.until ?? frame.now)}`;
    case "resources":
      return resourcesClause(cause, frame, dates, "before that, ");
    case "quota":
      return `before that, resources are free, but ${quotaWords(cause)}`;
    case "hook":
      return `its ${cause.hook} hook placed it there`;
  }
}

/** Why a job is left out. */
export function leftOutClause(
  { cause, reason }: Pick<LeftOut, "cause" | "reason">,
  frame: Frame,
  dates: Dates,
): string {
  switch (cause.kind) {
    case "limit":
      return limitWords(cause.limit);
    case "type":
      return `its type ${describe(cause.type)} ${TYPE_FAULTS[cause.fault]}`;
    case "request":
      return requestWords(cause);
    case "dependency":
      return `it requires job ${cause.job}, ${requiredWords(cause)}`;
    case "slot_set":
      return `it is to run in the container ${describe(cause.slotSet)}, and none of that name is placed`;
    case "resources":
      return `${windowWords(cause, frame, dates)}, but ${resourcesClause(cause, frame, dates, "")}${noOther(cause, frame)}`;
    case "quota":
      return `${windowWords(cause, frame, dates)}, but ${quotaWords(cause)}${noOther(cause, frame)}`;
    case "quota_horizon":
      return `${windowWords(cause, frame, dates)}, but jobs under quotas must end by ${dates.at(cause.latest)}`;
    case "lack":
      return lackWords(cause, frame);
    case "horizon":
      return `from ${dates.at(cause.earliest)} on there is no time for its ${cause.length} s before the horizon, ${dates.at(LIMITS.horizon)}`;
    case "period":
      return periodWords(cause, reason === "ar_too_old", dates);
    case "hook":
      return hookWords(cause);
  }
}

/** Who holds what, whoever holds it longest first: `job 12 holds 0-3 until 22:24:59`. */
export function holderWords(holders: readonly Holder[], dates: Dates): string {
  const longestFirst = [...holders].sort((a, b) => b.until - a.until || a.job - b.job);
  const say = ({ job, until, resources }: Holder) => `job ${job} holds ${setWords(resources)} until ${dates.at(until)}`;
  return listWords(longestFirst, say, (count) => `${count} more jobs hold others`);
}

function limitWords(limit: number): string {
  if (limit === 0) return "its queue is not treated in this round";
  const jobs = limit === 1 ? "job" : `${limit} jobs`;
  return `the round treats only the first ${jobs} of each queue group, and it comes later`;
}

function requestWords({ fault, moldable, group, level, count }: RequestCause): string {
  switch (fault) {
    case "no_moldable":
      return "it has no moldable";
    case "inner_reservation":
      return "a reservation cannot run in a container";
    case "walltime":
      return `the walltime of its moldable ${moldable} is below 1`;
    case "no_group":
      return `its moldable ${moldable} asks for no group of resources`;
    case "no_level":
      return `its moldable ${moldable} has a group without levels, requests[${group}]`;
    case "bad_count":
      return `its moldable ${moldable} asks for ${count} of the level ${describe(level)}, and that is no count`;
    case "unknown_level":
      return `its moldable ${moldable} asks for the level ${describe(level)}, which the site does not have`;
  }
}

function requiredWords({ state, exitCode, until, reason }: DependencyCause): string {
  if (reason !== null) return `which is left out itself (${reason})`;
  if (until !== null) return "which is placed, but not before it in the same queue group";
  if (state === "Terminated") return `which ended with the exit code ${exitCode}`;
  if (state === "Waiting") return "which is not among the waiting jobs of its queue group";
  return `whose state is ${describe(state)}`;
}

/** `it would fit from A to B on 0-3`; without a window what a hook found. */
function windowWords({ window, kind }: Extract<LeftOutCause, { window: unknown }>, frame: Frame, dates: Dates): string {
  if (window === null) return "its find hook finds resources";
  const alone =
    kind === "resources" && frame.reservation === null ? "if nobody held anything it would run" : "it would run";
  const { begin, end, resources } = window;
  return `${alone} from ${dates.at(begin)} to ${dates.at(end)} on ${setWords(resources)}`;
}

function noOther({ window }: ResourcesCause | QuotaCause, { reservation }: Frame): string {
  return reservation === null && window !== null ? ", and no later window does" : "";
}

function resourcesClause(
  { holders, absent }: ResourcesCause,
  { slotSet }: Frame,
  dates: Dates,
  before: string,
): string {
  const missing = `${slotSet === null ? "the site" : `its container ${describe(slotSet)}`} does not offer all of them`;
  if (holders.length > 0) return `${before}${holderWords(holders, dates)}${absent ? `, and ${missing}` : ""}`;
  return absent ? `${before}${missing}` : `${before}its groups divide what is free so that one of them has too little`;
}

function quotaWords({ refusals }: QuotaCause): string {
  const [first] = refusals;
  if (first === undefined) return "quotas refuse every window";
  const more = refusals.length - 1;
  const others = more === 0 ? "" : ` (${more} more limit${more === 1 ? " refuses" : "s refuse"} it too)`;
  return `${refusalWords(first)}${others}`;
}

function refusalWords({ set, rule, quantity, limit, used, wanted }: QuotaRefusal): string {
  const of = set === "quotas" ? "" : ` of ${describe(set)}`;
  const quota = `the quota ${describe(rule)}${of} allows`;
  if (quantity === "work") {
    const [unit, name] = [limit, used, wanted].every((work) => work % 36 === 0) ? [3600, "hours"] : [1, "seconds"];
    const [most, now, then] = [limit, used, wanted].map((work) => work / unit);
    return `${quota} ${most} resource-${name}: ${now} are counted, and with it there would be ${then}`;
  }
  return `${quota} ${limit} ${limit === 1 ? quantity.slice(0, -1) : quantity} at a time: ${used} ${used === 1 ? "is" : "are"} counted, and with it there would be ${wanted}`;
}

function lackWords({ of, level, within, wanted, found }: LackCause, { slotSet, reservation }: Frame): string {
  if (of === "groups") return "even with everything free its groups leave too little to one of them";
  if (level === null || wanted === null) {
    const time = reservation === null ? "for long enough" : "in its window";
    return `what it asks for is never there all together ${time}`;
  }
  const place =
    of === "site"
      ? "even with everything free"
      : slotSet === null
        ? "of what is there then"
        : `in its container ${describe(slotSet)}`;
  const one = within === null ? "would do" : `within one ${nameWords(within)} would do`;
  const most = found === 0 ? "none" : `only ${found}`;
  return `it asks for ${nameWords(level)}=${countWords(wanted)}, and ${place} ${most} ${one}`;
}

function periodWords({ end }: PeriodCause, tooOld: boolean, dates: Dates): string {
  if (tooOld) return `its window was over at ${dates.at(end)}`;
  return `it would end at ${dates.at(end)}, past the horizon`;
}

function hookWords({ hook, message }: HookCause): string {
  return message ?? `its ${hook} hook finds no place for it`;
}
