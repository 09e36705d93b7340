/**
 * The server ends the backend of a round before, during and at the COMMIT of its groups of writes: each is wholly there or
 * wholly absent, also where nobody knows which, and the next rounds come to what undisturbed ones come to.
 * `OAR_REDOX_SEED` chooses the groups again that a failure names.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSession, type Session } from "../../../ts/database/index.js";
import { DEEP } from "../../support/paths.js";
import { numbersFrom, some } from "../crash/points.js";
import { wireProxy } from "../crash/wire.js";
import { Groups, tablesOf } from "./groups.js";
import { Site, wrongEnd } from "./site.js";
import { until } from "./until.js";

const SEED = Number(process.env.OAR_REDOX_SEED ?? Date.now() % 1_000_000);

/** When a backend is ended; `first` and `last`: while the first or the last write of a group waits for a lock. */
const WHENS = ["begin", "first", "last", "commit", "committed"] as const;
type When = (typeof WHENS)[number];

const WORLDS = [
  { name: "jobs are launched", kills: false, chosen: 4 },
  { name: "jobs are killed", kills: true, chosen: 1 },
];

const OTHER = `pid <> pg_backend_pid() AND datname = current_database() AND backend_type = 'client backend'
  AND pid <> ALL($1::int[])`;

describe.each(WORLDS)("a round in which $name", ({ kills, chosen }) => {
  let site: Site;
  let blocker: Session;
  let blockers: string;
  let groups: Groups;
  beforeAll(async () => {
    site = await Site.open(kills);
    blocker = await openSession(site.database);
    blockers = `{${(await blocker.run("SELECT pg_backend_pid() AS pid"))[0]?.pid}}`;
    groups = new Groups();
    const proxy = await wireProxy(site.database, (message) => {
      groups.see(message);
      return "carry";
    });
    await site.meta(proxy.settings);
    await proxy.close();
  });
  afterAll(async () => {
    await blocker.close();
    await site.close();
  });

  /** Ends the backend of the round, and waits until it is gone. */
  async function terminate(): Promise<void> {
    const ended = await site.session.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${OTHER}`, [
      blockers,
    ]);
    expect(ended).toHaveLength(1);
    await gone();
  }

  async function gone(): Promise<void> {
    await until(
      async () => (await site.session.run(`SELECT FROM pg_stat_activity WHERE ${OTHER}`, [blockers])).length === 0,
    );
  }

  /** Locks tables against writers; once the round waits for that, its backend is ended, and they are unlocked. */
  function lockAndTerminate(tables: readonly string[]): { locked: Promise<void>; done: Promise<void> } {
    let done: Promise<void> = Promise.resolve();
    const locked = new Promise<void>((resolve, reject) => {
      done = blocker.transaction(async (queries) => {
        await queries.run(`LOCK TABLE ${[...new Set(tables)].join(", ")} IN EXCLUSIVE MODE`);
        resolve();
        const waiting = `SELECT FROM pg_stat_activity WHERE ${OTHER} AND wait_event_type = 'Lock'`;
        await until(async () => (await site.session.run(waiting, [blockers])).length > 0);
        await terminate();
      });
      done.catch(reject);
    });
    return { locked, done };
  }

  /** Has the backend end there, and says what is wrong then. */
  async function faultsAt(group: number, when: When): Promise<string[]> {
    await site.restore();
    const seen = new Groups();
    const tables = tablesOf(groups.texts[group] ?? []);
    const kind = when === "first" || when === "last" ? "begin" : when;
    let [times, done]: [number, Promise<void>] = [0, Promise.resolve()];
    const proxy = await wireProxy(site.database, async (message) => {
      const moment = seen.see(message);
      if (moment?.group !== group || moment.kind !== kind || times++ > 0) return "carry";
      if (kind !== "begin" || when === "begin") await terminate();
      else {
        const lock = lockAndTerminate(when === "first" ? tables : tables.slice(-1));
        done = lock.done;
        await lock.locked;
      }
      // The answer of a COMMIT is lost with its backend.
      return when === "committed" ? "drop" : "carry";
    });
    const run = await site.meta(proxy.settings);
    await done;
    await proxy.close();
    await gone();
    const faults = [...wrongEnd(run, site), ...(await site.faultsAfter(run.heard))];
    if (times !== 1) faults.push(`it was there ${times} times`);
    return faults;
  }

  test.each(WHENS)(
    `%s (seed ${SEED})`,
    async (when) => {
      const next = numbersFrom(SEED + WHENS.indexOf(when));
      const all = groups.texts.map((_, group) => group);
      const wrong: Record<number, string[]> = {};
      expect(all.length).toBeGreaterThan(kills ? 7 : 8);
      for (const group of DEEP ? all : some(all, chosen, next)) {
        const faults = await faultsAt(group, when);
        if (faults.length > 0) wrong[group] = faults;
      }
      expect(wrong).toEqual({});
    },
    DEEP ? 3_600_000 : 300_000,
  );
});
