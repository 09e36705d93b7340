/** Who may use what somebody holds: time sharing and placeholders (section 10 of the rules). */
import type { RankSet } from "./rank-set.js";
import type { ReferenceJob } from "./site.js";
import type { Slot } from "./slots.js";
import type { Scope } from "./types.js";

/** What the newcomer may use in a slot: what exists there and is held by compatible jobs only (R10.1). */
export function mayUse(newcomer: ReferenceJob, slot: Slot): RankSet {
  const barred: RankSet[] = [];
  for (const holder of slot.holders) if (!compatible(newcomer, holder.job)) barred.push(holder.resources);
  return slot.existing.minus(...barred);
}

/** Whether the newcomer may go on top of the holder (R10.2, R10.4). */
export function compatible(newcomer: ReferenceJob, holder: ReferenceJob): boolean {
  if (newcomer.types.placeholder !== null && holder.types.allow !== null) return false;
  if (newcomer.types.allow !== null && newcomer.types.allow === holder.types.placeholder) return true;
  const own = newcomer.types.timesharing;
  const other = holder.types.timesharing;
  return own !== null && other !== null && admits(own, newcomer, holder) && admits(other, newcomer, holder);
}

/** Whether a scope lets two jobs share (R10.3). */
function admits(scope: Scope, one: ReferenceJob, other: ReferenceJob): boolean {
  return (!scope.user || one.user === other.user) && (!scope.name || one.name === other.name);
}
