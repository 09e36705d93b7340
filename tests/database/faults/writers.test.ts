/**
 * Other writers in the middle of a round: what they change is neither overwritten nor launched, the plan is made again where
 * it was made from something else, and nothing is half there. `OAR_REDOX_SEED` chooses the groups again that a failure names.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Queries } from "../../../ts/database/index.js";
import { DEEP } from "../../support/paths.js";
import type { Rows } from "../cases/case.js";
import { insertRows } from "../cases/prepare.js";
import { violations } from "../crash/invariants.js";
import { numbersFrom, some } from "../crash/points.js";
import { settle } from "../crash/rounds.js";
import { type Verdict, wireProxy } from "../crash/wire.js";
import { NOW } from "../crash/world.js";
import { job } from "../reading/rows.js";
import { Groups, type Moment } from "./groups.js";
import { type MetaRun, Site } from "./site.js";

const SEED = Number(process.env.OAR_REDOX_SEED ?? Date.now() % 1_000_000);

/** Somebody else, and what is done; where a job does not wait any more nothing is. */
interface Writer {
  readonly name: string;
  readonly write: (queries: Queries) => Promise<unknown>;
  /** The job that is not to be launched after that, if it was not before. */
  readonly job: number | null;
  /** Until when rounds come to the same as if it had been done before them. */
  readonly same: "until all is gathered" | "until the plan is written" | "until jobs are launched" | "always";
  /** A job that is not launched where the plan rests on what is so no more. Default: none. */
  readonly late?: number;
}

/** Changes the state of a job that waits, as OAR's programs do. */
const change = (id: number, to: string) => (queries: Queries) =>
  queries.run(
    `WITH changed AS (UPDATE jobs SET state = $2 WHERE job_id = $1::int AND state = 'Waiting' RETURNING job_id),
       closed AS (UPDATE job_state_logs SET date_stop = ${NOW} FROM changed
         WHERE job_state_logs.job_id = changed.job_id AND date_stop = 0)
     INSERT INTO job_state_logs (job_id, job_state, date_start) SELECT job_id, $3, ${NOW} FROM changed`,
    [id, to, to],
  );

const submitted: Rows = {
  jobs: [job({ job_id: 90, job_user: "bob", message: "", properties: "" })],
  moldable_job_descriptions: [{ moldable_id: 900, moldable_job_id: 90, moldable_walltime: 600 }],
  job_resource_groups: [{ res_group_id: 901, res_group_moldable_id: 900, res_group_property: "" }],
  job_resource_descriptions: [
    { res_job_group_id: 901, res_job_resource_type: "network_address", res_job_value: 1, res_job_order: 0 },
  ],
  job_state_logs: [{ job_id: 90, job_state: "Waiting", date_start: NOW, date_stop: 0 }],
};

const WRITERS: readonly Writer[] = [
  { name: "oarhold", write: change(11, "Hold"), job: 11, same: "until the plan is written" },
  { name: "Almighty ends a job", write: change(10, "toError"), job: 10, same: "until the plan is written" },
  {
    name: "oardel",
    write: (queries) =>
      queries.run(
        `WITH asked AS (INSERT INTO frag_jobs (frag_id_job, frag_date) VALUES (12, ${NOW}) RETURNING frag_id_job)
         INSERT INTO event_logs (type, job_id, date, description)
         SELECT 'FRAG_JOB_REQUEST', frag_id_job, ${NOW}, 'User alice requested to frag the job 12' FROM asked`,
      ),
    job: 12,
    same: "until jobs are launched",
  },
  {
    name: "oarsub",
    write: (queries) => insertRows(queries as never, submitted),
    job: null,
    same: "until all is gathered",
  },
  {
    name: "oarnodesetting",
    write: (queries) => queries.run("UPDATE resources SET state = 'Suspected' WHERE resource_id = 11"),
    job: null,
    same: "until all is gathered",
    late: 11,
  },
  {
    name: "oarproperty",
    write: (queries) => queries.run("ALTER TABLE resources ADD rack text"),
    job: null,
    same: "always",
  },
];

