/** What is gathered from the database of a case, decided by the core, is what the case says was planned. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSession, type Session } from "../../../ts/database/index.js";
import { ranksOf } from "../../../ts/model/index.js";
import { redox } from "../../support/engine.js";
import { loadCases } from "../cases/case.js";
import { change, prepare } from "../cases/prepare.js";
import { oarDatabase } from "../databases.js";
import { flush, gather } from "./gather.js";

const cases = loadCases().filter(({ mode }) => mode === "internal");

let session: Session;
beforeAll(async () => {
  session = await openSession(await oarDatabase());
});
afterAll(() => session.close());

test.each(cases.map((one) => [one.name, one] as const))("%s", async (_, one) => {
  const [round] = one.rounds;
  if (round === undefined) throw new Error("no round");
  await prepare(session, one);
  await change(session, round);
  await flush(session);
  const { scenario, inventory, waiting } = await gather(session, one);
  const schedule = await redox.scheduleScenario(scenario);
  const after = {
    starts: new Map(round.after.gantt_jobs_predictions?.map((row) => [row.moldable_job_id, row.start_time])),
    resources: round.after.gantt_jobs_resources ?? [],
  };
  for (const { job } of waiting) {
    const assignment = schedule.assignments[job.id] ?? null;
    const moldables = new Set(job.moldables?.map(({ id }) => id));
    const planned = [...after.starts].filter(([id]) => moldables.has(Number(id)));
    expect(planned, `job ${job.id}`).toEqual(assignment === null ? [] : [[assignment.moldable, assignment.begin]]);
    if (assignment === null) continue;
    const ids = ranksOf(assignment.resources).map((rank) => inventory.resources[rank]?.id);
    const expected = after.resources.filter((row) => row.moldable_job_id === assignment.moldable);
    expect(ids.sort(), `job ${job.id}`).toEqual(expected.map((row) => row.resource_id).sort());
  }
});
