/** What external mode decides itself: new reservations (sections 5.4 and 5.6 of the database reference). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSession, type Session } from "../../../ts/database/index.js";
import type { CaseRow } from "../cases/case.js";
import { oarDatabase } from "../databases.js";
import { database, fillWith, NOW, nodes, type PlayedJob, play } from "./played.js";

let session: Session;
beforeAll(async () => {
  session = await openSession(await oarDatabase());
});
afterAll(() => session.close());

const asked = (id: number, row: CaseRow, other: Partial<PlayedJob> = {}): PlayedJob => ({
  id,
  ...other,
  row: { reservation: "toSchedule", start_time: NOW + 60, info_type: `front:${41_000 + id}`, ...row },
});
const running = (id: number, resource: number): PlayedJob => ({
  id,
  assigned: [resource],
  walltime: 7_200,
  types: ["besteffort"],
  row: { queue_name: "besteffort" },
});

/** The states after a round whose programs do nothing. */
async function statesAfter(mode: "internal" | "external", jobs: readonly PlayedJob[]) {
  const before = database(jobs, nodes(3));
  const queues = (before.queues ?? []).map((row) => ({ ...row, scheduler_policy: "true" }));
  await fillWith(session, { ...before, queues });
  const played = await play(session, { config: `METASCHEDULER_MODE=${mode}\nSCHEDULERS_PATH=/bin` });
  return played.rows("jobs").map(([id, state]) => `${id} ${state}`);
}

test.each(["internal", "external"] as const)(
  "%s: reservations of the queue besteffort see best-effort jobs, those of other queues do not",
  async (mode) => {
    const jobs = [
      running(11, 1),
      running(12, 2),
      asked(1, { queue_name: "besteffort" }, { property: "resource_id = 1" }),
      asked(2, {}, { property: "resource_id = 2" }),
      asked(3, { queue_name: "besteffort" }, { property: "resource_id = 2" }),
      asked(4, { queue_name: "besteffort" }, { property: "resource_id = 3" }),
    ];
    expect(await statesAfter(mode, jobs)).toEqual([
      "1 Error",
      "2 Waiting",
      "3 Error",
      "4 Waiting",
      "11 Running",
      "12 Running",
    ]);
  },
);
