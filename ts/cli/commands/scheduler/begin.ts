/** What both programs begin with. */
import { addEvents, type Configuration, type OarEvent, type Session } from "../../../database/index.js";
import type { Logger } from "../../../engine/node.js";
import {
  closeRound,
  NetworkNotifier,
  type Notifier,
  openRecording,
  openRound,
  Recorder,
  type Round,
  type RoundOptions,
} from "../../../metascheduler/index.js";
import type { Chosen, DatabaseOptions } from "../../database.js";
import type { Io } from "../../io.js";

/** Options of both commands. */
export interface SchedulerOptions extends DatabaseOptions {
  /** The date of the round, epoch seconds. */
  readonly now?: number;
  /** Messages go to this file, and nowhere else. */
  readonly notifyTo?: string;
  /** Addresses of clients that do not answer. */
  readonly refuse?: readonly string[];
}

/** What a round is run on. */
export interface Stage extends Pick<RoundOptions, "check" | "log"> {
  readonly io: Io;
  readonly session: Session;
  readonly chosen: Chosen;
  /** In place of the one that the options ask for. */
  readonly notifier?: Notifier;
}

/**
 * Runs `work` on a round, and gives back what the round had: what is still to be sent is sent, whatever happens.
 *
 * @throws DatabaseError `not_oar`, and what `work` throws
 */
export async function withRound<Result>(
  options: SchedulerOptions,
  { io, session, chosen: { configuration }, log, check, notifier: given }: Stage,
  work: (round: Round) => Promise<Result>,
): Promise<Result> {
  const { now } = options;
  const events: OarEvent[] = [];
  const notifier = given ?? openNotifier(options, configuration, log, (event) => events.push(event));
  let round: Round | null = null;
  try {
    round = await openRound({ configuration, session, notifier, log, now, check, environment: io.env });
    return await work(round);
  } finally {
    await notifier.close();
    if (round !== null) await keepEvents(round, events);
  }
}

/** Who tells others: the network, unless the messages are to go to a file. */
function openNotifier(
  { notifyTo, refuse }: SchedulerOptions,
  { settings }: Configuration,
  log: Logger,
  onEvent: (event: OarEvent) => void,
): Notifier {
  if (notifyTo === undefined) return new NetworkNotifier({ settings, log, onEvent });
  const { add, close } = openRecording(notifyTo);
  return new Recorder({ settings, log, record: add, close, ...(refuse !== undefined && { refuse }) });
}

/** Writes what the notifier has done, and gives the round back. A session that is over is no reason to fail then. */
async function keepEvents(round: Round, events: readonly OarEvent[]): Promise<void> {
  closeRound(round);
  if (events.length === 0) return;
  try {
    await round.writer.group((queries) => addEvents(queries, events, round.now));
  } catch (error) {
    round.log.error?.("what owners were told is not in the database", { events, error });
  }
}
