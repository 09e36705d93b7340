/** What the database does not take: the job is reported and left out, wholly, and the others are written in one group. */
import { describe, expect, test } from "vitest";
import { killOrLaunch } from "../../../ts/metascheduler/round/kill-or-launch.js";
import { endInError } from "../../../ts/metascheduler/round/notices/errors.js";
import { resumeJobs } from "../../../ts/metascheduler/round/resume.js";
import { changeWalltimes } from "../../../ts/metascheduler/round/walltime/index.js";
import { KINDS, openedSession } from "../opened.js";
import { fill } from "../reading/rows.js";
import { type JobRows, NOW, observed, resources, rowsOf, valuesOf, whileRefusing } from "./support.js";

const CLUSTER = resources(8);

/** A job that is to start now. */
const due = (id: number): JobRows => ({ id, plan: { start: NOW, resources: [id] } });
/** A job that holds a resource. */
const holding = (id: number, row: NonNullable<JobRows["row"]>, types: readonly string[] = []): JobRows => ({
  id,
  row,
  types,
  walltime: 7200,
  assigned: [id],
  plan: { start: NOW - 100, resources: [id] },
});

describe.each(KINDS)("on %s", (kind) => {
  const counted = openedSession(kind);
  const { session } = counted;

  const refusing = <Result>(table: string, condition: string, work: () => Promise<Result>): Promise<Result> =>
    whileRefusing(session, { table, condition }, work);

  const states = async () =>
    (await valuesOf(session, "SELECT state::text FROM jobs ORDER BY job_id")).map(([state]) => state);

  test("launches", async () => {
    await fill(session, rowsOf([1, 2, 3, 4, 5].map(due), CLUSTER));
    const { round, told, lines } = observed(session);
    const { launched } = await refusing("job_state_logs", "job_id IN (2, 5)", () => killOrLaunch(round));
    expect(launched).toEqual([1, 3, 4]);
    expect(told).toEqual(["launch 1", "launch 3", "launch 4"]);
    expect(await states()).toEqual(["toLaunch", "Waiting", "toLaunch", "toLaunch", "Waiting"]);
    expect(await valuesOf(session, "SELECT DISTINCT moldable_job_id FROM assigned_resources ORDER BY 1")).toEqual([
      [10],
      [30],
      [40],
    ]);
    const text = "error: a job cannot be launched: the database refuses it";
    expect(lines).toEqual([`${text} [2]`, `${text} [5]`]);
  });

  test("nothing is launched, and nobody told, if a statement fails for another reason", async () => {
    await fill(session, rowsOf([due(1), due(2)], CLUSTER));
    await session.run("ALTER TABLE job_state_logs RENAME TO hidden");
    try {
      const { round, told } = observed(session);
      await expect(killOrLaunch(round)).rejects.toMatchObject({ code: "statement_failed", sqlState: "42P01" });
      expect(told).toEqual([]);
      expect(await states()).toEqual(["Waiting", "Waiting"]);
      expect(await valuesOf(session, "SELECT * FROM assigned_resources")).toEqual([]);
    } finally {
      await session.run("ALTER TABLE hidden RENAME TO job_state_logs");
    }
  });

  test("kills: Almighty is told for the others", async () => {
    const rows = rowsOf(
      [1, 2, 3].flatMap((id) => [
        holding(id, { queue_name: "besteffort" }, ["besteffort"]),
        { ...due(id + 10), plan: { start: NOW, resources: [id] } },
      ]),
      CLUSTER,
    );
    await fill(session, rows);
    const { round, told, lines } = observed(session);
    const outcome = await refusing("frag_jobs", "frag_id_job = 1", () => killOrLaunch(round));
    expect(outcome).toMatchObject({ exitCode: 2, killed: [2, 3] });
    expect(told).toEqual(["almighty ChState"]);
    expect(lines).toEqual(["error: a job cannot be killed: the database refuses it [1]"]);
    expect(await valuesOf(session, "SELECT type, job_id FROM event_logs ORDER BY job_id, type")).toEqual([
      ["BESTEFFORT_KILL", 2],
      ["FRAG_JOB_REQUEST", 2],
      ["BESTEFFORT_KILL", 3],
      ["FRAG_JOB_REQUEST", 3],
    ]);
  });

  test("resuming, and the end of jobs in error", async () => {
    const resuming = [1, 2].map((id) => holding(id, { state: "Resuming", suspended: "YES" }, ["noop"]));
    await fill(
      session,
      rowsOf([...resuming, { id: 3, row: { state: "toError" } }, { id: 4, row: { state: "toError" } }], CLUSTER),
    );
    const { round, lines } = observed(session);
    await refusing("job_state_logs", "job_id IN (1, 3)", async () => {
      expect(await resumeJobs(round)).toEqual([2]);
      const job = { state: "toError", interactive: false, scheduled: false, infoType: null, message: "" } as const;
      const more = { startTime: 0, kill: "none", attempted: false, killed: false } as const;
      await endInError(round, [
        { id: 3, ...job, ...more },
        { id: 4, ...job, ...more },
      ]);
    });
    expect(await states()).toEqual(["Resuming", "Running", "toError", "Error"]);
    expect(lines).toEqual([
      "error: a job cannot be resumed: the database refuses it [1]",
      "error: a job cannot be ended: the database refuses it [3]",
    ]);
  });

  test("walltimes: what rests on a refused one is decided again without it", async () => {
    const container = holding(1, {}, ["container"]);
    const inner = holding(2, {}, ["inner=1"]);
    const rows = rowsOf([{ ...container, assigned: [1, 2] }, inner, holding(3, {})], CLUSTER);
    rows.walltime_change = [1, 2, 3].map((job_id) => ({ job_id, pending: 600 }));
    await fill(session, rows);
    const content = "WALLTIME_CHANGE_ENABLED=yes\nSCHEDULER_JOB_SECURITY_TIME=0";
    const { round, lines } = observed(session, content);
    const { changed } = await refusing("walltime_change", "job_id = 1 AND granted > 0", () => changeWalltimes(round));
    // Without more time for its container there is none for the job inside of it.
    expect(changed).toEqual([3]);
    expect(await valuesOf(session, "SELECT moldable_walltime FROM moldable_job_descriptions ORDER BY 1")).toEqual([
      [7200],
      [7200],
      [7800],
    ]);
    expect(lines).toContain("error: a job cannot be given another walltime: the database refuses it [1]");
    expect(await valuesOf(session, "SELECT job_id FROM event_logs")).toEqual([[3]]);
  });
});
