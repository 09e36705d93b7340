/** Whole rounds in which the database refuses a row of the plan, of an event or of a state: the others lose nothing. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planQueue, type Round } from "../../../ts/metascheduler/index.js";
import type { CaseRow } from "../cases/case.js";
import {
  database,
  fillWith,
  launches,
  NOW,
  nodes,
  type Played,
  type PlayedJob,
  play,
  sentTo,
} from "../conformance/played.js";
import { KINDS, openedSession } from "../opened.js";
import { type Refusal, valuesOf, whileRefusing } from "./support.js";

const PLAN = ["gantt_jobs_predictions", "gantt_jobs_resources"];
const COPY = PLAN.map((table) => `${table}_visu`);

/** A job that wants the resource of its number. */
const wants = (id: number, row: CaseRow = {}, resource = id): PlayedJob => ({
  id,
  row,
  property: `resource_id = ${resource}`,
});
const client = (id: number): string => `front:${41_000 + id}`;
const refusedLine = (done: string, job: number): string =>
  `error: a job cannot be ${done}: the database refuses it {"job":${job},`;
const errors = ({ lines }: Played): string[] => lines.filter((line) => line.startsWith("error"));
const states = (played: Played): string[] => played.rows("jobs").map(([id, state]) => `${id} ${state}`);

