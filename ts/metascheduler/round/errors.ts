/** Telling of jobs that ended in error (sections 2.3 and 10.8 of the database reference). */
import type { ChangedJob } from "../../database/index.js";
import type { Round } from "./context.js";

/** Tells Almighty and the owners of jobs that are in state Error, once that is committed. */
export async function tellErrors({ notifier }: Round, jobs: readonly ChangedJob[]): Promise<void> {
  for (const job of jobs) {
    await notifier.almighty("ChState");
    await notifier.owner(job, "ERROR", "Job stopped abnormally or an OAR error occured.");
  }
}
