/** Daemons whose rounds only write down who ran them. */
import { vi } from "vitest";
import { openSession, type ServerSettings, Writer } from "../../../ts/database/index.js";
import {
  type DaemonOptions,
  jsonLog,
  type Lead,
  type RoundOutcome,
  serve,
} from "../../../ts/metascheduler/daemon/index.js";
import { withSession } from "../databases.js";

/** Times that a test has patience for. */
export const QUICK = {
  period: 0.05,
  throttle: 0.01,
  lease: 2,
  standby: 0.05,
  backoff: 0.02,
  longestBackoff: 0.2,
  patience: 5,
};

/** A daemon that runs. */
export interface Running {
  /** The lines of its log. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** Asks it to stop, and waits. */
  stop(): Promise<void>;
  /** The text and the status of a path. */
  get(path: string): Promise<{ status: number; text: string }>;
}

/** Starts one; it must be stopped. */
export function start(settings: ServerSettings, name: string, options: Partial<DaemonOptions> = {}): Running {
  const stop = new AbortController();
  const log: Record<string, unknown>[] = [];
  const end = serve({
    open: () => openSession(settings),
    round: (lead) => note(lead, name),
    log: jsonLog(3, (line) => log.push(JSON.parse(line))),
    stop: stop.signal,
    port: 0,
    ...options,
    times: { ...QUICK, ...options.times },
  });
  // Who waits for the end is told.
  end.catch(() => undefined);
  return {
    log,
    stop: async () => {
      stop.abort();
      await end;
    },
    get: async (path) => {
      const told = await vi.waitUntil(() => log.find((line) => "address" in line));
      const response = await fetch(`${told.address}${path}`);
      return { status: response.status, text: await response.text() };
    },
  };
}

/** A round that writes an event in the name of its daemon. */
export async function note({ session, check }: Lead, name: string): Promise<RoundOutcome> {
  await new Writer(session, check).group((queries) =>
    queries.run("INSERT INTO event_logs (type, description) VALUES ('ROUND', $1)", [name]),
  );
  return { exitCode: 0, placed: 2 };
}

/** Who ran rounds, in their order. */
export const rounds = (settings: ServerSettings): Promise<string[]> =>
  withSession(settings, async (session) =>
    (await session.run("SELECT description FROM event_logs ORDER BY event_id")).map((row) => String(row.description)),
  );
