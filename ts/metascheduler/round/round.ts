/** One round of the meta-scheduler, from beginning to end (section 5 of the database reference). */
import { ConfigurationError } from "../../database/index.js";
import { treatAcceptedReservations } from "./accepted-reservations.js";
import type { Round } from "./context.js";
import { saveEnergy } from "./energy/index.js";
import { planExternally } from "./external.js";
import { readSite } from "./gather.js";
import { planInternally } from "./internal.js";
import { killOrLaunch } from "./kill-or-launch.js";
import { sendNotices } from "./notices/index.js";
import { tellOddRows } from "./odd.js";
import { resumeJobs } from "./resume.js";
import { readSources } from "./sources.js";
import { changeWalltimes } from "./walltime/index.js";

/** What OAR's Almighty does next: 0 changes of nodes, 1 another round soon, 2 the killing of jobs first (5.11). */
export type RoundExitCode = 0 | 1 | 2;

/** What a round has done. */
export interface RoundReport {
  readonly exitCode: RoundExitCode;
  /** Ordinary jobs that were placed; `null`: external programs did it. */
  readonly placed: number | null;
  /** New reservations. */
  readonly accepted: number;
  readonly refused: number;
  readonly launched: number;
  readonly killed: number;
}

/**
 * Runs a round. Everything that is told to others is told after what it tells of is committed.
 *
 * @throws ConfigurationError nothing has been written; DatabaseError: each group of writes is wholly there or wholly
 *   absent, and the next round goes on from there
 */
export async function runRound(round: Round): Promise<RoundReport> {
  const { settings, writer } = round;
  const external = settings.METASCHEDULER_MODE === "external";
  if (external && writer.session.kind === "pglite") throw embeddedExternal(round);
  const sources = readSources(round);
  await writer.session.snapshot((queries) => readSite(queries, round));
  await tellOddRows(round);
  await changeWalltimes(round);
  const planned = await (external ? planExternally : planInternally)(round, sources);
  if ("queues" in planned) await treatAcceptedReservations(round, planned.inventory, planned.queues);
  const { exitCode, launched, killed } = await killOrLaunch(round);
  await saveEnergy(round);
  await resumeJobs(round);
  const notices = await sendNotices(round, new Set(launched));
  return {
    exitCode: exitCode === 2 ? 2 : notices.exitCode,
    placed: "placed" in planned ? planned.placed : null,
    accepted: planned.accepted,
    refused: planned.refused,
    launched: launched.length,
    killed: killed.length,
  };
}

function embeddedExternal({ configuration: { file, lines } }: Round): ConfigurationError {
  const [name, key, line] = [file ?? "oar.conf", "METASCHEDULER_MODE", lines.get("METASCHEDULER_MODE") ?? null];
  const where = line === null ? name : `${name}, line ${line}`;
  const message = `${where}, ${key}: expected internal with an embedded database, found external: its programs cannot open the directory`;
  return new ConfigurationError([{ file: name, line, key, message }]);
}
