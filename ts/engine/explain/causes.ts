/** What is in the way of a job, by name. */
import type {
  DelayCause,
  DependencyCause,
  HookCause,
  LackCause,
  LeftOutCause,
  QuotaCause,
  QuotaRefusal,
  RefusedWindow,
  RequestFault,
  ResourcesCause,
  TypeFault,
  Wait,
} from "../../model/index.js";
import type { Rules } from "../encode/index.js";
import { InternalError } from "../errors.js";
import { askedHook, type HookFault, messageOf } from "../hooks/index.js";
import type { JobNames } from "./names.js";
import type { Account, Flaw, Lack, Refusal, Refused } from "./read.js";
import type { Outcome, Situation } from "./situation.js";

/** By the number of a flaw, less 1; the faults of types come first. */
const TYPE_FAULTS: readonly TypeFault[] = ["no_such_scope", "no_value", "repeated", "placeholder_and_allow"];
const REQUEST_FAULTS: readonly RequestFault[] = [
  "no_moldable",
  "inner_reservation",
  "walltime",
  "no_group",
  "no_level",
  "bad_count",
  "unknown_level",
];
/** By the number of a quantity. */
const QUANTITIES = ["resources", "jobs", "work"] as const;

/** Why a placed job does not start earlier. */
export function delayCause(account: Account, job: JobNames, wait: Wait | null, situation: Situation): DelayCause {
  if (wait?.kind === "dependency" && wait.job !== null) {
    return dependencyCause(job, job.dependencyOn(wait.job), situation);
  }
  const { refused } = account;
  if (refused === null) return hookCause(job, null);
  return refused.refusals.length > 0 ? quotaCause(refused, job, situation.rules) : resourcesCause(refused, job);
}

/** Why a job is left out. */
export function leftOutCause(
  account: Account,
  job: JobNames,
  { reason, hookFault }: Extract<Outcome, { hookFault: unknown }>,
  situation: Situation,
): LeftOutCause {
  const { flaw, refused, lack } = account;
  const [now = 0, pad = 0, roundLimit = 0] = situation.platform.settings;
  switch (reason) {
    case "round_limit":
      return { kind: "limit", limit: roundLimit };
    case "invalid_request":
    case "unknown_level":
      if (flaw !== null) return flawCause(flaw, job);
      break;
    case "dependency":
      if (account.dependency !== null) return dependencyCause(job, account.dependency, situation);
      break;
    case "no_slot_set":
      return { kind: "slot_set", slotSet: job.slotSet ?? "" };
    case "quota":
    case "ar_quota":
      return quotaCause(refused, job, situation.rules);
    case "quota_horizon": {
      const latest = now + (situation.platform.quotas.settings[2] as number);
      return { kind: "quota_horizon", window: refused && windowOf(refused, job), latest };
    }
    case "ar_too_old":
    case "ar_out_of_range": {
      const begin = job.reservation ?? now;
      const from = reason === "ar_too_old" ? begin : Math.max(begin, now);
      return { kind: "period", begin, end: from + job.walltime(0) + pad - 1 };
    }
    case "hook_failed":
      return hookCause(job, hookFault);
    case "no_resources":
    case "ar_no_resources":
      if (lack !== null) return lackCause(lack, job, pad);
      if (refused !== null) return resourcesCause(refused, job);
  }
  if (!job.hasHook) throw new InternalError(`nothing is known of why job ${job.id} is left out`);
  return hookCause(job, null);
}

function flawCause({ kind, at, group, level }: Flaw, job: JobNames): LeftOutCause {
  const typeFault = TYPE_FAULTS[kind - 1];
  if (typeFault !== undefined) return { kind: "type", type: job.types[at] ?? "", fault: typeFault };
  const fault = REQUEST_FAULTS[kind - 1 - TYPE_FAULTS.length] as RequestFault;
  const inMoldable = fault !== "no_moldable" && fault !== "inner_reservation";
  const inLevel = fault === "bad_count" || fault === "unknown_level";
  const [name = null, count = null] = (inLevel && job.levels(at, group)[level]) || [];
  return {
    kind: "request",
    fault,
    moldable: inMoldable ? job.moldable(at) : null,
    group: inLevel || fault === "no_level" ? group : null,
    level: name,
    count,
  };
}

function dependencyCause(job: JobNames, at: number, { outcomeOf }: Situation): DependencyCause {
  const required = job.dependency(at);
  const outcome = outcomeOf(required.job);
  return {
    kind: "dependency",
    ...required,
    until: outcome !== undefined && "assignment" in outcome ? outcome.assignment.end : null,
    reason: outcome !== undefined && "reason" in outcome ? outcome.reason : null,
  };
}

function windowOf({ moldable, begin, end, resources }: Refused, job: JobNames): RefusedWindow {
  return { moldable: job.moldable(moldable), begin, end, resources };
}

function resourcesCause(refused: Refused, job: JobNames): ResourcesCause {
  const { holders, absent } = refused;
  return { kind: "resources", window: windowOf(refused, job), holders, absent };
}

function quotaCause(refused: Refused | null, job: JobNames, rules: Rules | null): QuotaCause {
  const refusals = rules === null ? [] : (refused?.refusals ?? []).map((refusal) => nameRefusal(refusal, rules));
  return { kind: "quota", window: refused && windowOf(refused, job), refusals };
}

function nameRefusal({ set, rule, quantity, limit, used, wanted }: Refusal, rules: Rules): QuotaRefusal {
  const written = rules.written(rules.begin(set) + rule);
  return {
    set: written.set,
    rule: written.key,
    quantity: QUANTITIES[quantity] as QuotaRefusal["quantity"],
    written: written.limits[quantity] as QuotaRefusal["written"],
    limit,
    used,
    wanted,
  };
}

function lackCause(lack: Lack, job: JobNames, pad: number): LeftOutCause {
  const moldable = job.moldable(lack.moldable);
  if (lack.kind === 4) {
    return { kind: "horizon", moldable, earliest: lack.earliest, length: job.walltime(lack.moldable) + pad };
  }
  if (!("found" in lack)) {
    const of = lack.kind === 3 ? "together" : "groups";
    const nothing = { group: null, level: null, within: null, wanted: null, found: null };
    return { kind: "lack", of, moldable, ...nothing } satisfies LackCause;
  }
  const levels = job.levels(lack.moldable, lack.group);
  const [level, wanted] = levels[lack.level] as [string, number];
  return {
    kind: "lack",
    of: lack.kind === 1 ? "site" : "slot_set",
    moldable,
    group: lack.group,
    level,
    within: levels[lack.level - 1]?.[0] ?? null,
    wanted,
    found: lack.found,
  };
}

function hookCause(job: JobNames, fault: HookFault | null): HookCause {
  if (fault !== null)
    return { kind: "hook", hook: fault.hook, code: fault.code, message: messageOf({ ...fault, job: null }) };
  // Neither the window nor the resources were the core's choice, so they must have been a hook's.
  return { kind: "hook", hook: askedHook(job.types).kind, code: null, message: null };
}
