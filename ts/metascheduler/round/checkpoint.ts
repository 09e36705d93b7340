/** Asking best-effort jobs to checkpoint themselves before they are killed (section 10.4 of the database reference). */
import { addEvents, type OarEvent, type Settings } from "../../database/index.js";
import { remoteWord, runRemotely } from "../processes/index.js";
import type { Round } from "./context.js";
import type { Victim } from "./launching.js";
import { runSiteProgram } from "./site-program.js";

/** A job to be asked, and the host on which what runs it is. */
export interface CheckpointRequest {
  readonly job: number;
  readonly host: string;
}

/** How many hosts are spoken to at a time. */
const AT_A_TIME = 16;

/** The host on which oarexec, which runs a job, is. */
export function hostOf(
  { node, typeTexts }: Pick<Victim, "node" | "typeTexts">,
  settings: Pick<Settings, "COSYSTEM_HOSTNAME" | "DEPLOY_HOSTNAME">,
): string {
  const keys = new Set(typeTexts.map((text) => text.split("=", 1)[0]));
  if (node === null || keys.has("cosystem")) return settings.COSYSTEM_HOSTNAME;
  return keys.has("deploy") ? settings.DEPLOY_HOSTNAME : node;
}

/** The events that are committed before anybody is asked, so that nobody is asked twice. */
export function checkpointEvents(requests: readonly CheckpointRequest[]): OarEvent[] {
  return requests.map(({ job, host }) => ({
    type: "CHECKPOINT",
    job,
    description: `User oar (metascheduler) requested a checkpoint on the job:${job} on ${host}`,
  }));
}

/**
 * Asks the jobs, by ssh, and writes what came of it. To be called after the events of the requests are committed. What
 * goes wrong is written and told to the log; the jobs are killed after their delay all the same.
 *
 * @throws DatabaseError
 */
export async function signalCheckpoints(round: Round, requests: readonly CheckpointRequest[]): Promise<void> {
  const events: OarEvent[] = [];
  for (let from = 0; from < requests.length; from += AT_A_TIME) {
    const some = requests.slice(from, from + AT_A_TIME);
    events.push(...(await Promise.all(some.map((request) => signal(round, request)))));
  }
  if (events.length > 0) await round.writer.group((queries) => addEvents(queries, events, round.now));
}

async function signal(round: Round, { job, host }: CheckpointRequest): Promise<OarEvent> {
  const { settings } = round;
  const command = { host, command: remoteCommand(settings, job) };
  const failure = await runRemotely(settings, command, (request) => runSiteProgram(round, request));
  if (failure === null) {
    const description = `[MetaSched] The job ${job} was asked on ${host} to checkpoint itself`;
    return { type: "CHECKPOINT_SUCCESSFULL", job, description };
  }
  round.log.warn?.("a job could not be asked to checkpoint itself", { job, host, why: failure });
  const description = `[MetaSched] The job ${job} could not be asked on ${host} to checkpoint itself: ${failure}`;
  return { type: "CHECKPOINT_ERROR", job, description };
}

/** What a shell on the host does: a stopped process is woken, then signalled. Nothing but a number of a process counts. */
const SCRIPT = [
  'pid=$(cat -- "$0") || exit 1',
  'case $pid in "" | 0* | *[!0-9]*) exit 1 ;; esac',
  'kill -s CONT "$pid" && kill -s USR2 "$pid"',
].join("; ");

/** The one argument that ssh hands to the shell of the host. */
export function remoteCommand(
  { OAREXEC_DIRECTORY, OAREXEC_PID_FILE_NAME }: Pick<Settings, "OAREXEC_DIRECTORY" | "OAREXEC_PID_FILE_NAME">,
  job: number,
): string {
  const file = `${OAREXEC_DIRECTORY}/${OAREXEC_PID_FILE_NAME}${job}`;
  return `sh -c ${remoteWord(SCRIPT)} ${remoteWord(file)}`;
}
