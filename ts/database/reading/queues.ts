/** The queues, and the groups that the round takes one after the other. */
import { tables } from "../schema/index.js";
import type { Queries } from "../session/index.js";

/** A queue. */
export interface Queue {
  readonly name: string;
  /** Queues of one priority are a group; the highest comes first. */
  readonly priority: number;
  /** Name of its external scheduler. */
  readonly policy: string;
  /** One whose row makes no sense (see `readOddRows`) never is. */
  readonly active: boolean;
}

/** A row; where a site has taken away that a value is needed there may be none. */
interface Stored {
  readonly queue_name: string;
  readonly priority: number | null;
  readonly scheduler_policy: string | null;
  readonly state: string | null;
}

/** Reads all queues, by falling priority, then by name. */
export async function readQueues({ tables: db }: Queries): Promise<Queue[]> {
  const { queue_name, priority, scheduler_policy, state } = tables.queues;
  const rows = await db.select({ queue_name, priority, scheduler_policy, state }).from(tables.queues);
  return rows
    .map((row: Stored) => ({
      name: row.queue_name,
      priority: row.priority ?? 0,
      policy: row.scheduler_policy ?? "",
      active: row.state === "Active" && row.priority !== null,
    }))
    .sort((one, other) => other.priority - one.priority || (one.name < other.name ? -1 : 1));
}

/** The names of the active queues, group by group (section 5.4 of the database reference). */
export function queueGroups(queues: readonly Queue[]): string[][] {
  const groups = new Map<number, string[]>();
  for (const { name, priority, active } of queues) {
    if (!active) continue;
    const group = groups.get(priority);
    if (group === undefined) groups.set(priority, [name]);
    else group.push(name);
  }
  return [...groups].sort(([one], [other]) => other - one).map(([, names]) => names);
}
