/** What both programs begin with. */
import { resolve } from "node:path";
import type { Session } from "../../../database/index.js";
import {
  closeRound,
  type Notifier,
  openNotifier,
  openRound,
  type Round,
  type RoundOptions,
} from "../../../metascheduler/index.js";
import { type Chosen, DATABASE_VARIABLE, type DatabaseOptions } from "../../database.js";
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
export interface Stage extends Pick<RoundOptions, "check" | "log" | "abort" | "stopping" | "engine"> {
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
  { io, chosen: { configuration }, notifier: given, ...stage }: Stage,
  work: (round: Round) => Promise<Result>,
): Promise<Result> {
  const { now, notifyTo, refuse, config, database } = options;
  const notifier = given ?? openNotifier(configuration.settings, stage.log, { file: notifyTo, refuse });
  try {
    // An external scheduler is told queue and date alone: it must come to the same file and the same database.
    const environment = {
      ...io.env,
      ...(config !== undefined && { OARCONFFILE: resolve(config) }),
      ...(database !== undefined && { [DATABASE_VARIABLE]: database }),
    };
    const round = await openRound({ ...stage, configuration, notifier, now, environment });
    try {
      return await work(round);
    } finally {
      await closeRound(round);
    }
  } finally {
    await notifier.close();
  }
}
