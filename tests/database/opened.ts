/** Sessions for the tests of a file, on a server and on the embedded database: opened before the tests and closed after them. */
import { afterAll, beforeAll } from "vitest";
import { type ServerSettings, Session } from "../../ts/database/index.js";
import type { Connection } from "../../ts/database/session/connection.js";
import { connectPostgres } from "../../ts/database/session/postgres.js";
import { oarDatabase } from "./databases.js";
import { embeddedConnection } from "./embedded.js";

/** Both databases, for `describe.each`. */
export const KINDS = ["postgres", "pglite"] as const;
export type Kind = (typeof KINDS)[number];

/** A session that counts. */
export interface Counted {
  readonly session: Session;
  /** Statements until now. */
  statements(): number;
}

/**
 * A session on a database with OAR's tables, for the tests of the `describe` or file that calls this; outside of them it
 * cannot be used. The embedded database is that of the worker, and has the rows that others have left in it.
 *
 * @param database the one on a server. Default: a new one
 */
export function openedSession(kind: Kind, database: () => Promise<ServerSettings> = oarDatabase): Counted {
  let connection: Connection | null = null;
  const opened = (): Connection => {
    if (connection === null) throw new Error("the session can be used in tests only");
    return connection;
  };
  let statements = 0;
  const session = new Session({
    kind,
    run: async (text, parameters) => {
      statements++;
      return opened().run(text, parameters);
    },
    listen: async (channel, hear) => opened().listen(channel, hear),
    close: async () => connection?.close(),
    destroy: () => opened().destroy(),
  });
  beforeAll(async () => {
    connection =
      kind === "pglite"
        ? await embeddedConnection()
        : await connectPostgres(await database(), { connect: 10, statement: 60, answer: 5 });
  });
  afterAll(() => session.close());
  return { session, statements: () => statements };
}

/** Two sessions on one new database of a server. */
export function openedPair(): readonly [Counted, Counted] {
  let made: Promise<ServerSettings> | null = null;
  const database = () => {
    made ??= oarDatabase();
    return made;
  };
  return [openedSession("postgres", database), openedSession("postgres", database)];
}
