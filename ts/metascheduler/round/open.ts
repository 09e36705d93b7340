/** What a round, or an external scheduler, begins with. */
import { userInfo } from "node:os";
import { addEvents, type Configuration, checkVersion, readClock, type Session, Writer } from "../../database/index.js";
import type { Engine, Logger } from "../../engine/index.js";
import { createEngine } from "../../engine/node.js";
import type { Notifier } from "../notifier/notifier.js";
import type { Round } from "./context.js";

/** How a round is run. */
export interface RoundOptions {
  readonly configuration: Configuration;
  readonly session: Session;
  readonly notifier: Notifier;
  readonly log: Logger;
  /**
   * Decides, and stays the caller's. It knows the last round: what has not changed since is not decided again. Default: one
   * for this round.
   */
  readonly engine?: Engine | undefined;
  /** The date, in epoch seconds. Default: the clock of the database. */
  readonly now?: number | undefined;
  /** IANA zone. Default: that of the process. */
  readonly timeZone?: string;
  /** Made in each group of writes, see {@link Writer}. Default: nothing. */
  readonly check?: ConstructorParameters<typeof Writer>[1];
  /**
   * Where `OARDO_USER` may be: who asks for the end of jobs; without it that is the user of the process. External
   * schedulers get these variables beside those of the process.
   */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends the programs that the round waits for. Default: nothing does. */
  readonly abort?: AbortSignal | undefined;
  /** See {@link Round}. */
  readonly stopping?: AbortSignal | undefined;
}

/**
 * Makes sure that it is a database of a version that can be used, and gets what a round needs. To be given back with
 * {@link closeRound}.
 *
 * @throws DatabaseError `not_oar`; EngineLoadError
 */
export async function openRound(options: RoundOptions): Promise<Round> {
  const { configuration, session, notifier, log, environment } = options;
  const { warning } = await checkVersion(session);
  if (warning !== null) log.warn?.(warning);
  for (const text of configuration.warnings) log.warn?.(text);
  return {
    configuration,
    settings: configuration.settings,
    engine: options.engine ?? (await createEngine({ logger: log })),
    engineStays: options.engine !== undefined,
    writer: new Writer(session, options.check ?? null, ({ sqlState: code, message: why }) =>
      log.info?.("writes met another writer, and are tried again", { code, why }),
    ),
    notifier,
    log,
    now: options.now ?? (await readClock(session)),
    timeZone: options.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    user: environment.OARDO_USER || userInfo().username,
    environment,
    abort: options.abort,
    stopping: options.stopping,
  };
}

/**
 * Ends a round: what is still to be sent is sent, for at most five seconds, and what the round had of the module is given
 * back. Never throws: of mails that were sent and commands that were run, and cannot be written down, the log is told.
 */
export async function closeRound({ engine, engineStays, notifier, writer, now, log }: Round): Promise<void> {
  if (!engineStays) engine.dispose();
  const events = await notifier.close();
  if (events.length === 0) return;
  try {
    const { refused } = await writer.groupOf(events, (queries, some) => addEvents(queries, some, now));
    for (const { item, error } of refused) {
      const { type, job } = item;
      log.error?.("an owner was told, but the database refuses to have it written down", {
        type,
        job,
        why: error.message,
      });
    }
  } catch (error) {
    log.error?.("owners of jobs were told, but that is not written down", { events: events.length, error });
  }
}