/** Rules that do not hold any more where somebody else has written. */
const RULES_OF_OTHERS: Readonly<Record<string, RegExp>> = {
  // A best-effort job was launched where, without the other one, an ordinary job would have been planned.
  oarhold: /^a resource is planned for one job at a time: .*"moldable_job_id":120,/,
  "Almighty ends a job": /^a resource is planned for one job at a time: .*"moldable_job_id":120,/,
  // Users give no reason.
  oardel: /^an end has a reason/,
  // A job that has begun on the resource goes on, and is planned on the others.
  oarnodesetting: /^what is assigned to a job to be launched is what is planned for it: \{"job_id":11\}/,
};

describe.each(WRITERS)("$name", ({ name, write, job: id, same, late }) => {
  let site: Site;
  let groups: Groups;
  beforeAll(async () => {
    site = await Site.open(false);
    ({ groups } = await overtaken(null));
  });
  afterAll(() => site.close());

  /** A round before one of whose groups somebody else writes. */
  async function overtaken(at: number | null): Promise<{ groups: Groups; run: MetaRun; launchedBefore: boolean }> {
    await restoreAll();
    const seen = new Groups();
    let [launchedBefore, done] = [false, false];
    const is = (moment: Moment | null): boolean => moment?.kind === "begin" && moment.group === at && !done;
    const proxy = await wireProxy(site.database, async (message): Promise<Verdict> => {
      if (!is(seen.see(message))) return "carry";
      done = true;
      launchedBefore = (await states()).get(id ?? 0) === "toLaunch";
      await site.session.transaction(write);
      return "carry";
    });
    const run = await site.meta(proxy.settings);
    await proxy.close();
    return { groups: seen, run, launchedBefore };
  }

  async function restoreAll(): Promise<void> {
    await site.session.run("ALTER TABLE resources DROP COLUMN IF EXISTS rack");
    await site.restore();
  }

  const states = async () =>
    new Map((await site.session.run("SELECT job_id, state FROM jobs")).map((row) => [row.job_id, row.state]));

  /** What breaks a rule, but for those that others may break. */
  const broken = async (): Promise<string[]> =>
    (await violations(site.session)).filter((line) => !(RULES_OF_OTHERS[name] ?? /^$/).test(line));

  test(`before groups of writes (seed ${SEED})`, async () => {
    await restoreAll();
    await site.session.transaction(write);
    const first = (await settle(site.session, site.keys)).rows;
    const planned = groups.texts.findIndex((texts) => texts.some((text) => text.includes("gantt_jobs_resources_visu")));
    const launched = groups.texts.findIndex((texts) => texts.some((text) => text.includes("INTO assigned_resources")));
    const until = {
      "until all is gathered": planned - 1,
      "until the plan is written": planned,
      "until jobs are launched": launched,
      always: groups.texts.length,
    }[same];
    expect([planned > 0, launched > planned]).toEqual([true, true]);
    const all = groups.texts.map((_, at) => at);
    for (const at of DEEP ? all : new Set([planned, launched, ...some(all, 2, numbersFrom(SEED))])) {
      const { run, launchedBefore } = await overtaken(at);
      expect([at, run.status, run.errors, await broken()]).toEqual([at, site.undisturbed.exitCodes[0], "", []]);
      const now = await states();
      if (id !== null) expect([at, now.get(id) === "toLaunch"]).toEqual([at, launchedBefore]);
      if (at === planned && same === "until the plan is written") {
        expect(run.log).toContainEqual(expect.stringContaining(`the plan is made again {"jobs":[${id}]}`));
      }
      // Nobody else is kept from being launched.
      for (const other of [3, 10, 11, 31].filter((job) => job !== id && job !== late)) {
        expect([at, other, now.get(other)]).toEqual([at, other, "toLaunch"]);
      }
      const { rows } = await settle(site.session, site.keys);
      expect([at, await broken()]).toEqual([at, []]);
      if (at <= until) expect([at, rows]).toEqual([at, first]);
    }
  });
});
