/** Rounds with an engine that stays: what has not changed since the last one is not decided again, and written the same. */
import { expect, test } from "vitest";
import { parseConfiguration, type Session } from "../../ts/database/index.js";
import { createEngine, type Logger } from "../../ts/engine/node.js";
import { closeRound, MemoryRecorder, openRound, runRound } from "../../ts/metascheduler/index.js";
import { embeddedSession } from "./embedded.js";
import { fill } from "./reading/rows.js";
import { NOW, resources, rowsOf, valuesOf } from "./round/support.js";

const planOf = (session: Session) =>
  valuesOf(session, "SELECT moldable_job_id, start_time FROM gantt_jobs_predictions WHERE start_time > 0 ORDER BY 1");

test("a round that finds everything as it was decides nothing, and leaves the same plan", async () => {
  await using session = await embeddedSession();
  // All is held until 500 seconds after the first round.
  const jobs = [{ id: 1, assigned: [1, 2], walltime: 600 }, { id: 2 }, { id: 3 }];
  const queue = { queue_name: "default", priority: 3, scheduler_policy: "kamelot", state: "Active" };
  const ids = jobs.map(({ id }) => id);
  await fill(session, {
    ...rowsOf(jobs, resources(2)),
    queues: [queue],
    job_resource_groups: ids.map((id) => ({
      res_group_id: id,
      res_group_moldable_id: id * 10,
      res_group_property: "type = 'default'",
    })),
    job_resource_descriptions: ids.map((id) => ({
      res_job_group_id: id,
      res_job_resource_type: "resource_id",
      res_job_value: 2,
      res_job_order: 0,
    })),
  });
  const told: unknown[] = [];
  const log: Logger = {
    debug: (message, details) => {
      if (message === "scheduled a step") told.push(details?.unchanged);
    },
  };
  const engine = await createEngine({ logger: log });
  const configuration = parseConfiguration('METASCHEDULER_MODE="internal"');
  const roundAt = async (now: number) => {
    const notifier = new MemoryRecorder(configuration.settings, {}, []);
    const round = await openRound({ configuration, session, notifier, log, engine, now, environment: {} });
    await runRound(round);
    await closeRound(round);
    return { unchanged: told.splice(0), plan: await planOf(session) };
  };

  const first = await roundAt(NOW);
  expect(new Set(first.unchanged)).toEqual(new Set([false]));
  expect(first.plan).toHaveLength(3);
  const second = await roundAt(NOW + 20);
  expect(new Set(second.unchanged)).toEqual(new Set([true]));
  expect(second.plan).toEqual(first.plan);
  await session.run("UPDATE jobs SET state = 'Hold' WHERE job_id = 2");
  const third = await roundAt(NOW + 40);
  expect(third.unchanged).toContain(false);
  expect(third.plan).toHaveLength(2);
  // It was given, so that it is not disposed of.
  expect(
    engine.scheduleScenario({ scenario: 1, now: 0, resources: { default: "0", hierarchy: {} }, queues: [], jobs: [] }),
  ).toBeDefined();
  engine.dispose();
});
