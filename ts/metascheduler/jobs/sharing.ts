/** Who may lie on top of whom (section 10 of the rules). */
import type { JobTypes } from "./types.js";

/** What of a job decides with whom it shares resources. */
export interface SharingJob {
  readonly user: string;
  /** Empty: it has none. Jobs without a name have the same name (R1.5). */
  readonly name: string;
  readonly types: JobTypes;
}

/** Whether a newcomer may use resources that `holder` holds (R10.2). */
export function mayJoin(newcomer: SharingJob, holder: SharingJob): boolean {
  if (newcomer.types.placeholder !== null && holder.types.allow !== null) return false; // R10.4
  const allowed = newcomer.types.allow !== null && newcomer.types.allow === holder.types.placeholder;
  return allowed || (admits(newcomer, holder) && admits(holder, newcomer));
}

/** Whether a job is time-shared, and its scope admits the other (R10.3). */
function admits({ user, name, types: { timesharing } }: SharingJob, other: SharingJob): boolean {
  if (timesharing === null || other.types.timesharing === null) return false;
  return (!timesharing.user || user === other.user) && (!timesharing.name || name === other.name);
}
