/** Queues. */
import { eq } from "drizzle-orm";
import { tables } from "../schema/index.js";
import type { Transaction } from "../session/index.js";

/** Takes a queue out of the rounds; only an administrator brings it back (section 6 of the database reference). */
export async function disableQueue({ tables: db }: Transaction, queue: string): Promise<void> {
  await db.update(tables.queues).set({ state: "notActive" }).where(eq(tables.queues.queue_name, queue));
}