describe.each(KINDS)("on %s", (kind) => {
  const { session } = openedSession(kind);

  async function round(jobs: readonly PlayedJob[], refusal: Refusal, config = "", refuse: readonly string[] = []) {
    await fillWith(session, database(jobs, nodes(6)));
    return whileRefusing(session, refusal, () => play(session, { config, refuse }));
  }
  const planned = async (table = "gantt_jobs_predictions") =>
    (await valuesOf(session, `SELECT DISTINCT moldable_job_id FROM ${table} ORDER BY 1`)).flat();

  test.each([...PLAN, ...COPY, "jobs"])(
    "a waiting job in %s: it is planned nowhere, and its place is free",
    async (table) => {
      const condition = table === "jobs" ? "job_id = 2 AND message LIKE 'R=%'" : "moldable_job_id = 20";
      const played = await round([wants(1), wants(2), wants(3), wants(4, {}, 2)], { table, condition });
      expect(launches(played)).toEqual([1, 3, 4]);
      expect(states(played)).toEqual(["1 toLaunch", "2 Waiting", "3 toLaunch", "4 toLaunch"]);
      expect(errors(played)).toEqual([expect.stringContaining(refusedLine("planned", 2))]);
      for (const name of [...PLAN, ...COPY]) expect(await planned(name)).toEqual([10, 30, 40]);
    },
  );

  test.each([...PLAN, ...COPY])(
    "a running job, and an accepted reservation, in %s: they keep what they hold",
    async (table) => {
      const jobs: PlayedJob[] = [
        { id: 1, assigned: [1], walltime: 7200 },
        { id: 2, row: { reservation: "Scheduled", start_time: NOW + 60 }, plan: { start: NOW + 60, resources: [2] } },
        wants(3),
        wants(4, {}, 1),
        wants(5, {}, 2),
      ];
      const played = await round(jobs, { table, condition: "moldable_job_id IN (10, 20)" });
      expect(launches(played)).toEqual([3]);
      // What stands in the plan of the reservation is not written anew, but its copy is.
      const copied = COPY.includes(table);
      const done = copied ? "shown in the plan" : "kept in the plan";
      expect(errors(played)).toEqual(
        (copied ? [1, 2] : [1]).map((job) => expect.stringContaining(refusedLine(done, job))),
      );
      expect(await planned()).toEqual(copied ? [10, 20, 30, 40, 50] : [20, 30, 40, 50]);
      expect(await planned("gantt_jobs_resources_visu")).toEqual(copied ? [30, 40, 50] : [20, 30, 40, 50]);
      const starts = "SELECT job_id, start_time FROM jobs WHERE job_id >= 4 ORDER BY 1";
      expect(await valuesOf(session, starts)).toEqual([
        [4, NOW - 100 + 7200 + 60],
        [5, NOW + 60 + 600 + 60],
      ]);
    },
  );

  test.each(PLAN)("a waiting job in %s, planned by kamelot", async (table) => {
    await fillWith(session, database([wants(1), wants(2), wants(3), wants(4, {}, 2)], nodes(6)));
    const run = async (opened: Round) => ({ exitCode: (await planQueue(opened, "default")).placed });
    const refusal = { table, condition: "moldable_job_id = 20" };
    const played = await whileRefusing(session, refusal, () => play(session, { run }));
    expect(played.exitCode).toBe(3);
    expect(errors(played)).toEqual([expect.stringContaining(refusedLine("planned", 2))]);
    for (const name of PLAN) expect(await planned(name)).toEqual([10, 30, 40]);
  });

  const asked = (id: number) => wants(id, { reservation: "toSchedule", start_time: NOW + 60, info_type: client(id) });

  test("a new reservation that is accepted, or refused", async () => {
    const impossible = (id: number) => ({ ...asked(id), count: 5 });
    const jobs = [asked(1), asked(2), asked(3), impossible(4), impossible(5)];
    const played = await round(jobs, { table: "job_state_logs", condition: "job_id IN (2, 5)" });
    expect(states(played)).toEqual(["1 Waiting", "2 Waiting", "3 Waiting", "4 Error", "5 Waiting"]);
    const reservations = await valuesOf(session, "SELECT reservation FROM jobs ORDER BY job_id");
    expect(reservations.flat()).toEqual(["Scheduled", "toSchedule", "Scheduled", "Scheduled", "toSchedule"]);
    const told = [1, 2, 3, 4, 5].map((id) => sentTo(played, `oarsub ${client(id)}`));
    const refusal = ["This advance reservation cannot run", "BAD JOB"];
    expect(told).toEqual([["GOOD RESERVATION"], [], ["GOOD RESERVATION"], refusal, []]);
    expect(await planned("gantt_jobs_resources")).toEqual([10, 30]);
  });

  const accepted = (id: number): PlayedJob => ({
    id,
    plan: { start: NOW + 60, resources: [id] },
    row: { state: "toAckReservation", reservation: "Scheduled", start_time: NOW + 60, info_type: client(id) },
  });

  test("an acknowledgement that cannot be begun: its client is told later", async () => {
    const refusal = { table: "event_logs", condition: "job_id = 2 AND type = 'RESERVATION_ACK_ATTEMPT'" };
    const played = await round([accepted(1), accepted(2), accepted(3)], refusal);
    expect(states(played)).toEqual(["1 Waiting", "2 toAckReservation", "3 Waiting"]);
    expect(sentTo(played, `oarsub ${client(2)}`)).toEqual([]);
    const again = await play(session);
    expect(states(again)).toEqual(["1 Waiting", "2 Waiting", "3 Waiting"]);
    expect(sentTo(again, `oarsub ${client(2)}`)).toEqual(["GOOD RESERVATION"]);
    expect(again.sent).toHaveLength(1);
  });

  test("an outcome of an acknowledgement: nobody is told twice", async () => {
    const refusal = { table: "job_state_logs", condition: "job_id = 2" };
    const played = await round([accepted(1), accepted(2), accepted(3)], refusal, "", [client(3)]);
    expect(played.exitCode).toBe(2);
    expect(states(played)).toEqual(["1 Waiting", "2 toAckReservation", "3 toAckReservation"]);
    expect(sentTo(played, `oarsub ${client(2)}`)).toEqual(["GOOD RESERVATION"]);
    expect(await valuesOf(session, "SELECT frag_id_job FROM frag_jobs")).toEqual([[3]]);
    const again = await play(session);
    expect(states(again)).toEqual(["1 Waiting", "2 Waiting", "3 toAckReservation"]);
    expect(again.sent).toEqual([]);
  });

  test("accepted reservations that expire, are pushed, and go with less", async () => {
    const due = (id: number, start: number, resources: number[]): PlayedJob => ({
      id,
      plan: { start, resources },
      row: { reservation: "Scheduled", start_time: start, message: "R=2,W=660" },
    });
    const jobs = [
      due(1, NOW - 700, [1]),
      due(2, NOW - 700, [1]),
      due(3, NOW - 10, [2, 99]),
      due(4, NOW - 400, [3, 98]),
      due(5, NOW - 400, [4, 97]),
    ];
    const refusal = { table: "event_logs", condition: "job_id = 5 AND type LIKE 'SCHEDULER_REDUCE%'" };
    const played = await round(jobs, refusal);
    expect(errors(played)).toEqual([expect.stringContaining(refusedLine("treated", 5))]);
    expect(states(played)).toEqual(["1 Error", "2 Error", "3 Waiting", "4 toLaunch", "5 Waiting"]);
    expect(await valuesOf(session, "SELECT start_time FROM gantt_jobs_predictions WHERE moldable_job_id = 30")).toEqual(
      [[NOW + 1]],
    );
    expect(
      await valuesOf(session, "SELECT resource_id FROM gantt_jobs_resources WHERE moldable_job_id = 50 ORDER BY 1"),
    ).toEqual([[4], [97]]);
  });

  test.each([
    ["event_logs", "job_id = 2 AND type = 'WALLTIME'"],
    ["moldable_job_descriptions", "moldable_id = 20 AND moldable_walltime > 600"],
  ])("another walltime: %s", async (table, condition) => {
    const running = [1, 2, 3].map((id): PlayedJob => ({ id, assigned: [id], walltime: 600 }));
    const walltime_change = running.map(({ id }) => ({ job_id: id, pending: 60 }));
    await fillWith(session, database([...running, wants(4)], nodes(6), { walltime_change }));
    const config = "WALLTIME_CHANGE_ENABLED=yes";
    const played = await whileRefusing(session, { table, condition }, () => play(session, { config }));
    expect(errors(played)).toEqual([expect.stringContaining(refusedLine("given another walltime", 2))]);
    expect(launches(played)).toEqual([4]);
    const walltimes = "SELECT moldable_walltime FROM moldable_job_descriptions WHERE moldable_job_id < 4 ORDER BY 1";
    expect((await valuesOf(session, walltimes)).flat()).toEqual([600, 660, 660]);
    expect((await valuesOf(session, "SELECT job_id FROM event_logs ORDER BY 1")).flat()).toEqual([1, 3]);
  });

  test("an event about a node that is halted: the others are written down, and the round goes on", async () => {
    const config = `ENERGY_SAVING_MODE=metascheduler_decision_making
SCHEDULER_NODE_MANAGER_SLEEP_CMD=/bin/true
SCHEDULER_NODE_MANAGER_IDLE_TIME=10
SCHEDULER_NODE_MANAGER_SLEEP_TIME=100
`;
    const resources = nodes(4).map((row) => ({ ...row, available_upto: NOW + 100_000 }));
    await fillWith(session, database([accepted(1)], resources));
    const refusal = { table: "event_log_hostnames", condition: "hostname = 'node3'" };
    const played = await whileRefusing(session, refusal, () => play(session, { config }));
    const names =
      "SELECT hostname FROM event_log_hostnames JOIN event_logs USING (event_id) WHERE type = 'HALT_NODE' ORDER BY 1";
    expect((await valuesOf(session, names)).flat()).toEqual(["node2", "node4"]);
    expect(errors(played)).toEqual([expect.stringContaining('"node":"node3"')]);
    expect(sentTo(played, `oarsub ${client(1)}`)).toEqual(["GOOD RESERVATION"]);
  });
});

