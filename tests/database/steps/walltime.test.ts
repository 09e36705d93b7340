/** Other walltimes: rows, the step, rows. */
import { describe, expect, test } from "vitest";
import { openSession, readWalltimeSituation, saveWalltimes } from "../../../ts/database/index.js";
import { changeWalltimes } from "../../../ts/metascheduler/round/walltime/index.js";
import type { CaseRow } from "../cases/case.js";
import { insertRows } from "../cases/prepare.js";
import { oarDatabase } from "../databases.js";
import { KINDS, openedSession } from "../opened.js";
import { fill } from "../reading/rows.js";
import { observed } from "../round/support.js";
import { planned, rowsOf } from "./walltime-rows.js";

const NOW = 1_900;
const ENABLED = "WALLTIME_CHANGE_ENABLED=yes\n";

describe.each(KINDS)("on %s", (kind) => {
  const counted = openedSession(kind);
  const { session } = counted;

  const walltimes = async () => {
    const rows = await session.run(
      "SELECT moldable_id, moldable_walltime FROM moldable_job_descriptions ORDER BY moldable_id",
    );
    return Object.fromEntries(rows.map((row) => [Number(row.moldable_id), Number(row.moldable_walltime)]));
  };
  const requests = () => session.run("SELECT * FROM walltime_change ORDER BY job_id");
  const events = () =>
    session.run("SELECT type, job_id, date, description, to_check FROM event_logs ORDER BY event_id");

  test("nothing is read or written unless it is enabled", async () => {
    await fill(session, rowsOf({ 1: { request: {} } }));
    const begun = counted.statements();
    expect(await changeWalltimes(observed(session, "", NOW).round)).toEqual({ changed: [] });
    expect(counted.statements()).toBe(begun);
  });

  test("in full, in part, not now, shorter", async () => {
    await fill(
      session,
      rowsOf(
        {
          1: { request: { force: "YES", granted: 5, granted_with_force: 6, granted_with_delay_next_jobs: 7 } },
          2: { request: { delay_next_jobs: "YES", force: "YES" }, resources: [2, 3] },
          3: { request: {}, resources: [4] },
          4: { request: { pending: -5_000 }, resources: [5] },
          5: { request: { pending: 0, force: "YES" } },
        },
        planned(90, 2_160, [3], { reservation: "Scheduled" }),
      ),
    );
    // Another moldable of a job keeps its walltime.
    await session.run("INSERT INTO moldable_job_descriptions VALUES (11, 1, 77)");
    await session.run("INSERT INTO gantt_jobs_predictions VALUES (910, 2060), (0, 0)");
    await session.run("INSERT INTO gantt_jobs_resources VALUES (910, 4), (0, 0)");
    await session.run("INSERT INTO jobs (job_id, launching_directory, checkpoint_signal) VALUES (91, '', 12)");
    await session.run("INSERT INTO moldable_job_descriptions VALUES (910, 91, 60)");
    const { round, lines, sent } = observed(session, ENABLED, NOW);
    expect(await changeWalltimes(round)).toEqual({ changed: [1, 2, 4] });
    expect(await walltimes()).toMatchObject({ 10: 1_600, 11: 77, 20: 1_100, 30: 1_000, 40: 900, 50: 1_000 });
    const [plain, none] = [
      { force: "NO", delay_next_jobs: "NO" },
      { granted: 0, granted_with_force: 0, granted_with_delay_next_jobs: 0 },
    ];
    expect(await requests()).toEqual([
      { job_id: 1, pending: 0, ...plain, granted: 605, granted_with_force: 606, granted_with_delay_next_jobs: 7 },
      {
        job_id: 2,
        pending: 500,
        force: "YES",
        delay_next_jobs: "YES",
        granted: 100,
        granted_with_force: 100,
        granted_with_delay_next_jobs: 100,
      },
      { job_id: 3, pending: 600, ...plain, ...none },
      { job_id: 4, pending: 0, ...plain, ...none, granted: -100 },
      { job_id: 5, pending: 0, ...plain, ...none, force: "YES" },
    ]);
    const event = (job: number, description: string) => ({
      type: "WALLTIME",
      job_id: job,
      date: NOW,
      description: `walltime changed: ${description}`,
      to_check: "YES",
    });
    expect(await events()).toEqual([
      event(1, "0:26:40 (granted: +0:10:0/pending: 0:0:0/force)"),
      event(2, "0:18:20 (granted: +0:1:40/pending: +0:8:20/force/delay next jobs)"),
      event(4, "0:15:0 (granted: -0:1:40/pending: 0:0:0)"),
    ]);
    expect(sent).toEqual([]);
    expect(lines).toContain("debug: the walltime is not changed now: a job starts at 2060 [3]");
  });

  test("only Running jobs are treated, and suspended time counts", async () => {
    const states = ["Suspended", "Resuming", "Finishing", "Launching", "toLaunch", "Waiting", "Terminated"];
    await fill(
      session,
      rowsOf(
        {
          ...Object.fromEntries(states.map((state, index) => [index + 2, { request: {}, row: { state } }])),
          1: { request: {}, row: { suspended: "YES" } },
          20: { request: {}, row: { suspended: "NO" } },
        },
        {
          job_state_logs: [1, 20].flatMap((id) => [
            { job_id: id, job_state: "Suspended", date_start: 1_100, date_stop: 1_190 },
            { job_id: id, job_state: "Resuming", date_start: 1_190, date_stop: 1_200 },
            { job_id: id, job_state: "Running", date_start: 1_200, date_stop: 0 },
          ]),
        },
      ),
    );
    // Without its 100 suspended seconds a job is over at 2000.
    expect(await changeWalltimes(observed(session, ENABLED, 2_050).round)).toEqual({ changed: [1] });
  });

  test("next jobs: who counts", async () => {
    // The seconds that a job gets, by the job that starts at 2100 on its resource.
    const next: readonly (readonly [seconds: number, next: CaseRow, type?: string])[] = [
      [40, {}],
      [40, { state: "toAckReservation" }],
      [40, { state: "Running" }],
      [600, { state: "Hold" }],
      [600, { state: "Terminated" }],
      [600, {}, "besteffort"],
      [600, {}, "inner=c"],
    ];
    const ids = next.map((_, index) => index + 1);
    const rows = rowsOf(Object.fromEntries([...ids, 50, 51].map((id) => [id, { request: {} }])));
    await fill(session, rows);
    await session.transaction(async (queries) => {
      for (const [index, [, row, type]] of next.entries()) {
        const id = 100 + index;
        await insertRows(queries, planned(id, 2_100, [index + 1], row));
        if (type !== undefined) await insertRows(queries, { job_types: [{ job_id: id, type }] });
      }
      // On another resource; of a job that is not there; its own.
      await insertRows(queries, planned(200, 2_100, [99]));
      await insertRows(queries, { ...planned(201, 2_100, [50]), jobs: [] });
      await queries.run("INSERT INTO gantt_jobs_predictions VALUES (510, 2100)");
      await queries.run("INSERT INTO gantt_jobs_resources VALUES (510, 51)");
    });
    await changeWalltimes(observed(session, ENABLED, NOW).round);
    const found = await walltimes();
    expect(ids.map((id) => (found[id * 10] ?? 0) - 1_000)).toEqual(next.map(([seconds]) => seconds));
    expect([found[500], found[510]]).toEqual([1_600, 1_600]);
  });

  test("containers come first, and limit their inner jobs", async () => {
    await fill(
      session,
      rowsOf({
        1: { request: {}, types: ["inner=9"], resources: [1] },
        2: { request: {}, types: ["inner=pool"], resources: [1] },
        3: { request: {}, types: ["inner=late"], resources: [1] },
        8: { types: ["container=late"], row: { state: "Launching" } },
        9: { request: { pending: 200 }, types: ["container"], resources: [1, 2, 3] },
      }),
    );
    const { round, lines } = observed(session, ENABLED, NOW);
    // The container ends at 2199 now; the inner job's end with its pad is 2059.
    expect(await changeWalltimes(round)).toEqual({ changed: [1, 9] });
    expect(await walltimes()).toMatchObject({ 10: 1_140, 20: 1_000, 30: 1_000, 90: 1_200 });
    for (const [id, name] of [
      [2, "pool"],
      [3, "late"],
    ]) {
      expect(lines).toContain(
        `debug: the walltime is not changed now: no running container ${name} holds its resources [${id}]`,
      );
    }
  });

  test("rows that make no sense are reported, and the others go on", async () => {
    await fill(
      session,
      rowsOf(
        {
          1: { request: {}, row: { assigned_moldable_job: null } },
          2: { request: {}, row: { assigned_moldable_job: 999 } },
          3: { request: {}, row: { assigned_moldable_job: 40 } },
          4: { request: {}, row: { job_name: null } },
          5: { request: {}, walltime: -1 },
          6: { request: {}, resources: [] },
          7: { request: { pending: 2_147_483_647 } },
          8: { request: { granted: 2_147_483_647 } },
          9: { request: {}, types: ["timesharing", "", "=", "inner="] },
          10: { request: { pending: -2_147_483_648 }, row: { start_time: 2_147_483_647 } },
          11: { request: { pending: 1 }, row: { start_time: -2_147_483_648 } },
        },
        { walltime_change: [{ job_id: 500, pending: 5 }] },
      ),
    );
    const { round, lines } = observed(session, ENABLED, NOW);
    expect(await changeWalltimes(round)).toEqual({ changed: [4, 9, 10] });
    expect(lines.filter((line) => line.startsWith("warn"))).toEqual([
      "warn: the walltime cannot be changed: it has no assigned moldable [1]",
      "warn: the walltime cannot be changed: it has no assigned moldable [2]",
      "warn: the walltime cannot be changed: it has no assigned moldable [3]",
      "warn: the walltime cannot be changed: its walltime is -1 s [5]",
      "warn: the walltime cannot be changed: it has no assigned resources [6]",
      "warn: the walltime cannot be changed: a change by 2147483647 s is more than the columns hold [7]",
      "warn: the walltime cannot be changed: a change by 600 s is more than the columns hold [8]",
    ]);
    expect(await walltimes()).toMatchObject({ 10: 1_000, 40: 1_600, 50: -1, 70: 1_000, 90: 1_600, 100: 1 });
  });

  test("what was overtaken is not written, and the rest with it", async () => {
    await fill(session, rowsOf({ 1: { request: {} }, 2: { request: {} }, 3: { request: {} } }));
    const { requests: read } = await session.snapshot((queries) => readWalltimeSituation(queries, NOW));
    const changes = read.map(({ id, pending, force, delayNextJobs, walltime }) => ({
      job: id,
      moldable: id * 10,
      oldWalltime: walltime,
      walltime: walltime + 60,
      asked: { pending, force, delayNextJobs },
      pending: 540,
      granted: 60,
      grantedWithForce: 0,
      grantedDelaying: 0,
      force,
      delayNextJobs,
    }));
    await session.run("UPDATE jobs SET state = 'Finishing' WHERE job_id = 1");
    await session.run("UPDATE walltime_change SET force = 'YES' WHERE job_id = 2");
    expect(await session.transaction((queries) => saveWalltimes(queries, changes))).toEqual([3]);
    expect(await walltimes()).toEqual({ 10: 1_000, 20: 1_000, 30: 1_060 });
    expect((await requests()).map((row) => row.pending)).toEqual([600, 600, 540]);
  });

  test("the statements do not grow with the number of requests", async () => {
    const counts: number[] = [];
    for (const size of [1, 40]) {
      await fill(
        session,
        rowsOf(Object.fromEntries(Array.from({ length: size }, (_, index) => [index + 1, { request: {} }]))),
      );
      const begun = counted.statements();
      const { changed } = await changeWalltimes(observed(session, ENABLED, NOW).round);
      expect(changed).toHaveLength(size);
      counts.push(counted.statements() - begun);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});

test("a job that ends in the meantime: all is decided again", async () => {
  const settings = await oarDatabase();
  await using session = await openSession(settings);
  await using other = await openSession(settings);
  const rows = rowsOf({
    1: { request: {}, types: ["inner=9"], resources: [1] },
    2: { request: {} },
    9: { request: {}, types: ["container"], resources: [1] },
  });
  await fill(session, rows);
  const { round } = observed(session, ENABLED, NOW);
  let groups = 0;
  const writer = Object.assign(Object.create(round.writer), {
    session,
    group: async (work: Parameters<typeof round.writer.group>[0]) => {
      // What the inner job was granted rests on the container's grant.
      if (groups++ === 0) await other.run("UPDATE jobs SET state = 'Finishing' WHERE job_id = 9");
      return round.writer.group(work);
    },
  });
  expect(await changeWalltimes({ ...round, writer })).toEqual({ changed: [2] });
  expect(groups).toBe(2);
  const [{ events } = { events: 0 }] = await session.run("SELECT count(*) AS events FROM event_logs");
  expect(events).toBe(1);
});
