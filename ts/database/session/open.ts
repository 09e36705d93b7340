/** Opens sessions. */
import { connectPglite } from "./pglite.js";
import { connectPostgres, type Deadlines } from "./postgres.js";
import { Session } from "./session.js";
import type { DatabaseSettings } from "./settings.js";

const DEADLINES: Deadlines = { connect: 10, statement: 60, answer: 5 };

/**
 * Opens a session.
 *
 * @param deadlines in seconds. Defaults: 10 to connect, 60 for a statement on the server, 5 more until its answer is
 *   here. The embedded database has none.
 * @throws DatabaseError `connect_failed`, `tls_refused`, `locked`, `not_installed`
 */
export async function openSession(settings: DatabaseSettings, deadlines: Partial<Deadlines> = {}): Promise<Session> {
  const embedded = "directory" in settings;
  return new Session(
    embedded ? await connectPglite(settings) : await connectPostgres(settings, { ...DEADLINES, ...deadlines }),
  );
}
