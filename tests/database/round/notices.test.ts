/** The end of a round on rows of one's own: who is told, and what is written before and after. */
import { describe, expect, test, vi } from "vitest";
import type { Engine } from "../../../ts/engine/index.js";
import { closeRound } from "../../../ts/metascheduler/index.js";
import { sendNotices } from "../../../ts/metascheduler/round/notices/index.js";
import type { Rows } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { fill } from "../reading/rows.js";
import { accepted, attempt, inState, interactive, refusal } from "./notices-rows.js";
import { type JobRows, NOW, type Observed, OvertakenWriter, observed, rowsOf, valuesOf } from "./support.js";

const NONE: ReadonlySet<number> = new Set();

describe.each(KINDS)("on %s", (kind) => {
  const counted = openedSession(kind);
  const { session } = counted;

  const prepare = (jobs: readonly JobRows[], more: Rows = {}) => fill(session, { ...rowsOf(jobs, []), ...more });
  const states = () => valuesOf(session, "SELECT job_id, state::text FROM jobs ORDER BY job_id");
  const events = () => valuesOf(session, "SELECT job_id, type FROM event_logs ORDER BY event_id");
  const frags = () => valuesOf(session, "SELECT frag_id_job, frag_state FROM frag_jobs ORDER BY 1");

  /** A round in which the clients of these jobs do not answer. */
  function round(refusing: ReadonlySet<number> = NONE): Observed {
    const seen = observed(session);
    const { oarsub } = seen.round.notifier;
    const notifier = {
      ...seen.round.notifier,
      oarsub: async (infoType: string | null, text: string) => {
        if (infoType === null || refusing.has(Number(infoType.split(":")[1]) - 50_000)) return false;
        return oarsub(infoType, text);
      },
    };
    return { ...seen, round: { ...seen.round, notifier } };
  }

  test("interactive jobs are told their prediction; a session that is lost ends its job, once", async () => {
    const { plan: _, ...unplanned } = interactive(6);
    await prepare(
      [
        interactive(1),
        interactive(2),
        interactive(3, { info_type: null }),
        interactive(4, { job_type: "PASSIVE" }),
        interactive(5, { reservation: "Scheduled" }),
        unplanned,
        interactive(7),
        interactive(8),
        interactive(9, { state: "Hold" }),
      ],
      {
        frag_jobs: [
          { frag_id_job: 7, frag_state: "LEON" },
          { frag_id_job: 8, frag_state: "FRAGGED" },
        ],
      },
    );
    const told = (id: number) =>
      `oarsub front:${50_000 + id} [2023-11-14 22:13:20] Start prediction: 2023-11-14 22:14:20 (R=${id})`;
    const first = round(new Set([2]));
    expect(await sendNotices(first.round, NONE)).toEqual({ exitCode: 0 });
    expect(first.told).toEqual([told(1), told(8), "almighty Qdel", "almighty Qdel"]);
    expect(await valuesOf(session, "SELECT job_id, type, description FROM event_logs ORDER BY job_id, type")).toEqual([
      [2, "FRAG_JOB_REQUEST", "User oar requested to frag the job 2"],
      [2, "LOST_SESSION", "kill the interactive job because session is lost 2"],
      [3, "FRAG_JOB_REQUEST", "User oar requested to frag the job 3"],
      [3, "LOST_SESSION", "kill the interactive job because session is lost 3"],
    ]);
    const second = round(new Set([2]));
    await sendNotices(second.round, NONE);
    expect(second.told).toEqual([told(1), told(8)]);
    expect(await events()).toHaveLength(4);
  });

  test("of several predictions the first is told; a job that has started meanwhile has not lost its session", async () => {
    await prepare([interactive(1), interactive(2)], {
      moldable_job_descriptions: [
        { moldable_id: 10, moldable_job_id: 1, moldable_walltime: 600 },
        { moldable_id: 11, moldable_job_id: 1, moldable_walltime: 600 },
        { moldable_id: 20, moldable_job_id: 2, moldable_walltime: 600 },
      ],
      gantt_jobs_predictions: [
        { moldable_job_id: 10, start_time: NOW + 60 },
        { moldable_job_id: 11, start_time: NOW + 30 },
        { moldable_job_id: 20, start_time: NOW },
        { moldable_job_id: 0, start_time: 0 },
      ],
    });
    const seen = round(new Set([2]));
    const writer = new OvertakenWriter(session, "UPDATE jobs SET state = 'Running' WHERE job_id = 2");
    await sendNotices({ ...seen.round, writer }, NONE);
    expect(seen.told).toEqual(["oarsub front:50001 [2023-11-14 22:13:20] Start prediction: 2023-11-14 22:13:50 (R=1)"]);
    expect(await events()).toEqual([]);
  });

  test("jobs in toError: clients that wait are told twice, Almighty once for each, and the owners", async () => {
    await prepare(
      [
        inState(1, "toError", { job_type: "INTERACTIVE" }),
        inState(2, "toError"),
        inState(3, "toError", { reservation: "Scheduled" }),
        inState(4, "toError", { reservation: "Scheduled", info_type: null }),
        inState(5, "toError", { job_type: "INTERACTIVE" }),
      ],
      { frag_jobs: [{ frag_id_job: 5, frag_state: "LEON" }] },
    );
    const { round: one, told } = round();
    expect(await sendNotices(one, NONE)).toEqual({ exitCode: 0 });
    const clients = told.filter((line) => line.startsWith("oarsub"));
    for (const id of [1, 3, 5]) {
      const own = clients.filter((line) => line.includes(`front:${50_000 + id}`));
      expect(own).toEqual([`oarsub front:${50_000 + id} why ${id}`, `oarsub front:${50_000 + id} BAD JOB`]);
    }
    expect(clients).toHaveLength(6);
    expect(told.slice(6)).toEqual(
      [1, 2, 3, 4, 5].flatMap((id) => [
        "almighty ChState",
        `owner ${id} ERROR Job stopped abnormally or an OAR error occured.`,
      ]),
    );
    expect(await states()).toEqual([1, 2, 3, 4, 5].map((id) => [id, "Error"]));
    expect(await valuesOf(session, "SELECT DISTINCT moldable_index FROM moldable_job_descriptions")).toEqual([["LOG"]]);
  });

  test("a job in toError that somebody else has ended is not told of", async () => {
    await prepare([inState(1, "toError"), inState(2, "toError")]);
    const { round: one, told } = round();
    const writer = new OvertakenWriter(session, "UPDATE jobs SET state = 'Terminated' WHERE job_id = 2");
    await sendNotices({ ...one, writer }, NONE);
    expect(told.filter((line) => line === "almighty ChState")).toHaveLength(1);
    expect(await states()).toEqual([
      [1, "Error"],
      [2, "Terminated"],
    ]);
  });

  test("reservations: the attempt is written before it is made, what came of it afterwards", async () => {
    await prepare([accepted(1), accepted(2), accepted(3, { info_type: "front:" })]);
    const { round: one, told } = round(new Set([2]));
    const written: unknown[][][] = [];
    const { oarsub } = one.notifier;
    const notifier = {
      ...one.notifier,
      oarsub: async (infoType: string | null, text: string) => {
        written.push(await events());
        return infoType !== "front:" && oarsub(infoType, text);
      },
    };
    expect(await sendNotices({ ...one, notifier }, NONE)).toEqual({ exitCode: 2 });
    const attempts = [1, 2, 3].map((id) => [id, "RESERVATION_ACK_ATTEMPT"]);
    expect(written).toEqual([attempts, attempts, attempts]);
    expect(told).toEqual(["oarsub front:50001 GOOD RESERVATION"]);
    expect(await states()).toEqual([
      [1, "Waiting"],
      [2, "toAckReservation"],
      [3, "toAckReservation"],
    ]);
    expect(await frags()).toEqual([
      [2, "LEON"],
      [3, "LEON"],
    ]);
    expect((await events()).slice(3)).toEqual([
      [2, "CANNOT_NOTIFY_OARSUB"],
      [3, "CANNOT_NOTIFY_OARSUB"],
      [2, "FRAG_JOB_REQUEST"],
      [3, "FRAG_JOB_REQUEST"],
    ]);
    const checks = "SELECT DISTINCT type, to_check FROM event_logs ORDER BY type";
    expect(await valuesOf(session, checks)).toEqual([
      ["CANNOT_NOTIFY_OARSUB", "YES"],
      ["FRAG_JOB_REQUEST", "YES"],
      ["RESERVATION_ACK_ATTEMPT", "NO"],
    ]);
    const second = round();
    expect(await sendNotices(second.round, NONE)).toEqual({ exitCode: 0 });
    expect(second.told).toEqual([]);
    expect(await events()).toHaveLength(7);
  });

  test("a process that ends while it tells: the next round takes it for delivered, and tells nobody", async () => {
    await prepare([accepted(1), accepted(2, { start_time: NOW + 1 })]);
    const { round: one } = round();
    const notifier = { ...one.notifier, oarsub: () => Promise.reject(new Error("killed")) };
    await expect(sendNotices({ ...one, notifier }, NONE)).rejects.toThrow("killed");
    expect(await states()).toEqual([
      [1, "toAckReservation"],
      [2, "toAckReservation"],
    ]);
    const next = round();
    expect(await sendNotices(next.round, NONE)).toEqual({ exitCode: 1 });
    expect(next.told).toEqual([]);
    expect(next.warnings).toHaveLength(1);
    expect(await states()).toEqual([
      [1, "Waiting"],
      [2, "Waiting"],
    ]);
  });

  test("an attempt that was refused is one with an outcome; a job whose end was asked for is left alone", async () => {
    await prepare([accepted(1), accepted(2), accepted(3)], {
      event_logs: [attempt(1), refusal(1), attempt(2), refusal(2), attempt(2), attempt(3)],
      frag_jobs: [{ frag_id_job: 3, frag_state: "FRAGGED" }],
    });
    const { round: one, told } = round();
    expect(await sendNotices(one, NONE)).toEqual({ exitCode: 0 });
    expect(told).toEqual(["oarsub front:50001 GOOD RESERVATION"]);
    expect(await states()).toEqual([
      [1, "Waiting"],
      [2, "Waiting"],
      [3, "toAckReservation"],
    ]);
  });

  test("a reservation that somebody else has ended is neither told nor killed", async () => {
    await prepare([accepted(1)]);
    const { round: one, told } = round();
    const writer = new OvertakenWriter(session, "UPDATE jobs SET state = 'Error'");
    expect(await sendNotices({ ...one, writer }, NONE)).toEqual({ exitCode: 0 });
    expect(told).toEqual([]);
    expect(await events()).toEqual([]);
  });

  test("launches are told again, but for those of this process; whether somebody asked for their end does not count", async () => {
    const jobs = [1, 2, 3, 4].map((id) => inState(id, "toLaunch"));
    await prepare([...jobs, inState(5, "Launching")], {
      frag_jobs: [
        { frag_id_job: 3, frag_state: "TIMER_ARMED" },
        { frag_id_job: 4, frag_state: "FRAGGED" },
      ],
    });
    const { round: one, told } = round();
    expect(await sendNotices(one, new Set([2]))).toEqual({ exitCode: 0 });
    expect(told).toEqual(["launch 1", "launch 3", "launch 4"]);
  });

  test("mails that were sent are written down when the round is closed", async () => {
    await prepare([]);
    const { round: one } = round();
    const mail = { type: "USER_MAIL_NOTIFICATION", job: 7, description: "Mail about ERROR to alice", toCheck: false };
    const dispose = vi.fn();
    const engine = { dispose } as unknown as Engine;
    await closeRound({ ...one, engine, notifier: { ...one.notifier, close: async () => [mail] } });
    expect(dispose).toHaveBeenCalledOnce();
    expect(await valuesOf(session, "SELECT job_id, type, date, to_check FROM event_logs")).toEqual([
      [7, "USER_MAIL_NOTIFICATION", NOW, "NO"],
    ]);
  });

  test("the number of statements does not depend on that of the jobs", async () => {
    const needed: number[] = [];
    for (const many of [1, 40]) {
      const jobs = Array.from({ length: many }, (_, index) => {
        const id = index * 10;
        return [
          interactive(id + 1),
          interactive(id + 2, { info_type: null }),
          inState(id + 3, "toError"),
          accepted(id + 4),
          accepted(id + 5, { info_type: "front:" }),
          accepted(id + 6),
          inState(id + 7, "toLaunch"),
        ];
      }).flat();
      const begun = jobs.filter(({ id }) => id % 10 === 6).map(({ id }) => attempt(id));
      await prepare(jobs, { event_logs: begun });
      const { round: one } = round();
      const quiet = async () => undefined;
      const oarsub = async (infoType: string | null) => infoType !== null && !infoType.endsWith(":");
      const notifier = { ...one.notifier, almighty: quiet, launch: quiet, owner: quiet, oarsub };
      const before = counted.statements();
      expect(await sendNotices({ ...one, notifier }, NONE)).toEqual({ exitCode: 2 });
      needed.push(counted.statements() - before);
      expect(await frags()).toHaveLength(2 * many);
    }
    expect(needed[1]).toBe(needed[0]);
  });
});
