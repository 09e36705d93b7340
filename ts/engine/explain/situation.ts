/** All that the account of a job is named by. */
import type { Assignment, ReasonCode, Wait } from "../../model/index.js";
import type { RoundColumns, WorkColumns } from "../columns.js";
import type { Rules } from "../encode/index.js";
import type { HookFault } from "../hooks/index.js";

/** What was decided of a job. */
export type Outcome =
  | { assignment: Assignment; waitsFor: Wait | null }
  /** `hookFault`: what a hook did wrong with it. */
  | { reason: ReasonCode; hookFault: HookFault | null };

/** Writes a set of ranks as a set of the numbers that others know the resources by: `0-3` as `101-104`. */
export type SetNames = (resources: string) => string;

/** All that an account is named by. */
export interface Situation {
  /** The jobs among which the job is: those of its step, or of the round. */
  work: WorkColumns;
  /** Its place among them. */
  row: number;
  /** The platform of the round. */
  platform: Pick<RoundColumns, "settings" | "quotas">;
  /** Names the quota rules; `null`: quotas are off. */
  rules: Rules | null;
  /** Names of the reasons, by their number. */
  reasonCodes: readonly string[];
  outcome: Outcome;
  /** How a set of ranks is written; `null`: as ranks. */
  setNames: SetNames | null;
  /** What was decided of any job of the round; `undefined`: there is none of that id, or it was there before. */
  outcomeOf(job: number): Outcome | undefined;
}
