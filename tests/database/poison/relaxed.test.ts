/** Tables of jobs that have lost their checks: NULL, and words that OAR does not know, where it has neither. */
import { beforeAll, describe, expect, test } from "vitest";
import { openedSession } from "../opened.js";
import { JOB_TABLES, type Poison, poisoned, relaxedPoisons, wantingJob } from "./poison.js";
import { culprits, leftOut, roundWith, type Trial } from "./rounds.js";
import { relax } from "./site-poison.js";

const content = "WALLTIME_CHANGE_ENABLED=yes\nJOB_PRIORITY=FAIRSHARE\nSCHEDULER_PRIORITY_HIERARCHY_ORDER=resource_id\n";

const { session } = openedSession("postgres");
beforeAll(() => relax(session, JOB_TABLES));

describe.each(["meta", "kamelot"] as const)("by %s", (by) => {
  test("each column of each kind of job", async () => {
    const { sound } = await roundWith(session, [], { content, by });
    const poisons = relaxedPoisons();
    expect(poisons.length).toBeGreaterThan(900);
    const trial: Trial<Poison> = (some) =>
      roundWith(
        session,
        some.map((poison, index) => poisoned(poison, 100 + index, 11 + index)),
        { resources: 11 + some.length, content, by },
      );
    expect(await culprits(poisons, trial, sound)).toEqual([]);
    // Some of them by themselves, too: together one may hide another.
    for (let first = 0; first < poisons.length; first += 40) {
      expect(await culprits(poisons.slice(first, first + 1), trial, sound)).toEqual([]);
    }
  }, 600_000);
});

test.each([
  ["it has no state", { state: null }],
  ["nothing says whether it is a reservation", { reservation: null }],
  ["there is no such kind of reservation", { reservation: "Perhaps" }],
])("a job is told of, and left out: %s", async (why, row) => {
  const { lines } = await roundWith(session, [wantingJob(100, 11, row)], { resources: 11, content });
  expect(lines).toEqual([leftOut("jobs", why, 100)]);
  expect(await session.run("SELECT FROM gantt_jobs_predictions WHERE moldable_job_id = 1000")).toEqual([]);
});
