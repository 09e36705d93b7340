/** Which part of a round a statement belongs to. */
import type { Statement } from "./wire.js";

/**
 * `read`: snapshots; `plan`: what the jobs and the plan are given; `copy`: the copy of the plan that users see; `rest`:
 * leading, launches and all else that is written; `own`: the server waits for our process, which decides, and makes
 * rows of what was decided.
 */
export const PHASES = ["read", "own", "plan", "copy", "rest"] as const;
/** One of them. */
export type Phase = (typeof PHASES)[number];

/** Milliseconds by part. */
export type PhaseTimes = Readonly<Record<Phase, number>>;

/**
 * Shares the time between the first statement and the last answer among the parts of a round.
 *
 * @param statements of one connection, in their order
 */
export function phaseTimes(statements: readonly Statement[]): PhaseTimes {
  const times: Record<Phase, number> = { read: 0, own: 0, plan: 0, copy: 0, rest: 0 };
  let before = statements[0]?.sentAt ?? 0;
  for (const group of groupsOf(statements)) {
    const kind = kindOf(group);
    for (const { text, sentAt, answeredAt } of group) {
      times.own += sentAt - before;
      times[kind === "plan" && /_visu\b/.test(text) ? "copy" : kind] += answeredAt - sentAt;
      before = answeredAt;
    }
  }
  return times;
}

/** How many statements there are, but for those that renew the lease of a leader: their number depends on the time. */
export function countOf(statements: readonly Statement[]): number {
  const begun = ([first]: readonly Statement[]): boolean => /^BEGIN\b/.test(first?.text ?? "");
  return groupsOf(statements).flatMap((group) =>
    begun(group) ? group : group.filter(({ text }) => !/\bpg_locks\b/.test(text)),
  ).length;
}

/** Transactions, and what is between them. */
function groupsOf(statements: readonly Statement[]): Statement[][] {
  const groups: Statement[][] = [[]];
  for (const statement of statements) {
    if (/^BEGIN\b/.test(statement.text)) groups.push([]);
    groups.at(-1)?.push(statement);
    if (/^(COMMIT|ROLLBACK)$/.test(statement.text)) groups.push([]);
  }
  return groups;
}

function kindOf(group: readonly Statement[]): Phase {
  const has = (pattern: RegExp) => group.some(({ text }) => pattern.test(text));
  if (has(/^BEGIN\b.*READ ONLY/)) return "read";
  // What launches jobs moves them in the plan, too.
  return has(/\bgantt_jobs_resources\b/) && !has(/^INSERT INTO assigned_resources\b/) ? "plan" : "rest";
}
