/** One embedded database for all test files of a worker: it takes seconds to make one. */
import { createSchema, Session } from "../../ts/database/index.js";
import type { Connection } from "../../ts/database/session/connection.js";
import { connectPglite } from "../../ts/database/session/pglite.js";

let made: Promise<Connection> | null = null;

/** A connection to it, for one test file at a time. It has OAR's tables, and rows that others have left in them. */
export async function embeddedConnection(): Promise<Connection> {
  made ??= make();
  const connection = await made;
  return {
    kind: "pglite",
    run: (text, parameters) => connection.run(text, parameters),
    listen: (channel, hear) => connection.listen(channel, hear),
    close: async () => undefined,
    destroy: () => undefined,
  };
}

/** A session on it. */
export async function embeddedSession(): Promise<Session> {
  return new Session(await embeddedConnection());
}

async function make(): Promise<Connection> {
  const connection = await connectPglite({ directory: null });
  await createSchema(new Session(connection));
  return connection;
}
