/**
 * The connection of a round is dropped, or falls silent, at any message: the round ends by itself, with a status that OAR
 * knows, each group of writes is wholly there or wholly absent, and the next rounds come to what undisturbed ones come to.
 * `OAR_REDOX_SEED` chooses the messages again that a failure names.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEEP } from "../../support/paths.js";
import { numbersFrom, some, Trace } from "../crash/points.js";
import { alone } from "../crash/rounds.js";
import { type Verdict, wireProxy } from "../crash/wire.js";
import { type MetaRun, Site, wrongEnd } from "./site.js";

const SEED = Number(process.env.OAR_REDOX_SEED ?? Date.now() % 1_000_000);

/** Seconds that a statement may take where the server falls silent. */
const TIMEOUT = "0.4";
type Fault = Exclude<Verdict, "carry">;

/**
 * How many messages are chosen, of those that commit and of all, beside the first and the last one and two about the lock:
 * where the connection is dropped, and where it falls silent.
 */
const WORLDS = [
  { name: "jobs are launched", kills: false, drops: [8, 8], stalls: [3, 3] },
  { name: "jobs are killed", kills: true, drops: [2, 1], stalls: [1, 0] },
] as const;

describe.each(WORLDS)("a round in which $name", ({ kills, drops, stalls }) => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open(kills);
  });
  afterAll(() => site.close());

  /** What a round exchanges that nobody disturbs. */
  async function traced(): Promise<{ trace: Trace; run: MetaRun }> {
    await site.restore();
    const trace = new Trace();
    const proxy = await wireProxy(site.database, (message) => {
      trace.note(message);
      return "carry";
    });
    const run = await site.meta(proxy.settings);
    await proxy.close();
    return { trace, run };
  }

  /** Has the connection fail before the message of this number, and says what is wrong then. */
  async function faultsAt(at: number, fault: Fault): Promise<string[]> {
    await site.restore();
    let messages = 0;
    const proxy = await wireProxy(site.database, () => (messages++ < at ? "carry" : fault));
    const run = await site.meta(proxy.settings, fault === "drop" ? "" : TIMEOUT);
    await proxy.close();
    await alone(site.session);
    return [...wrongEnd(run, site), ...(await site.faultsAfter(run.heard))];
  }

  test("undisturbed it comes to what it always comes to", async () => {
    const { trace, run } = await traced();
    expect([run.status, run.errors]).toEqual([site.undisturbed.exitCodes[0], ""]);
    expect(await site.faultsAfter(run.heard)).toEqual([]);
    expect(trace.groups).toBeGreaterThan(kills ? 7 : 8);
  });

  test.each([
    ["drop", drops],
    ["stall", stalls],
  ] as const)(
    `at any message: %s (seed ${SEED})`,
    async (fault, [commits, others]) => {
      const next = numbersFrom(SEED);
      const { trace } = await traced();
      const all = Array.from({ length: trace.messages }, (_, message) => message);
      // The last but one about the lock: the answer to giving it back.
      const ends = [0, trace.messages - 1, trace.locks.at(-2) ?? 0, ...some(trace.locks, 1, next)];
      const chosen = [...ends, ...some(trace.commits, commits, next), ...some(all, others, next)];
      const points = DEEP ? all : new Set(chosen);
      const wrong: Record<number, string[]> = {};
      for (const at of points) {
        const faults = await faultsAt(at, fault);
        if (faults.length > 0) wrong[at] = faults;
      }
      expect(wrong).toEqual({});
    },
    DEEP ? 7_200_000 : 600_000,
  );

  // Once is enough: it is about the process, not about the rows.
  if (kills) return;
  test.each<Fault>(["drop", "stall"])(
    `the program ends so too, with a status and one line: %s (seed ${SEED})`,
    async (fault) => {
      const next = numbersFrom(SEED);
      const { trace } = await traced();
      for (const at of [...some(trace.commits, 1, next), ...some(trace.locks, 1, next)]) {
        await site.restore();
        let messages = 0;
        const proxy = await wireProxy(site.database, () => (messages++ < at ? "carry" : fault));
        const env = { OAR_REDOX_DATABASE_TIMEOUT: fault === "drop" ? "" : TIMEOUT };
        const run = await site.program(proxy.settings, env);
        await proxy.close();
        await alone(site.session);
        expect([at, ...wrongEnd(run, site), ...(await site.faultsAfter(run.heard))]).toEqual([at]);
      }
    },
  );
});

test("a time limit that is none is refused, before anything is done", async () => {
  const site = await Site.open(false);
  for (const timeout of ["0", "-1", "1e3", "86401", "soon"]) {
    const run = await site.meta(site.database, timeout);
    expect([run.status, run.heard, run.log]).toEqual([2, [], []]);
    expect(run.errors).toBe(
      `the environment, OAR_REDOX_DATABASE_TIMEOUT: expected seconds from 0.1 to 86400, found "${timeout}"\n`,
    );
  }
  await site.close();
});
