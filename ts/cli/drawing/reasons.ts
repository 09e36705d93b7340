/** Reasons in words. */
import type { ReasonCode, Wait } from "../../model/index.js";

/** What each reason code means (section 16 of the rules; reservations: R15.2). */
export const REASON_SENTENCES: Readonly<Record<ReasonCode, string>> = {
  round_limit: "the limit of jobs for a round was reached before it",
  invalid_request: "its request or one of its types is malformed",
  unknown_level: "it asks for a level that the site does not have",
  dependency: "a job it depends on has not ended well, or is not placed",
  no_slot_set: "the container it is to run in is not placed",
  quota: "quotas leave no room for it",
  quota_horizon: "it would end after the time quotas are known for",
  no_resources: "the resources it asks for are never free for long enough",
  hook_failed: "a hook was at fault",
  ar_too_old: "its whole reservation lies in the past",
  ar_out_of_range: "its reservation ends too far in the future",
  ar_no_resources: "the resources it asks for are not free at that date",
  ar_quota: "quotas leave no room for its reservation",
};

/** What it means when a job waits for something other than a job. */
export const OTHER_SENTENCE = "it waits for its container, for quotas, or until its groups fit";

/** A few words for a table: `job 17`, `no_resources`; nothing for a job that waits for nothing. */
export function shortReason(reason: ReasonCode | undefined, wait: Wait | null): string {
  if (reason !== undefined) return reason;
  if (wait === null) return "";
  if (wait.kind === "other") return wait.kind;
  return wait.kind === "dependency" ? `job ${wait.job} (dependency)` : `job ${wait.job}`;
}

/** The end of a sentence about a placed job: `starts at once`, `waits for job 17 to end`. */
export function waitSentence(wait: Wait | null): string {
  if (wait === null) return "starts at once";
  switch (wait.kind) {
    case "dependency":
      return `waits for job ${wait.job}, which it depends on`;
    case "resources":
      return `waits for job ${wait.job} to end`;
    case "other":
      return "waits for its container, for quotas, or until its groups fit";
  }
}
