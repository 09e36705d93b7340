/** Rows of the site that make no sense: they are told of and left out, and sound jobs are planned as if they were not there. */
import { beforeAll, describe, expect, test } from "vitest";
import { ConfigurationError } from "../../../ts/database/index.js";
import type { Case, CaseRow, Rows } from "../cases/case.js";
import { openedSession } from "../opened.js";
import { NOW, rowsOfJob, wantingJob } from "./poison.js";
import {
  culprits,
  fillWith,
  leftOut,
  type Planner,
  type PoisonedRound,
  roundWith as poisonedRound,
  runOn,
  type Sound,
  type Trial,
} from "./rounds.js";
import { allSitePoisons, relax, type SitePoison, sitePoisoned } from "./site-poison.js";

/** As OAR ships it, and with energy saving: so all columns count that a round ever looks at. */
const CONTENT = `WALLTIME_CHANGE_ENABLED=yes
HIERARCHY_LABELS=resource_id,network_address
JOB_PRIORITY=FAIRSHARE
SCHEDULER_RESOURCE_ORDER="scheduler_priority ASC, state_num ASC, available_upto DESC, suspended_jobs ASC, network_address ASC, resource_id ASC"
SCHEDULER_PRIORITY_HIERARCHY_ORDER=network_address/resource_id
ENERGY_SAVING_MODE=metascheduler_decision_making
ENERGY_SAVING_INTERNAL=yes
ENERGY_SAVING_NODE_MANAGER_SLEEP_CMD=halt
ENERGY_SAVING_NODE_MANAGER_WAKE_UP_CMD=wake
SCHEDULER_NODE_MANAGER_IDLE_TIME=1
SCHEDULER_NODE_MANAGER_SLEEP_TIME=1
`;

// Not the embedded database of the worker: what keeps absurd values out is taken away.
const { session } = openedSession("postgres");
beforeAll(() => relax(session));

const roundWith = (rows: readonly Rows[], options: Partial<PoisonedRound> = {}) =>
  poisonedRound(session, rows, { content: CONTENT, ...options });

/** The sound jobs as they are without any others. */
const soundBy = { meta: null as Sound | null, kamelot: null as Sound | null };
async function soundAlone(by: Planner = "meta"): Promise<Sound> {
  soundBy[by] ??= (await roundWith([], { by })).sound;
  return soundBy[by];
}

/** All that is in tables that no round of ours writes. */
const untouched = (): Promise<unknown> =>
  session.run(`SELECT (SELECT json_agg(t ORDER BY id) FROM admission_rules AS t)::text AS rules,
    (SELECT json_agg(t ORDER BY resource_log_id) FROM resource_logs AS t)::text AS logs,
    (SELECT json_agg(t ORDER BY t::text) FROM accounting AS t)::text AS accounting,
    (SELECT json_agg(t ORDER BY t::text) FROM queues AS t)::text AS queues`);

describe.each(["meta", "kamelot"] as const)("by %s", (by) => {
  const rowsOf = (some: readonly SitePoison[]) =>
    some.map((poison, index) => sitePoisoned(poison, 100 + 3 * index, 11 + index));

  test("every absurd value in every column of every table of the site", async () => {
    const poisons = allSitePoisons();
    expect(poisons.length).toBeGreaterThan(250);
    const trial: Trial<SitePoison> = (some) => roundWith(rowsOf(some), { by });
    // The accounting is about queues of their own, so that it says nothing of the sound jobs.
    expect(await culprits(poisons, trial, await soundAlone(by))).toEqual([]);
  }, 600_000);

  test("nothing is written to tables that are none of its business", async () => {
    const options = { content: CONTENT, by };
    await fillWith(session, rowsOf(allSitePoisons()), options);
    const before = await untouched();
    expect(JSON.stringify(before).length).toBeGreaterThan(100_000);
    await runOn(session, options);
    expect(await untouched()).toEqual(before);
  });
});

