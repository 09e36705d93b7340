/** What a round, or an external scheduler, begins with. */
import { userInfo } from "node:os";
import { type Configuration, checkVersion, readClock, type Session, Writer } from "../../database/index.js";
import type { Logger } from "../../engine/index.js";
import { createEngine } from "../../engine/node.js";
import type { Notifier } from "../notifier/notifier.js";
import type { Round } from "./context.js";

/** How a round is run. */
export interface RoundOptions {
  readonly configuration: Configuration;
  readonly session: Session;
  readonly notifier: Notifier;
  readonly log: Logger;
  /** The date, in epoch seconds. Default: the clock of the database. */
  readonly now?: number | undefined;
  /** IANA zone. Default: that of the process. */
  readonly timeZone?: string;
  /** Made in each group of writes, see {@link Writer}. Default: nothing. */
  readonly check?: ConstructorParameters<typeof Writer>[1];
  /** Where `OARDO_USER` may be: who asks for the end of jobs. Default: the user of the process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
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
    engine: await createEngine({ logger: log }),
    writer: new Writer(session, options.check ?? null),
    notifier,
    log,
    now: options.now ?? (await readClock(session)),
    timeZone: options.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    user: environment.OARDO_USER || userInfo().username,
  };
}

/** Gives back what a round had of the module. */
export function closeRound({ engine }: Round): void {
  engine.dispose();
}
