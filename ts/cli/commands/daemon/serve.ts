/** `oar-redox serve`: the daemon. */

import { createEngine, type Engine } from "../../../engine/node.js";
import { jsonLog, runDaemonRound, serve, type Times } from "../../../metascheduler/daemon/index.js";
import { chooseDatabase, type DatabaseOptions, openDatabase } from "../../database.js";
import { EXIT, type ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";
import { printable } from "../../style/index.js";
import { withRound } from "../scheduler/begin.js";

/** Options of the command line. Times are seconds; their defaults are those of the daemon. */
export interface ServeOptions extends DatabaseOptions {
  readonly port: number;
  readonly period?: number;
  /** Default: `SCHEDULER_MIN_TIME_BETWEEN_2_CALLS` of `oar.conf`. */
  readonly throttle?: number;
  readonly lease?: number;
  /** How long a round may go on when it is told to stop. */
  readonly patience?: number;
  /** Messages go to this file, and nowhere else. */
  readonly notifyTo?: string;
}

/**
 * Serves until SIGTERM or SIGINT; at a second signal it does not wait for its round, a third one ends the process.
 * `oar.conf` is read anew for each round: what is wrong in it by then is logged, and the round is tried again later.
 *
 * @throws ConfigurationError, DatabaseError `bad_address`, EndpointError: it cannot even begin
 */
export async function serveCommand(options: ServeOptions, io: Io): Promise<ExitStatus> {
  const begun = await chooseDatabase(options, io.env);
  const { settings } = begun.configuration;
  const log = jsonLog(Number(settings.LOG_LEVEL), (line) => void io.stderr.lines([line]).catch(() => undefined));
  log.info("serving", { database: printable(begun.name), ...timesOf(options) });
  const [stop, hurry] = [new AbortController(), new AbortController()];
  let engine: Engine | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    log.info(stop.signal.aborted ? "told to stop at once" : "told to stop", { signal });
    if (!stop.signal.aborted) return stop.abort();
    process.off("SIGTERM", onSignal).off("SIGINT", onSignal);
    hurry.abort();
  };
  process.on("SIGTERM", onSignal).on("SIGINT", onSignal);
  try {
    await serve({
      open: () => openDatabase(begun, io),
      round: async ({ session, check, signal, stopping }) => {
        const chosen = await chooseDatabase(options, io.env);
        // One for all rounds, but for a round after a crash of the module.
        if (engine?.crashed !== false) engine = await createEngine({ logger: log });
        return withRound(options, { io, session, chosen, log, check, abort: signal, stopping, engine }, runDaemonRound);
      },
      log,
      stop: stop.signal,
      hurry: hurry.signal,
      port: options.port,
      times: { throttle: throttleOf(settings.SCHEDULER_MIN_TIME_BETWEEN_2_CALLS), ...timesOf(options) },
    });
  } finally {
    process.off("SIGTERM", onSignal).off("SIGINT", onSignal);
  }
  return EXIT.ok;
}

function timesOf({ period, throttle, lease, patience }: ServeOptions): Partial<Times> {
  return {
    ...(period !== undefined && { period }),
    ...(throttle !== undefined && { throttle }),
    ...(lease !== undefined && { lease }),
    ...(patience !== undefined && { patience }),
  };
}

/** Almighty's key is free text; what is no number of seconds is Almighty's default, 5. */
function throttleOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 5;
}