describe("is told of, and left out", () => {
  const resource = (row: CaseRow): Rows => ({ resources: [{ resource_id: 11, network_address: "node11", ...row }] });
  const queue = (row: CaseRow): Rows => ({ queues: [{ queue_name: "odd", priority: 5, state: "Active", ...row }] });
  const accounting = (row: CaseRow): Rows => ({
    accounting: [
      {
        ...{ window_start: NOW - 900, window_stop: NOW - 800, accounting_user: "alice", accounting_project: "p" },
        ...{ queue_name: "admin", consumption_type: "USED", consumption: 1_000_000, ...row },
      },
    ],
  });
  const request = (row: CaseRow): Rows => ({
    ...rowsOfJob("running", 100, 12),
    resources: [{ resource_id: 12, network_address: "node12" }],
    walltime_change: [{ job_id: 100, pending: 60, granted: 0, ...row }],
  });

  const row = "alice, p, admin, USED, 1699999100-1699999200";
  test.each<[table: string, why: string, name: string, rows: Rows]>([
    ["resources", "it has no state", "11", resource({ state: null })],
    ["resources", "there is no such state", "11", resource({ state: "Asleep" })],
    ["resources", "it has no type", "11", resource({ type: null })],
    ["resources", "its available_upto is NULL", "11", resource({ available_upto: null })],
    ["queues", "it has no priority", "odd", queue({ priority: null })],
    ["queues", "it has no state", "odd", queue({ state: null })],
    ["queues", "there is no such state", "odd", queue({ state: "active" })],
    ["accounting", "it has no consumption", row, accounting({ consumption: null })],
    ["accounting", "its consumption is negative", row, accounting({ consumption: -1 })],
    [
      "accounting",
      "its window ends before it begins",
      "alice, p, admin, USED, 1699999300-1699999200",
      accounting({ window_start: NOW - 700 }),
    ],
    [
      "accounting",
      "there is no such type of consumption",
      row.replace("USED", "LENT"),
      accounting({ consumption_type: "LENT" }),
    ],
    ["walltime_change", "force is neither YES nor NO", "100", request({ force: "yes" })],
    ["walltime_change", "delay_next_jobs is neither YES nor NO", "100", request({ delay_next_jobs: null })],
    ["walltime_change", "one of its sums of what was granted is NULL", "100", request({ granted: null })],
  ])("%s: %s", async (table, why, name, rows) => {
    for (const by of ["meta", "kamelot"] as const) {
      const wanting = wantingJob(200, 11);
      const sound = await soundAlone(by);
      const found = await roundWith([rows, wanting], { by });
      expect(found.sound).toEqual(sound);
      expect(found.lines.filter((line) => line.includes(table))).toContain(leftOut(table, why, name));
      // Nothing that is left out gets a place.
      expect(await session.run("SELECT FROM gantt_jobs_resources WHERE resource_id = 11")).toEqual([]);
    }
  });

  test("a request for another walltime that makes no sense keeps no other one from being granted", async () => {
    const sensible = { ...rowsOfJob("running", 300, 13), resources: [{ resource_id: 13, network_address: "node13" }] };
    await roundWith([request({ force: "may" }), sensible]);
    expect(
      await session.run(
        "SELECT moldable_id, moldable_walltime FROM moldable_job_descriptions WHERE moldable_id > 90 ORDER BY 1",
      ),
    ).toEqual([
      { moldable_id: 1000, moldable_walltime: 600 },
      { moldable_id: 3000, moldable_walltime: 660 },
    ]);
  });

  test("many rows are one line", async () => {
    const resources = Array.from({ length: 30 }, (_, index) => ({ resource_id: 11 + index, state: "Odd" }));
    const { lines } = await roundWith([{ resources }]);
    const rows = Array.from({ length: 10 }, (_, index) => String(11 + index));
    const why = "there is no such state";
    expect(lines).toEqual([
      `warn: rows that make no sense are left out ${JSON.stringify({ table: "resources", why, rows, count: 30 })}`,
    ]);
  });
});