describe("in external mode", () => {
  const { session } = openedSession("postgres");

  async function round(policy: string, refusal: Refusal) {
    const before = database([{ id: 1, assigned: [1], walltime: 7200 }, wants(2)], nodes(4));
    await fillWith(session, {
      ...before,
      queues: (before.queues ?? []).map((row) => ({ ...row, scheduler_policy: policy })),
    });
    const folder = mkdtempSync(join(tmpdir(), "oar-redox-refused-"));
    writeFileSync(join(folder, "works"), "#!/bin/sh\n", { mode: 0o755 });
    try {
      const config = `METASCHEDULER_MODE=external\nSCHEDULERS_PATH=${folder}`;
      return await whileRefusing(session, refusal, () => play(session, { config }));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test.each(COPY)("a running job in %s", async (table) => {
    const played = await round("works", { table, condition: "moldable_job_id = 10" });
    expect(errors(played)).toEqual([expect.stringContaining(refusedLine("shown in the plan", 1))]);
    expect(await valuesOf(session, `SELECT moldable_job_id FROM ${table}`)).toEqual([]);
    expect(await valuesOf(session, "SELECT moldable_job_id FROM gantt_jobs_predictions")).toEqual([[10]]);
  });

  test.each(PLAN)(
    "a running job in %s: the round ends, since a program would give away what the job holds",
    async (table) => {
      await expect(round("works", { table, condition: "moldable_job_id = 10" })).rejects.toMatchObject({
        sqlState: "23514",
      });
    },
  );

  test("a queue that cannot be disabled", async () => {
    const played = await round("missing", {
      table: "queues",
      condition: "queue_name = 'default' AND state = 'notActive'",
    });
    const queues = await valuesOf(session, "SELECT queue_name, state FROM queues ORDER BY 1");
    expect(queues).toEqual([
      ["admin", "notActive"],
      ["besteffort", "notActive"],
      ["default", "Active"],
    ]);
    expect(played.lines).toContainEqual(
      expect.stringContaining('error: a queue cannot be disabled: the database refuses it {"queue":"default"'),
    );
  });
});
