/** What is made of rows, odd ones too, and in how many statements. */
import { describe, expect, test } from "vitest";
import {
  queueGroups,
  readCatalogue,
  readInventory,
  readPlannedJobs,
  readQueues,
  readWaitingJobs,
} from "../../../ts/database/index.js";
import type { Rows } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { fill, job, settings } from "./rows.js";

describe.each(KINDS)("on %s", (kind) => {
  const counted = openedSession(kind);
  const { session } = counted;
  const inventoryOf = (content: string) => session.snapshot((queries) => readInventory(queries, settings(content)));

  test("queues by falling priority, then by name; groups of the active ones", async () => {
    await fill(session, {
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
    await fill(session, {
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
    await fill(session, {
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
    await fill(session, {
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
      await fill(session, {
        resources: [{ resource_id: 1, cpu: 1 }],
        jobs: ids.map((id) => job({ job_id: id, properties: `cpu < ${id}` })),
        moldable_job_descriptions: ids.map((id) => ({ moldable_id: id, moldable_job_id: id, moldable_walltime: 1 })),
        job_resource_groups: ids.map((id) => ({ res_group_id: id, res_group_moldable_id: id, res_group_property: "" })),
        gantt_jobs_predictions: ids.map((id) => ({ moldable_job_id: id, start_time: id })),
      });
      const begun = counted.statements();
      expect(await waiting()).toHaveLength(size);
      const planned = await session.snapshot(async (queries) =>
        readPlannedJobs(queries, settings(), await readInventory(queries, settings()), 1_000_000),
      );
      expect(planned).toHaveLength(size);
      counts.push(counted.statements() - begun);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});
