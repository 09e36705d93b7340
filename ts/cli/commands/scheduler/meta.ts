/** `oar-redox meta`: one round of the meta-scheduler, as OAR's `META_SCHED_CMD`. */
import {
  ConfigurationError,
  type Leadership,
  rehearsedChanges,
  type Session,
  tryLead,
} from "../../../database/index.js";
import { runRound } from "../../../metascheduler/index.js";
import { type Chosen, withDatabase } from "../../database.js";
import { EXIT, type ExitStatus } from "../../exit-status.js";
import { failureOf } from "../../failure.js";
import type { Io } from "../../io.js";
import { openLog } from "../../log.js";
import { type SchedulerOptions, withRound } from "./begin.js";
import { drawRehearsal } from "./rehearsal.js";
import { rehearseRound } from "./rehearse.js";
import { metaStatus } from "./status.js";

/** Options of the command line. */
export interface MetaOptions extends SchedulerOptions {
  /** Write and send nothing, and print what would be. */
  readonly rehearse?: boolean;
  /** With `rehearse`: as JSON. */
  readonly json?: boolean;
}

/** Seconds to wait for another round to end: the server does not notice at once that one was killed. */
const PATIENCE = 5;

/**
 * Runs a round, or rehearses one. If another process schedules for this database already nothing is done.
 *
 * @returns what Almighty reads: 0, 1 or 2; of a rehearsal 0, unless it fails
 */
export async function meta(options: MetaOptions, io: Io): Promise<ExitStatus> {
  const work = options.rehearse ? rehearse : lead;
  try {
    return await withDatabase(options, io, (session, chosen) => work(options, io, session, chosen));
  } catch (error) {
    await io.stderr.lines(failureOf(error).lines).catch(() => undefined);
    return metaStatus(error);
  }
}

async function lead(options: MetaOptions, io: Io, session: Session, chosen: Chosen): Promise<ExitStatus> {
  const log = openLog(chosen.configuration.settings, "meta");
  const leadership = await waitToLead(session);
  if (leadership === null) {
    log.warn?.("another process schedules for this database: nothing is done", { database: chosen.name });
    return EXIT.ok;
  }
  try {
    const { check } = leadership;
    const report = await withRound(options, { io, session, chosen, log, check }, runRound);
    log.info?.("the round is over", { ...report });
    return report.exitCode;
  } finally {
    // With the session the lock goes too: what the round has come to counts.
    await leadership.release().catch((error: unknown) => log.warn?.("the lock was not given back", { error }));
  }
}

async function waitToLead(session: Session): Promise<Leadership | null> {
  const end = performance.now() + PATIENCE * 1000;
  for (;;) {
    const leadership = await tryLead(session);
    if (leadership !== null || performance.now() > end) return leadership;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function rehearse(options: MetaOptions, io: Io, session: Session, chosen: Chosen): Promise<ExitStatus> {
  const { settings, lines, file } = chosen.configuration;
  if (settings.METASCHEDULER_MODE !== "internal") {
    const [name, key, line] = [file ?? "oar.conf", "METASCHEDULER_MODE", lines.get("METASCHEDULER_MODE") ?? null];
    const message = `${name}, line ${line}, ${key}: expected internal for a rehearsal, found external: its programs would write`;
    throw new ConfigurationError([{ file: name, line, key, message }]);
  }
  const log = openLog(settings, "meta");
  const { report, messages } = await rehearseRound(options, { io, session, chosen, log });
  const rehearsal = { report, changes: await rehearsedChanges(session), messages };
  if (options.json) await io.stdout.write(`${JSON.stringify(rehearsal, null, 2)}\n`);
  else await io.stdout.lines(drawRehearsal(rehearsal, io.stdout.terminal));
  return EXIT.ok;
}
