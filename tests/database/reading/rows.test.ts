/** What is made of rows, odd ones too, and in how many statements. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createSchema,
  parseConfiguration,
  queueGroups,
  readAccounting,
  readCatalogue,
  readInventory,
  readPlannedJobs,
  readQueues,
  readWaitingJobs,
  Session,
} from "../../../ts/database/index.js";
import { connectPglite } from "../../../ts/database/session/pglite.js";
import { connectPostgres } from "../../../ts/database/session/postgres.js";
import type { Case, CaseRow, Rows } from "../cases/case.js";
import { prepare } from "../cases/prepare.js";
import { oarDatabase } from "../databases.js";

const NOW = 1_000_000;
const COLUMNS = [
  { name: "cpu", type: "integer" },
  { name: "Odd name", type: "varchar(255)" },
];
const job = (row: CaseRow): CaseRow => ({
  launching_directory: "",
  checkpoint_signal: 12,
  queue_name: "default",
  ...row,
});

describe.each(["postgres", "pglite"] as const)("on %s", (kind) => {
  let session: Session;
  let statements = 0;
  beforeAll(async () => {
    const connection =
      kind === "pglite"
        ? await connectPglite({ directory: null })
        : await connectPostgres(await oarDatabase(), { connect: 10, statement: 60, answer: 5 });
    session = new Session({
      kind,
      run: (text, parameters) => {
        statements++;
        return connection.run(text, parameters);
      },
      close: () => connection.close(),
      destroy: () => connection.destroy(),
    });
    if (kind === "pglite") await createSchema(session);
  });
  afterAll(() => session.close());
  beforeEach(() => prepare(session, { resourceColumns: COLUMNS, before: {} } as unknown as Case));

  const fill = (before: Rows) => prepare(session, { resourceColumns: COLUMNS, before } as unknown as Case);
  const settings = (content = "") => parseConfiguration(content).settings;
  const inventoryOf = (content: string) => session.snapshot((queries) => readInventory(queries, settings(content)));

  test("queues by falling priority, then by name; groups of the active ones", async () => {
    await fill({
      queues: [
        { queue_name: "b", priority: 2, scheduler_policy: "kamelot" },
        { queue_name: "besteffort", priority: 0 },
        { queue_name: "off", priority: 5, state: "notActive" },
        { queue_name: "a", priority: 2 },
        { queue_name: "admin", priority: 10 },
      ],
    });
    const queues = await session.snapshot(readQueues);
    expect(queues.map(({ name }) => name)).toEqual(["admin", "off", "a", "b", "besteffort"]);
    expect(queues[3]).toEqual({ name: "b", priority: 2, policy: "kamelot", active: true });
    expect(queueGroups(queues)).toEqual([["admin"], ["a", "b"], ["besteffort"]]);
  });

  test("resources: ranks for all, sets of the usable ones only", async () => {
    await fill({
      resources: [
        { resource_id: 10, network_address: "n1", cpu: 2 },
        { resource_id: 11, network_address: "n1", cpu: 1, state: "Dead" },
        { resource_id: 12, network_address: "n2", cpu: null, state: "Suspected" },
        { resource_id: 13, network_address: "n2", cpu: 1, state: "Absent", available_upto: 5 },
        { resource_id: 14, network_address: "n3", cpu: null, state: "Absent", available_upto: 0 },
        { resource_id: 15, network_address: "n3", cpu: 3, state: "Absent", available_upto: 1 },
        { resource_id: 16, network_address: "n1", cpu: 1, available_upto: 0 },
        { resource_id: 17, network_address: "", cpu: null, type: "licence", available_upto: 2_147_483_646 },
        { resource_id: 18, network_address: "n4", cpu: 2, available_upto: 5, type: "licence" },
      ],
    });
    const content = "HIERARCHY_LABELS=network_address,cpu,Odd name,resource_id";
    const { set, resources, rankOf } = await inventoryOf(content);
    expect(resources.map(({ id }) => id)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18]);
    expect(resources[3]).toEqual({ id: 13, type: "default", state: "Absent", node: "n2", usable: true });
    expect([rankOf.get(18), rankOf.get(99)]).toEqual([8, undefined]);
    expect(set).toEqual({
      default: "0 3 6",
      usable: "0 3 6-8",
      hierarchy: {
        network_address: ["0 6", "3", "7", "8"],
        cpu: ["0 8", "3 6"],
        "Odd name": [],
        resource_id: ["0", "3", "6", "7", "8"],
      },
      availableUpto: [[5, "3 8"]],
      nbDefaultNotDead: 6,
      nbDefault: 7,
    });
    const ordered = await inventoryOf("SCHEDULER_RESOURCE_ORDER=cpu DESC NULLS LAST, state ASC");
    expect(ordered.resources.map(({ id }) => id)).toEqual([15, 10, 18, 13, 16, 11, 14, 17, 12]);
    const nullsFirst = await inventoryOf("SCHEDULER_RESOURCE_ORDER=cpu DESC, type");
    expect(nullsFirst.resources.map(({ id }) => id).slice(0, 4)).toEqual([12, 14, 17, 15]);
  });

  const REQUEST: Rows = {
    resources: [1, 2, 3, 4].map((id) => ({ resource_id: id, cpu: id, type: id === 4 ? "licence" : "default" })),
    moldable_job_descriptions: [1, 2, 3, 4, 5].map((id) => ({
      moldable_id: id,
      moldable_job_id: id,
      moldable_walltime: 60,
    })),
    job_resource_groups: [1, 2, 3, 4, 5].map((id) => ({ res_group_id: id, res_group_moldable_id: id })),
    job_resource_descriptions: [1, 2, 3, 4, 5].map((id) => ({
      res_job_group_id: id,
      res_job_resource_type: "cpu",
      res_job_value: 1,
    })),
  };
  const waiting = (kindOf: "batch" | "new" = "batch", queues = ["default"]) =>
    session.snapshot(async (queries) => {
      const inventory = await readInventory(queries, settings("HIERARCHY_LABELS=cpu"));
      return readWaitingJobs(queries, queues, kindOf, await readCatalogue(queries), inventory);
    });

  test("a job with everything", async () => {
    await fill({
      ...REQUEST,
      jobs: [
        job({ job_id: 1, state: "Terminated", exit_code: 256 }),
        job({ job_id: 2, job_name: "n", job_user: "u", project: "p", submission_time: 7, start_time: 3, message: "m" }),
        job({ job_id: 3, queue_name: "other" }),
        job({ job_id: 4, reservation: "toSchedule", start_time: 5_000, job_type: "INTERACTIVE", info_type: "front:1" }),
      ],
      moldable_job_descriptions: [
        { moldable_id: 6, moldable_job_id: 2, moldable_walltime: -5, moldable_index: "CURRENT" },
        { moldable_id: 7, moldable_job_id: 2, moldable_walltime: 9, moldable_index: "LOG" },
        ...(REQUEST.moldable_job_descriptions ?? []),
      ],
      job_resource_groups: [
        { res_group_id: 9, res_group_moldable_id: 2, res_group_property: "type = 'licence' or cpu = 2" },
        ...(REQUEST.job_resource_groups ?? []),
      ],
      job_resource_descriptions: [
        { res_job_group_id: 9, res_job_resource_type: "core", res_job_value: -1, res_job_order: 1 },
        { res_job_group_id: 9, res_job_resource_type: "cpu", res_job_value: 2, res_job_order: 0 },
        ...(REQUEST.job_resource_descriptions ?? []),
      ],
      job_types: [
        { job_id: 2, type: "timesharing=*,*" },
        { job_id: 2, type: "besteffort", types_index: "LOG" },
      ],
      job_dependencies: [
        { job_id: 2, job_id_required: 3 },
        { job_id: 2, job_id_required: 1 },
        { job_id: 2, job_id_required: 99 },
        { job_id: 2, job_id_required: 4, job_dependency_index: "LOG" },
      ],
    });
    expect(await waiting()).toEqual([
      {
        job: {
          id: 2,
          queue: "default",
          state: "Waiting",
          user: "u",
          project: "p",
          name: "n",
          submissionTime: 7,
          types: ["timesharing=*,*", "besteffort"],
          moldables: [
            {
              id: 2,
              walltime: 60,
              requests: [
                { filter: "0-2", levels: [["cpu", 1]] },
                {
                  filter: "1 3",
                  levels: [
                    ["cpu", 2],
                    ["core", -1],
                  ],
                },
              ],
            },
            { id: 6, walltime: -5, requests: [] },
          ],
          dependencies: [
            { job: 1, state: "Terminated", exitCode: 256 },
            { job: 3, state: "Waiting", exitCode: null },
          ],
        },
        interactive: false,
        infoType: null,
        message: "m",
        startTime: 3,
        faults: [],
      },
    ]);
    expect((await waiting("batch", ["other", "default"])).map((one) => one.job.id)).toEqual([2, 3]);
    expect(await waiting("new")).toMatchObject([
      { job: { id: 4, reservation: 5_000, moldables: [{ id: 4 }] }, interactive: true, infoType: "front:1" },
    ]);
    expect(await waiting("batch", [])).toEqual([]);
  });

  test("a filter that cannot be used is a fault of its job or moldable alone", async () => {
    const properties = [null, " \n", "cpu > 2", "old = 1", "cpu / 0 = 1"];
    const groups = ["cpu = 1) OR (TRUE", "", "cpu < 4", "", "cpu = 1"];
    await fill({
      ...REQUEST,
      jobs: properties.map((text, index) => job({ job_id: index + 1, properties: text })),
      job_resource_groups: groups.map((text, index) => ({
        res_group_id: index + 1,
        res_group_moldable_id: index + 1,
        res_group_property: text,
      })),
    });
    const jobs = await waiting();
    const groupsOf = ({ job: { moldables = [] } }: (typeof jobs)[number]) =>
      moldables.flatMap(({ requests }) => requests);
    expect(jobs.map(groupsOf)).toEqual([
      [{ filter: "", levels: [] }],
      [{ filter: "0-2", levels: [["cpu", 1]] }],
      [{ filter: "2", levels: [["cpu", 1]] }],
      [],
      [],
    ]);
    expect(jobs.flatMap(({ faults }) => faults.map(({ moldable, error }) => [moldable, error.code]))).toEqual([
      [1, "malformed"],
      [null, "unknown_column"],
      [null, "not_evaluable"],
    ]);
  });

  test("the statements do not grow with the number of jobs", async () => {
    const counts: number[] = [];
    for (const size of [1, 300]) {
      const ids = Array.from({ length: size }, (_, index) => index + 1);
      await fill({
        resources: [{ resource_id: 1, cpu: 1 }],
        jobs: ids.map((id) => job({ job_id: id, properties: `cpu < ${id}` })),
        moldable_job_descriptions: ids.map((id) => ({ moldable_id: id, moldable_job_id: id, moldable_walltime: 1 })),
        job_resource_groups: ids.map((id) => ({ res_group_id: id, res_group_moldable_id: id, res_group_property: "" })),
        gantt_jobs_predictions: ids.map((id) => ({ moldable_job_id: id, start_time: id })),
      });
      statements = 0;
      expect(await waiting()).toHaveLength(size);
      const planned = await session.snapshot(async (queries) =>
        readPlannedJobs(queries, settings(), await readInventory(queries, settings()), NOW),
      );
      expect(planned).toHaveLength(size);
      counts.push(statements);
    }
    expect(counts[1]).toBe(counts[0]);
  });

  test("planned jobs hold usable resources, with the pad and the time they were suspended", async () => {
    await fill({
      resources: [
        { resource_id: 1 },
        { resource_id: 2, state: "Dead" },
        { resource_id: 3, type: "licence" },
        { resource_id: 4, state: "Suspected" },
      ],
      jobs: [
        job({ job_id: 1, state: "Running", start_time: 990_000, suspended: "YES", job_user: "u" }),
        job({ job_id: 2, state: "Suspended", start_time: 980_000, suspended: "YES" }),
        job({ job_id: 3, state: "Waiting", reservation: "Scheduled", start_time: 5 }),
        job({ job_id: 4, state: "Running", start_time: 970_000 }),
      ],
      moldable_job_descriptions: [1, 2, 3, 4].map((id) => ({
        moldable_id: 10 + id,
        moldable_job_id: id,
        moldable_walltime: 100,
      })),
      job_types: [{ job_id: 1, type: "container" }],
      job_state_logs: [
        { job_id: 1, job_state: "Suspended", date_start: 991_000, date_stop: 991_010 },
        { job_id: 1, job_state: "Resuming", date_start: 991_010, date_stop: 991_015 },
        { job_id: 1, job_state: "Running", date_start: 991_015 },
        { job_id: 2, job_state: "Suspended", date_start: NOW - 7 },
        { job_id: 2, job_state: "Suspended", date_start: 50, date_stop: 40 },
        { job_id: 4, job_state: "Suspended", date_start: 1, date_stop: 900 },
      ],
      gantt_jobs_predictions: [
        { moldable_job_id: 0, start_time: 1 },
        { moldable_job_id: 99, start_time: 1 },
        { moldable_job_id: 11, start_time: 990_000 },
        { moldable_job_id: 12, start_time: 980_000 },
        { moldable_job_id: 13, start_time: 1_100_000 },
        { moldable_job_id: 14, start_time: 970_000 },
      ],
      gantt_jobs_resources: [
        { moldable_job_id: 0, resource_id: 0 },
        ...[1, 2, 3].map((resource_id) => ({ moldable_job_id: 11, resource_id })),
        ...[1, 3].map((resource_id) => ({ moldable_job_id: 12, resource_id })),
        ...[1, 77].map((resource_id) => ({ moldable_job_id: 13, resource_id })),
      ],
    });
    const planned = await session.snapshot(async (queries) =>
      readPlannedJobs(queries, settings(), await readInventory(queries, settings()), NOW),
    );
    expect(planned.map(({ job: { id, assignment } }) => [id, assignment])).toEqual([
      [4, { begin: 970_000, end: 970_159, resources: "" }],
      [2, { begin: 980_000, end: 980_166, resources: "2" }],
      [1, { begin: 990_000, end: 990_174, resources: "0 2" }],
      [3, { begin: 1_100_000, end: 1_100_159, resources: "0" }],
    ]);
    expect(planned[2]).toMatchObject({ moldable: 11, walltime: 100, startTime: 990_000, resources: [1, 2, 3] });
    expect(planned[2]?.job).toMatchObject({ types: ["container"], user: "u", name: "", state: "Running" });
    expect(planned[3]).toMatchObject({ reservation: "Scheduled", startTime: 5, resources: [1, 77] });
  });

  test("sums of consumption, each within its bounds", async () => {
    const row = (
      window_start: number,
      window_stop: number,
      type: string,
      user: string,
      more: CaseRow = {},
    ): CaseRow => ({
      window_start,
      window_stop,
      accounting_user: user,
      accounting_project: "p",
      queue_name: "default",
      consumption_type: type,
      consumption: 10,
      ...more,
    });
    await fill({
      accounting: [
        row(900, 950, "USED", "a"),
        row(900, 950, "ASKED", "a", { consumption: 3 }),
        row(900, 1_000, "USED", "a", { consumption: 100 }),
        row(900, 1_001, "USED", "a", { consumption: 1_000 }),
        row(899, 950, "USED", "a", { consumption: 1_000 }),
        row(900, 950, "USED", "a", { queue_name: "other", consumption: 1_000 }),
        row(900, 950, "USED", "__proto__", { accounting_project: "q", consumption: 5 }),
      ],
    });
    const sums = await session.snapshot((queries) => readAccounting(queries, ["default", "x"], 1_000, 100));
    expect(sums.window).toEqual({ asked: 3, used: 15 });
    expect(sums.byProject).toEqual({ used: { p: 10, q: 5 } });
    expect(Object.entries(sums.byUser?.used ?? {}).sort()).toEqual([
      ["__proto__", 5],
      ["a", 110],
    ]);
    expect(sums.byUser?.asked).toEqual({ a: 3 });
    const none = await session.snapshot((queries) => readAccounting(queries, [], 1_000, 100));
    expect(none.window).toEqual({ asked: 0, used: 0 });
  });
});
