/**
 * A round that is killed: afterwards each group of writes is wholly there or wholly absent, and the next rounds come to
 * what undisturbed ones come to. `OAR_REDOX_SEED` chooses the points again that a failure names.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSession, type ServerSettings, type Session } from "../../../ts/database/index.js";
import { DEEP } from "../../support/paths.js";
import { prepare } from "../cases/prepare.js";
import { oarDatabase } from "../databases.js";
import { faultsAfter } from "./aftermath.js";
import { Listeners } from "./clients.js";
import { violations } from "./invariants.js";
import { numbersFrom, type Point, some, Trace } from "./points.js";
import { alone, configurationFile, type Ended, Program, type Settled, settle } from "./rounds.js";
import { keep, restore } from "./snapshot.js";
import { wireProxy } from "./wire.js";
import { CONFIGURATION, world } from "./world.js";

const SEED = Number(process.env.OAR_REDOX_SEED ?? Date.now() % 1_000_000);
const CLIENTS = [20, 21, 40, 50, 60];

interface World {
  readonly kills: boolean;
  /** How many points are chosen: of the messages that commit, of all messages, of the events. */
  readonly chosen: readonly [commits: number, messages: number, events: number];
}

const WORLDS: readonly (readonly [name: string, world: World])[] = [
  ["jobs are launched", { kills: false, chosen: [24, 14, 12] }],
  ["jobs are killed", { kills: true, chosen: [6, 4, 2] }],
];

describe.each(WORLDS)("a round in which %s", (_, { kills, chosen }) => {
  let database: ServerSettings;
  let session: Session;
  let listeners: Listeners;
  let keys: Readonly<Record<string, string>>;
  let config: ReturnType<typeof configurationFile>;
  let undisturbed: Settled;
  beforeAll(async () => {
    database = await oarDatabase();
    session = await openSession(database);
    listeners = await Listeners.open(CLIENTS);
    keys = { ...CONFIGURATION, ...listeners.settings };
    config = configurationFile(keys);
    await prepare(session, { resourceColumns: [], before: world(listeners.address, { kills }) });
    await keep(session);
    undisturbed = await settle(session, keys);
  });
  afterAll(async () => {
    config.remove();
    listeners.close();
    await session.close();
  });

  /** A round by the program; it is killed at the point, if it comes to it. */
  async function killedAt(point: Point | null): Promise<{ ended: Ended; trace: Trace; events: number }> {
    await restore(session);
    const trace = new Trace();
    let [events, program]: [number, Program | null] = [0, null];
    const proxy = await wireProxy(database, (message) => {
      if (point !== null && "message" in point && trace.messages === point.message) {
        program?.kill();
        return "cut";
      }
      trace.note(message);
      return "carry";
    });
    listeners.reset(() => {
      if (point !== null && "event" in point && events === point.event) program?.kill();
      events++;
    });
    program = new Program(proxy.settings, config.file);
    const ended = await program.ended;
    await proxy.close();
    await alone(session);
    return { ended, trace, events };
  }

  /** What is wrong after a round that was killed at the point. */
  async function faultsAt(point: Point): Promise<string[]> {
    const { ended } = await killedAt(point);
    const faults = await faultsAfter(
      { session, keys, kills, undisturbed, address: listeners.address },
      listeners.heard,
    );
    if (ended.status !== null && ended.status > 2) faults.push(`status ${ended.status}`);
    return faults;
  }

  test("by the program it comes to the same as in this process", async () => {
    const { ended, trace, events } = await killedAt(null);
    expect([ended.status, ended.errors]).toEqual([2, expect.stringContaining("the round is over")]);
    expect(await violations(session)).toEqual([]);
    expect((await settle(session, keys)).rows).toEqual(undisturbed.rows);
    expect(trace.groups).toBeGreaterThan(kills ? 7 : 8);
    expect(events).toBeGreaterThan(10);
  });

  test(
    `killed anywhere it leaves nothing half done (seed ${SEED})`,
    async () => {
      const next = numbersFrom(SEED);
      const { trace, events } = await killedAt(null);
      const all = Array.from({ length: trace.messages }, (_, message) => message);
      const [commits, messages, heard] = chosen;
      const numbers = DEEP ? all : [...some(trace.commits, commits, next), ...some(all, messages, next)];
      const places = Array.from({ length: events }, (_, event) => event);
      const points: Point[] = [
        ...numbers.map((message) => ({ message })),
        ...(DEEP ? places : some(places, heard, next)).map((event) => ({ event })),
      ];
      const wrong: Record<string, string[]> = {};
      for (const point of points) {
        const faults = await faultsAt(point);
        if (faults.length > 0) wrong[JSON.stringify(point)] = faults;
      }
      expect(wrong).toEqual({});
    },
    DEEP ? 7_200_000 : 900_000,
  );
});
