/** What Almighty would do after a round that ends with 2, a daemon asks it to. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSession, parseConfiguration, type Session } from "../../../ts/database/index.js";
import { runDaemonRound } from "../../../ts/metascheduler/daemon/index.js";
import { closeRound, MemoryRecorder, openRound, type SentMessage } from "../../../ts/metascheduler/index.js";
import { type Case, loadCases } from "../cases/case.js";
import { prepare } from "../cases/prepare.js";
import { configurationText, withFolder } from "../cases/run.js";
import { oarDatabase } from "../databases.js";

let session: Session;
beforeAll(async () => {
  session = await openSession(await oarDatabase());
});
afterAll(() => session.close());

/** Runs the first round of a case as a daemon does. */
async function serveOnce(
  name: string,
): Promise<{ exitCode: number; sent: readonly SentMessage[]; expected: unknown[] }> {
  const one = loadCases().find((candidate) => candidate.name === name) as Case;
  await prepare(session, one);
  return withFolder(async (folder) => {
    const configuration = parseConfiguration(configurationText(one, folder));
    const notifier = new MemoryRecorder(configuration.settings, {});
    const { now, sent: expected } = one.rounds[0] ?? { now: one.now, sent: [] };
    const environment = { OARDO_USER: "oar" };
    const round = await openRound({
      configuration,
      session,
      notifier,
      log: {},
      now,
      timeZone: one.timeZone,
      environment,
    });
    try {
      const { exitCode } = await runDaemonRound(round);
      return { exitCode, sent: notifier.sent, expected: [...expected] };
    } finally {
      await closeRound(round);
    }
  });
}

test("jobs are to be killed: Leon is asked for, after all else", async () => {
  const { exitCode, sent, expected } = await serveOnce("besteffort-kill");
  expect(exitCode).toBe(2);
  expect(sent).toEqual([...expected, { to: "almighty", message: { cmd: "Qdel" } }]);
});

test("nobody is: the messages are those of oar-redox meta", async () => {
  const { exitCode, sent, expected } = await serveOnce("worked-example");
  expect(exitCode).not.toBe(2);
  expect(sent).toEqual(expected);
});
