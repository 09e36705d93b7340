/** What a round knows before it decides. */
import type { GatheredJob, Inventory, PlannedJob, Queue } from "../../database/index.js";
import type { Accounting } from "../../model/index.js";

/** What was read. */
export interface Gathered {
  readonly inventory: Inventory;
  readonly queues: readonly Queue[];
  /** The active queues by falling priority, each group in ascending order. */
  readonly groups: readonly (readonly string[])[];
  /** The jobs that hold resources already. */
  readonly planned: readonly PlannedJob[];
  /** Ordinary jobs. */
  readonly waiting: readonly GatheredJob[];
  /** New reservations. */
  readonly reservations: readonly GatheredJob[];
  /** Accepted reservations that end in this round, since they can no longer start, with their queues. */
  readonly expired: ReadonlyMap<number, string>;
  /** By the queues of a group, see {@link accountingKey}; only where karma counts, and jobs wait. */
  readonly accounting: ReadonlyMap<string, Accounting>;
}

/** The key of a group of queues, whatever their names are. */
export const accountingKey = (queues: readonly string[]): string => JSON.stringify(queues);