test("sums of consumption beyond what any column holds order jobs, and change nothing else", async () => {
  const huge = (accounting_user: string, window_start: number): CaseRow => ({
    ...{ window_start, window_stop: NOW - 800, accounting_user, accounting_project: "p", queue_name: "admin" },
    ...{ consumption_type: "USED", consumption: "9223372036854775807" },
  });
  const accounting = ["alice", "mallory"].flatMap((user) => [1, 2, 3].map((index) => huge(user, NOW - 900 - index)));
  const late = wantingJob(300, 1, { queue_name: "admin", job_user: "bob", properties: "resource_id <= 10" });
  await roundWith([{ accounting }, late]);
  const starts = await session.run(
    "SELECT job_id, state::text, last_karma FROM jobs WHERE job_id IN (1, 300) ORDER BY last_karma",
  );
  // Who has used nothing comes first, although its job is the last one.
  expect(starts.map(({ job_id, state }) => [job_id, state])).toEqual([
    [300, "toLaunch"],
    [1, "toLaunch"],
  ]);
  expect(starts.every(({ last_karma }) => Number.isFinite(last_karma))).toBe(true);
});

test("queues of odd names and extreme priorities are taken in their order", async () => {
  const names = ["", " ", "a\nb", "--help", "é'; DROP TABLE jobs; --", "x".repeat(100), "\u{1f680}"];
  const priorities = [2_147_483_647, -2_147_483_648, 0, -1, 2, 10, 10];
  const sound = await soundAlone();
  const queues = names.map((queue_name, index) => ({
    queue_name,
    priority: priorities[index] ?? 0,
    scheduler_policy: "",
  }));
  const jobs = names.map((queue_name, index) => wantingJob(100 + index, 11, { queue_name }));
  const found = await roundWith([{ queues, resources: [{ resource_id: 11 }] }, ...jobs]);
  expect(found.sound).toEqual(sound);
  const placed = await session.run(
    "SELECT queue_name FROM jobs WHERE job_id >= 100 AND start_time > 0 ORDER BY start_time",
  );
  // By falling priority, in a group by id; -1 and the smallest come last.
  expect(placed.map(({ queue_name }) => queue_name)).toEqual(["", names[5], names[6], names[4], "a\nb", "--help", " "]);
});

test("policies that name no program disable their own queue, and no other one", async () => {
  const policies = [null, "", " ", ".", "..", "../bin/true", "true\n", "-x", "y".repeat(100)];
  const queues = policies.map((scheduler_policy, index) => ({
    queue_name: `q${index}`,
    priority: index,
    scheduler_policy,
  }));
  const asked = wantingJob(100, 1, {
    queue_name: "admin",
    reservation: "toSchedule",
    start_time: NOW + 50,
    info_type: "front:41000",
  });
  const options = { content: `${CONTENT}METASCHEDULER_MODE=external\nSCHEDULERS_PATH=/bin\n` };
  await fillWith(session, [{ queues }, asked], options);
  await session.run("UPDATE queues SET scheduler_policy = 'true' WHERE queue_name IN ('admin', 'default')");
  expect((await runOn(session, options)).exitCode).toBe(0);
  const active = await session.run("SELECT queue_name FROM queues WHERE state = 'Active' ORDER BY 1");
  expect(active.map(({ queue_name }) => queue_name)).toEqual(["admin", "default"]);
  expect(await session.run("SELECT state::text, reservation FROM jobs WHERE job_id = 100")).toEqual([
    { state: "Waiting", reservation: "Scheduled" },
  ]);
});

