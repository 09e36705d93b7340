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
  readonly active: boolean;
}

/** Reads all queues, by falling priority, then by name. */
export async function readQueues({ tables: db }: Queries): Promise<Queue[]> {
  const { queue_name, priority, scheduler_policy, state } = tables.queues;
  const rows = await db.select({ queue_name, priority, scheduler_policy, state }).from(tables.queues);
  return rows
    .map((row) => ({
      name: row.queue_name,
      priority: row.priority,
      policy: row.scheduler_policy,
      active: row.state === "Active",
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
