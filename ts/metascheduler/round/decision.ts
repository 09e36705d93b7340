/** What the queue groups of a round came to, for whoever wants to know why. */
import type { CycleResult } from "../../engine/index.js";
import type { RejectedJob } from "../../model/index.js";
import type { Gathered } from "./gathered.js";

/** A plan that was decided, and what it was decided from. */
export interface Decision {
  readonly gathered: Gathered;
  /** In the order of the round: of each group its ordinary jobs, then the new reservations queue by queue. */
  readonly steps: readonly CycleResult[];
  /** Jobs that hold resources and with which something is wrong: nothing knows of what they hold. */
  readonly rejected: readonly RejectedJob[];
}
