/** The cases of ../shared/db-cases: each round leaves the rows, the messages and the exit code that it must. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSession, type Session } from "../../ts/database/index.js";
import { loadCases } from "./cases/case.js";
import { observe, rowDifferences, sentDifferences } from "./cases/compare.js";
import { change, prepare } from "./cases/prepare.js";
import { runCaseRound } from "./cases/run.js";
import { oarDatabase } from "./databases.js";
import { embeddedSession } from "./embedded.js";

const cases = loadCases().filter(({ mode }) => mode === "internal");

const databases: [name: string, open: () => Promise<Session>][] = [
  ["PostgreSQL", async () => openSession(await oarDatabase())],
  ["PGlite", embeddedSession],
];

describe.each(databases)("%s, internal mode", (_name, open) => {
  let session: Session;
  beforeAll(async () => {
    session = await open();
  });
  afterAll(() => session.close());

  test.each(cases.map((one) => [one.name, one] as const))("%s", async (_, one) => {
    await prepare(session, one);
    for (const [index, round] of one.rounds.entries()) {
      await change(session, round);
      const before = await observe(session);
      const { exitCode, sent } = await runCaseRound(session, one, round);
      expect({
        round: index,
        exitCode,
        rows: rowDifferences(round, await observe(session), before),
        sent: sentDifferences(round, sent),
      }).toEqual({ round: index, exitCode: round.exitCode, rows: [], sent: [] });
    }
  });
});