/** A column of the site in the way of each setting that names columns. */
const odd = (type: string): Case["resourceColumns"] => [{ name: "odd", type }];
const VALUES: readonly [type: string, ordered: boolean, value: string][] = [
  ["json", false, '{"a":1}'],
  ["jsonb", true, '{"a":1}'],
  ["point", false, "(1,2)"],
  ["bytea", true, "\\x00ff"],
  ["timestamptz", true, "2023-11-14 22:13:20+00"],
  ["int[]", true, "{1,2}"],
  ["json[]", false, "{}"],
  ["float8", true, "NaN"],
  ["numeric", true, "1e300"],
  ["boolean", true, "t"],
  ["inet", true, "10.0.0.1"],
  ["uuid", true, "00000000-0000-0000-0000-000000000001"],
  ["int4range", true, "[1,5)"],
  ["information_schema.cardinal_number", true, "5"],
  ["bit varying(5)", true, "101"],
];

test.each(VALUES)("a column of the site of type %s, which has an order: %s", async (type, ordered, value) => {
  const values = { resources: [{ resource_id: 11, network_address: "node11", odd: value }] };
  const wanting = wantingJob(300, 11, { properties: "odd = '5' or resource_id = 11" });
  const { sound } = await roundWith([], { content: "" });
  const labelled = await roundWith([values, wanting], {
    columns: odd(type),
    content: "HIERARCHY_LABELS=resource_id,odd",
  });
  expect(labelled.sound).toEqual(sound);
  for (const key of ["SCHEDULER_RESOURCE_ORDER", "SCHEDULER_PRIORITY_HIERARCHY_ORDER"]) {
    const round = roundWith([values], { columns: odd(type), content: `${key}=odd` });
    if (ordered) expect((await round).sound).toEqual(sound);
    else {
      await expect(round).rejects.toThrow(ConfigurationError);
      await expect(round).rejects.toThrow(
        `expected columns that rows can be sorted by, found "odd", which is of type ${type}`,
      );
      expect(await session.run("SELECT FROM gantt_jobs_predictions")).toEqual([]);
    }
  }
});

test("priorities of resources that are at their ends keep no job from being launched or ended", async () => {
  const resources = [2_147_483_640, -2_147_483_640].map((scheduler_priority, index) => ({
    resource_id: 11 + index,
    network_address: "node11",
    scheduler_priority,
  }));
  const types = (id: number) => [{ job_id: id, type: "besteffort" }];
  const launched = { ...wantingJob(100, 11), job_types: types(100) };
  const ended: Rows = {
    ...wantingJob(101, 12, { state: "toError", assigned_moldable_job: 1010 }),
    assigned_resources: [{ moldable_job_id: 1010, resource_id: 12 }],
    job_types: types(101),
    event_logs: [{ type: "SCHEDULER_PRIORITY_UPDATED_START", job_id: 101, date: NOW - 5, description: "" }],
  };
  const { lines } = await roundWith([{ resources }, launched, ended]);
  expect(lines).toEqual([]);
  expect(await session.run("SELECT state::text FROM jobs WHERE job_id >= 100 ORDER BY job_id")).toEqual([
    { state: "toLaunch" },
    { state: "Error" },
  ]);
  const ends = await session.run("SELECT scheduler_priority AS n FROM resources WHERE resource_id > 10 ORDER BY 1");
  expect(ends).toEqual([{ n: -2_147_483_647 }, { n: 2_147_483_627 }]);
});

test("resources of strange numbers are resources", async () => {
  const sound = await soundAlone();
  const resources = [-2_147_483_647, -1, 0].map((resource_id) => ({ resource_id, type: "strange" }));
  const wanting = wantingJob(100, 0, { properties: "" });
  wanting.job_resource_groups = [
    { res_group_id: 1000, res_group_moldable_id: 1000, res_group_property: "type = 'strange'" },
  ];
  wanting.job_resource_descriptions = [
    { res_job_group_id: 1000, res_job_resource_type: "resource_id", res_job_value: 3, res_job_order: 0 },
  ];
  expect((await roundWith([{ resources }, wanting])).sound).toEqual(sound);
  expect(
    await session.run("SELECT resource_id FROM assigned_resources WHERE moldable_job_id = 1000 ORDER BY 1"),
  ).toEqual(resources.map(({ resource_id }) => ({ resource_id })));
});
