/** Who is told what at the end of a whole round, and the status that it ends with (sections 5.10, 5.11, 8 and 10.5). */
import { describe, expect, test } from "vitest";
import type { CaseRow, Rows } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { database, fillWith, launches, NOW, nodes, type PlayedJob, type PlayOptions, play, sentTo } from "./played.js";

describe.each(KINDS)("on %s", (kind) => {
  const { session } = openedSession(kind);

  async function round(jobs: readonly PlayedJob[], options: PlayOptions = {}, more: Rows = {}, count = 8) {
    await fillWith(session, database(jobs, nodes(count), more));
    return play(session, options);
  }

  const client = (id: number): string => `front:${41_000 + id}`;
  const interactive = (id: number, row: CaseRow = {}, other: Partial<PlayedJob> = {}): PlayedJob => ({
    id,
    ...other,
    row: { job_type: "INTERACTIVE", info_type: client(id), ...row },
  });
  /** A reservation that is to be acknowledged, and is planned. */
  const accepted = (id: number, start: number, row: CaseRow = {}): PlayedJob => ({
    id,
    plan: { start, resources: [id] },
    row: { state: "toAckReservation", reservation: "Scheduled", start_time: start, info_type: client(id), ...row },
  });
  const inState = (id: number, state: string, row: CaseRow = {}): PlayedJob => ({
    id,
    row: { state, info_type: client(id), message: `why ${id}`, ...row },
  });

  describe("predictions", () => {
    // On 25 October 2026, 01:00 UTC, clocks in Paris went from 3 back to 2.
    const BACK = 1_792_890_000;

    test("are in the local time of each of their dates, the hour that occurs twice included", async () => {
      const jobs = [
        { id: 1, assigned: [1], walltime: 3_600, row: { start_time: BACK - 1_800 } },
        interactive(2, { job_name: "two" }, { walltime: 60 }),
      ];
      const config = "SCHEDULER_JOB_SECURITY_TIME=0";
      const played = await round(jobs, { now: BACK - 600, timeZone: "Europe/Paris", config }, {}, 1);
      // The other job ends at 01:30 UTC, which is 02:30 for the second time.
      expect(sentTo(played, "oarsub front:41002")).toEqual([
        "[2026-10-25 02:50:00] Start prediction: 2026-10-25 02:30:00 (R=1,W=60,J=I,Q=default,N=two)",
      ]);
      const again = await play(session, { now: BACK - 600, timeZone: "America/St_Johns", config });
      expect(sentTo(again, "oarsub front:41002")).toEqual([
        "[2026-10-24 22:20:00] Start prediction: 2026-10-24 23:00:00 (R=1,W=60,J=I,Q=default,N=two)",
      ]);
    });

    test("go to Waiting interactive jobs with a place that are no reservations; what kills delays no notice", async () => {
      const played = await round([
        interactive(1),
        interactive(2, {}, { count: 9 }),
        interactive(3, { state: "Hold" }),
        interactive(
          4,
          { reservation: "Scheduled", start_time: NOW + 900 },
          { plan: { start: NOW + 900, resources: [4] } },
        ),
        { id: 5, row: { info_type: client(5) } },
        interactive(6, { message: "a\nb" }),
        { id: 9, assigned: [1, 2, 3], walltime: 7_200, types: ["besteffort"] },
      ]);
      expect(played.exitCode).toBe(2);
      const text = "[2023-11-14 22:13:20] Start prediction: 2023-11-14 22:13:20 (R=1,W=660,J=I,Q=default)";
      expect(played.sent.filter(({ to }) => to.startsWith("oarsub"))).toEqual([
        { to: "oarsub front:41001", message: text },
        { to: "oarsub front:41006", message: text },
      ]);
    });

    test("a lost session: the event and Qdel once, as long as Leon has not looked; the status does not change", async () => {
      const blocker: PlayedJob = { id: 9, assigned: [1], walltime: 7_200 };
      const jobs = [1, 2, 3, 4, 5].map((id) => interactive(id));
      const odd = [interactive(3, { info_type: null }), interactive(4, { info_type: "front:" })];
      const all = [blocker, ...jobs.filter(({ id }) => id < 3 || id > 4), ...odd];
      const frags = { frag_jobs: [{ frag_id_job: 5, frag_date: 7, frag_state: "FRAGGED" }] };
      const options = { refuse: [client(2), client(5)] };
      const played = await round(all, options, frags, 1);
      expect([played.exitCode, sentTo(played, "almighty")]).toEqual([0, Array(4).fill({ cmd: "Qdel" })]);
      const lost = (id: number) => ["LOST_SESSION", id, `kill the interactive job because session is lost ${id}`];
      const asked = (id: number) => ["FRAG_JOB_REQUEST", id, `User oar requested to frag the job ${id}`];
      const events = [...[2, 3, 4].flatMap((id) => [asked(id), lost(id)]), lost(5)];
      expect(played.rows("event_logs")).toEqual(events);
      expect(played.rows("frag_jobs")).toEqual([...[2, 3, 4].map((id) => [id, NOW, "LEON"]), [5, 7, "FRAGGED"]]);
      // They are planned as before, and told nothing.
      const again = await play(session, { ...options, now: NOW + 5 });
      expect(again.rows("gantt_jobs_predictions")).toHaveLength(6);
      expect(sentTo(again, "almighty")).toEqual([{ cmd: "Qdel" }]);
      expect(again.rows("event_logs")).toEqual([...events, lost(5)]);
    });
  });

  test("jobs in toError: who waits is told, whether it hears or not, also if somebody asked for the end", async () => {
    const played = await round(
      [
        inState(1, "toError", { job_type: "INTERACTIVE" }),
        inState(2, "toError"),
        inState(3, "toError", { reservation: "Scheduled", message: "" }),
        inState(4, "toError", { reservation: "toSchedule" }),
        inState(5, "toError", { job_type: "INTERACTIVE", info_type: null }),
        inState(6, "toError", { reservation: "Scheduled" }),
        inState(7, "toError", { job_type: "INTERACTIVE", info_type: client(1) }),
      ],
      { refuse: [client(6)] },
      { frag_jobs: [{ frag_id_job: 1, frag_state: "LEON" }] },
    );
    expect(played.exitCode).toBe(0);
    expect(sentTo(played, "oarsub front:41001")).toEqual(["why 1", "BAD JOB", "why 7", "BAD JOB"]);
    expect(sentTo(played, "oarsub front:41003")).toEqual(["", "BAD JOB"]);
    expect(played.sent).toHaveLength(6 + 7);
    expect(sentTo(played, "almighty")).toEqual(Array(7).fill({ cmd: "ChState" }));
    expect(played.rows("jobs").every(([, state]) => state === "Error")).toBe(true);
    expect(played.rows("event_logs")).toEqual([]);
  });

  test("jobs in toLaunch are told of again, whatever was asked of them, those of this round once", async () => {
    const launched = (id: number, state: string): PlayedJob => ({
      id,
      assigned: [id],
      row: { state, start_time: NOW - 5 },
    });
    const jobs = [launched(1, "toLaunch"), launched(2, "Launching"), launched(3, "toLaunch"), { id: 4 }];
    const played = await round(jobs, {}, { frag_jobs: [{ frag_id_job: 3, frag_state: "LEON" }] });
    expect(launches(played)).toEqual([1, 3, 4]);
  });

  describe("acknowledgements and the status", () => {
    const attempt = (job_id: number) => ({ type: "RESERVATION_ACK_ATTEMPT", job_id, date: NOW - 5, description: "" });
    const refusal = (job_id: number) => ({ type: "CANNOT_NOTIFY_OARSUB", job_id, date: NOW - 5, description: "" });
    const besteffort: PlayedJob = { id: 8, assigned: [8], walltime: 7_200, types: ["besteffort"] };
    const wanting: PlayedJob = { id: 7, property: "resource_id = 8" };

    test.each([
      ["later", [accepted(1, NOW + 2)], [], 0],
      ["in a second", [accepted(1, NOW + 1)], [], 1],
      ["long ago", [accepted(1, NOW - 100)], [], 1],
      ["one later, one now", [accepted(1, NOW + 600), accepted(2, NOW)], [], 1],
      ["one now, one refused", [accepted(1, NOW), accepted(2, NOW + 600)], [client(2)], 2],
      ["now, in a round that launches", [accepted(1, NOW), { id: 3 }], [], 1],
      ["now, in a round that kills", [accepted(1, NOW), besteffort, wanting], [], 2],
      ["refused, in a round that kills", [accepted(1, NOW), besteffort, wanting], [client(1)], 2],
      ["later, in a round that kills", [accepted(1, NOW + 9), besteffort, wanting], [], 2],
      ["now, and a lost session", [accepted(1, NOW), interactive(3)], [client(3)], 1],
      ["without an address", [accepted(1, NOW, { info_type: null })], [], 2],
      ["without a port", [accepted(1, NOW, { info_type: "front:" })], [], 2],
    ] as const)("%s", async (_, jobs, refuse, exitCode) => {
      expect((await round(jobs, { refuse })).exitCode).toBe(exitCode);
    });

    test("what an earlier round has begun counts as delivered; a job that is being killed is left alone", async () => {
      const played = await round(
        [1, 2, 3, 4, 5].map((id) => accepted(id, NOW + (id === 2 ? 1 : 600))),
        { refuse: [client(5)] },
        {
          event_logs: [attempt(2), attempt(3), refusal(3), attempt(4), refusal(4)],
          frag_jobs: [{ frag_id_job: 3, frag_date: 7, frag_state: "FRAGGED" }],
        },
      );
      expect(played.exitCode).toBe(2);
      expect(played.sent).toEqual([1, 4].map((id) => ({ to: `oarsub ${client(id)}`, message: "GOOD RESERVATION" })));
      expect(played.rows("jobs").map(([id, state]) => [id, state])).toEqual([
        [1, "Waiting"],
        [2, "Waiting"],
        [3, "toAckReservation"],
        [4, "Waiting"],
        [5, "toAckReservation"],
      ]);
      expect(played.rows("frag_jobs")).toEqual([
        [3, 7, "FRAGGED"],
        [5, NOW, "LEON"],
      ]);
      expect(played.rows("event_logs").filter(([, id]) => id === 5)).toEqual([
        ["CANNOT_NOTIFY_OARSUB", 5, "Can not notify oarsub for the job 5"],
        ["FRAG_JOB_REQUEST", 5, "User oar requested to frag the job 5"],
      ]);
      // The plan keeps those that are not ended yet.
      expect(played.rows("gantt_jobs_predictions").map(([moldable]) => moldable)).toEqual([10, 20, 30, 40, 50]);
    });

    test("only what was begun before counts, too: a start at once needs another round", async () => {
      const played = await round([accepted(2, NOW)], {}, { event_logs: [attempt(2)] });
      expect([played.exitCode, played.sent]).toEqual([1, []]);
    });
  });
});
