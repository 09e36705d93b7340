/**
 * Two daemons with whole rounds. The connection of the one that leads is dropped, falls silent, or is cut off from both
 * sides, in the middle of its first round: one of them goes on, only who has the lock writes, and all comes to what
 * undisturbed rounds come to. `OAR_REDOX_SEED` chooses the messages again that a failure names.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSession, parseConfiguration } from "../../../ts/database/index.js";
import { type Lead, type RoundOutcome, runDaemonRound } from "../../../ts/metascheduler/daemon/index.js";
import { closeRound, MemoryRecorder, openRound } from "../../../ts/metascheduler/index.js";
import { DEEP } from "../../support/paths.js";
import { numbersFrom, some } from "../crash/points.js";
import { alone, configurationText } from "../crash/rounds.js";
import { type Verdict, type WireProxy, wireProxy } from "../crash/wire.js";
import { NOW } from "../crash/world.js";
import { type Running, start } from "../daemon/daemons.js";
import { Site } from "./site.js";
import { until } from "./until.js";

const SEED = Number(process.env.OAR_REDOX_SEED ?? Date.now() % 1_000_000);

/** Tables at whose rows a trigger notes whether the writer has the lock. */
const AUDITED = ["jobs", "event_logs", "job_state_logs", "gantt_jobs_predictions", "assigned_resources", "frag_jobs"];

let site: Site;
/** Messages of a connection until the first round is over. */
let messages: number;
beforeAll(async () => {
  site = await Site.open(false);
  await site.session.run("CREATE TABLE writes (lawful bool, pid int)");
  await site.session.run(`CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO writes SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()),
      pg_backend_pid();
    RETURN NULL; END $$`);
  for (const table of AUDITED) {
    await site.session.run(
      `CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION audit()`,
    );
  }
  const { seen } = await served(Number.POSITIVE_INFINITY, "drop", 1);
  messages = seen;
});
afterAll(() => site.close());

/** What daemons have told, each round by itself. */
type Told = string[][];

async function round(lead: Lead, told: Told): Promise<RoundOutcome> {
  const configuration = parseConfiguration(configurationText(site.keys));
  const notifier = new MemoryRecorder(configuration.settings, {});
  const { session, check, signal: abort } = lead;
  const options = { configuration, session, notifier, check, abort, log: {}, now: NOW, timeZone: "UTC" };
  const one = await openRound({ ...options, environment: { OARDO_USER: "oar" } });
  try {
    return await runDaemonRound(one);
  } finally {
    await closeRound(one);
    told.push(
      notifier.sent.map(
        ({ to, message }) => `${to} ${typeof message === "string" ? message : JSON.stringify(message)}`,
      ),
    );
  }
}

const ended = (one: Running): number => one.log.filter(({ message }) => message === "a round has ended").length;

/** Has the first connection of the first daemon fail there, and lets both go on until they have run so many rounds. */
async function served(at: number, fault: Exclude<Verdict, "carry">, rounds: number) {
  await site.restore();
  await site.session.run("DELETE FROM writes");
  let seen = 0;
  const proxy: WireProxy = await wireProxy(site.database, ({ connection }) =>
    connection > 0 || seen++ < at ? "carry" : fault,
  );
  const told: Told = [];
  const timeouts = fault === "drop" ? {} : { connect: 5, statement: 0.5, answer: 0.3 };
  const options = { round: (lead: Lead) => round(lead, told), times: { lease: 1 } };
  const first = start(proxy.settings, "first", { ...options, open: () => openSession(proxy.settings, timeouts) });
  await until(async () => first.log.some(({ message }) => message === "this daemon leads") || seen > at);
  const second = start(site.database, "second", options);
  await until(async () => ended(first) + ended(second) >= rounds);
  const atEnd = seen;
  // The first one is there again: of the two it leads, or stands by.
  const ready = async (one: Running) => (await one.get("/readyz")).text.trim();
  await until(async () => [await ready(first), await ready(second)].sort().join() === "leader,standby");
  await Promise.all([first.stop(), second.stop()]);
  await proxy.close();
  await alone(site.session);
  return { seen: atEnd, told, logs: [...first.log, ...second.log] };
}

test.each([
  ["drop", 4],
  ["stall", 2],
  ["part", 3],
] as const)(
  `one goes on, and only who leads writes: %s (seed ${SEED})`,
  async (fault, count) => {
    const next = numbersFrom(SEED);
    const all = Array.from({ length: messages }, (_, message) => message);
    const wrong: Record<number, unknown> = {};
    for (const at of some(all, DEEP ? 100 : count, next)) {
      const { told, logs } = await served(at, fault, 6);
      const faults: unknown[] = [];
      const writes = await site.session.run("SELECT lawful, count(*) FROM writes GROUP BY lawful");
      if (writes.length !== 1 || writes[0]?.lawful !== true) faults.push({ writes });
      if (!logs.some(({ message }) => message === "the database was lost")) faults.push("nothing was lost");
      for (const list of told) {
        const launches = list.filter((text) => text.startsWith("bipbip"));
        if (new Set(launches).size < launches.length) faults.push({ launches });
      }
      // Each round tells the launcher again of what is not launched yet.
      const heard = told.flat();
      const once = heard.filter((text, index) => !text.startsWith("bipbip") || heard.indexOf(text) === index);
      faults.push(...(await site.faultsAfter(once)));
      if (faults.length > 0) wrong[at] = faults;
    }
    expect(wrong).toEqual({});
  },
  DEEP ? 3_600_000 : 300_000,
);
