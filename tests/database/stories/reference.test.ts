/** Random databases against the reference scheduler: what a round plans is what the rules say of the same site. */
import { describe, expect, test } from "vitest";
import { type QuotaDocument, ranksOf, type Scenario } from "../../../ts/model/index.js";
import { referenceSchedule } from "../../reference/index.js";
import { DEEP } from "../../support/paths.js";
import { Dice } from "../../worlds/dice.js";
import type { CaseRow } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { type DrawnJob, JobDrawer } from "./job-scenario.js";
import { drawSite } from "./site-scenario.js";
import { drawOrder } from "./sorting-scenario.js";
import { begin, NOW, play, type World } from "./world.js";

/** Embedded takes longer, and decides by the same code. */
const SITES = DEEP ? { postgres: 3_000, pglite: 600 } : { postgres: 30, pglite: 8 };

describe.each(KINDS)("on %s", (kind) => {
  const { session } = openedSession(kind);

  const QUOTAS: QuotaDocument = {
    quotas: { "*,*,*,/": [5, 3, -1], "*,*,besteffort,*": ["0.5*ALL", -1, -1], "default,big,*,*": [3, -1, "0.5"] },
    job_types: ["besteffort", "deploy"],
    periodical: [
      ["* * * *", "few", ""],
      ["22:20-24 tue * *", "many", ""],
    ],
    few: { "*,*,*,/": [4, -1, -1], "*,/,*,*": ["ALL", 2, -1] },
    many: { "*,*,*,*": ["ALL", -1, -1] },
  };

  function draw(seed: number) {
    const dice = new Dice(`reference ${seed}`);
    const site = drawSite(dice);
    const queues = dice.pick([
      { admin: 10, default: 2, besteffort: 0 },
      { beta: 2, alpha: 2, besteffort: 2 },
      { beta: 2, alpha: 2, default: 2 },
      { default: 2, besteffort: 3 },
    ]);
    const stopped = dice.some(Object.keys(queues), 0.15);
    const pad = dice.pick([0, 60]);
    const drawer = new JobDrawer(dice, site, Object.keys(queues), stopped, pad);
    const drawn = dice.times(dice.int(2, 14), (index) => drawer.draw(index + 1));
    const limit = dice.pick([1_000, 2]);
    const quotas = dice.chance(0.5) ? QUOTAS : undefined;
    const timeZone = dice.pick(["UTC", "Europe/Paris", "America/New_York"]);
    const settings = {
      QUOTAS: quotas === undefined ? "no" : "yes",
      SCHEDULER_GROUPS_MAY_OVERLAP: dice.pick(["no", "no", "yes"]),
    };
    const all: Record<string, CaseRow[]> = {};
    for (const { rows } of drawn)
      for (const [table, more] of Object.entries(rows)) all[table] = [...(all[table] ?? []), ...more];
    const active = Object.keys(queues)
      .filter((name) => !stopped.includes(name))
      .sort();
    const priority = (name: string) => (queues as Record<string, number>)[name] ?? 0;
    const groups = [...new Set(active.map(priority))].sort((one, other) => other - one);
    const order = groups.length === 1 && dice.chance(0.8) ? drawOrder(dice, Object.keys(queues), active) : null;
    if (order !== null) all.accounting = [...order.rows];
    const world: World = {
      config: {
        ...site.config,
        ...settings,
        ...order?.config,
        SCHEDULER_JOB_SECURITY_TIME: String(pad),
        MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: String(limit),
      },
      timeZone,
      queues,
      stopped,
      cores: 10,
      resources: site.rows,
      jobs: Object.fromEntries(drawn.map(({ story }, index) => [index + 1, story])),
      rows: all,
      ...(quotas !== undefined && { quotas }),
      ...(order?.priority !== undefined && { priority: order.priority }),
    };
    const scenario: Scenario = {
      scenario: 1,
      now: NOW,
      timeZone,
      config: {
        ...settings,
        ...Object.fromEntries(Object.entries(order?.config ?? {}).map(([key, text]) => [key, asNumber(key, text)])),
        SCHEDULER_JOB_SECURITY_TIME: pad,
        MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: limit,
      },
      resources: site.set,
      queues: groups.map((group) => active.filter((name) => priority(name) === group)),
      jobs: drawn.flatMap(({ job }) => (job === null ? [] : [job])),
      ...(quotas !== undefined && { quotas }),
      ...(order !== null && { accounting: order.accounting }),
      ...(order?.priority !== undefined && { priority: order.priority }),
    };
    return { site, drawn, world, scenario };
  }

  const asNumber = (key: string, text: string) => (key.includes("COEF") ? Number(text) : text);
  const isHolder = ({ job }: DrawnJob): boolean => job?.assignment !== undefined;

  test.each(Array.from({ length: SITES[kind] }, (_, seed) => seed))("site %i", async (seed) => {
    const { site, drawn, world, scenario } = draw(seed);
    const { assignments, reservations = {} } = referenceSchedule(scenario);
    const plan: Record<string, string> = {};
    const placed: Record<string, string> = {};
    for (const [index, { job, story }] of drawn.entries()) {
      const id = index + 1;
      if (job === null) continue;
      if (isHolder({ job, story, rows: {} })) {
        const { on = [], accepted } = story;
        const kept = [...on].filter(
          (rid) => accepted !== undefined || site.cores.some((core) => core.resource_id === rid && site.usable(core)),
        );
        plan[10 * id] = `${(job.assignment?.begin ?? 0) - NOW}: ${kept.sort((one, other) => one - other).join(" ")}`;
        continue;
      }
      const given = assignments[id];
      if (!given) {
        const outcome = reservations[id];
        if (outcome !== undefined) placed[id] = `Error Scheduled ${(story.reserve ?? 0) - NOW} ${outcome.message}`;
        continue;
      }
      const ids = ranksOf(given.resources).map((rank) => Number(site.cores[rank]?.resource_id));
      plan[given.moldable] = `${given.begin - NOW}: ${ids.sort((one, other) => one - other).join(" ")}`;
      const name = job.name === "" ? "" : `,N=${job.name}`;
      placed[id] = expect.stringMatching(
        new RegExp(
          `^(Waiting|toLaunch) (Scheduled )?${given.begin - NOW} R=${ids.length},W=${given.end - given.begin + 1},J=P,Q=${job.queue}${name}( \\(Karma=[^)]+\\))?$`,
        ),
      );
    }
    await begin(session, world);
    const outcome = await play(session, world);
    expect(outcome.plan, JSON.stringify(scenario)).toEqual(plan);
    expect(outcome.jobs).toMatchObject(placed);
  });
});
