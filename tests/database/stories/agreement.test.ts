/** The same database in internal and in external mode: the same rows and messages, round after round (section 5.4). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSession, type Session } from "../../../ts/database/index.js";
import { DEEP } from "../../support/paths.js";
import { Dice } from "../../worlds/dice.js";
import { observe } from "../cases/compare.js";
import { runCaseRound } from "../cases/run.js";
import { oarDatabase } from "../databases.js";
import { externalSchedulers, type Schedulers } from "./external.js";
import { RandomSite } from "./random.js";
import { begin, caseOf } from "./world.js";

const SITES = DEEP ? 500 : 6;
const ROUNDS = 5;

let internal: Session;
let external: Session;
let programs: Session;
let schedulers: Schedulers;
beforeAll(async () => {
  const [one, other] = [await oarDatabase(), await oarDatabase()];
  [internal, external, programs] = [await openSession(one), await openSession(other), await openSession(other)];
  schedulers = await externalSchedulers(programs);
});
afterAll(async () => {
  await schedulers.close();
  await Promise.all([internal, external, programs].map((session) => session.close()));
});

test.each(Array.from({ length: SITES }, (_, seed) => seed))("site %i", async (seed) => {
  const site = new RandomSite(new Dice(`site ${seed}`));
  const one = caseOf(site.world);
  for (const session of [internal, external]) await begin(session, site.world);
  let told = 0;
  for (let index = 0; index < ROUNDS; index++) {
    if (index > 0) {
      const live = await site.live();
      for (const session of [internal, external]) await live(session);
    }
    const round = { now: site.now, exitCode: 0, sent: [], after: {} };
    const mine = await runCaseRound(internal, one, round);
    const theirs = await schedulers.run(external, one, round);
    expect({ index, ...theirs, rows: await observe(external) }).toEqual({
      index,
      ...mine,
      rows: await observe(internal),
    });
    told += mine.sent.length;
  }
  expect(told).toBeGreaterThan(0);
});
