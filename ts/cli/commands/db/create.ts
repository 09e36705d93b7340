/** `oar-redox db create`: an OAR database, made of an empty one. */
import { type DatabaseOptions, withDatabase } from "../../database.js";
import { EXIT, type ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";
import { printable } from "../../style/index.js";

/**
 * Makes OAR's tables and queues. An embedded database is made if it is not there.
 *
 * @throws DatabaseError `not_empty` and those of a connection, ConfigurationError
 */
export function createCommand(options: DatabaseOptions, io: Io): Promise<ExitStatus> {
  return withDatabase(
    options,
    io,
    async (session, { name }) => {
      const { createDatabase, SCHEMA_VERSION } = await import("../../../database/index.js");
      await createDatabase(session);
      await io.stdout.lines([
        `${printable(name)}: made the tables of OAR ${SCHEMA_VERSION}, and the queues admin, default and besteffort`,
      ]);
      return EXIT.ok;
    },
    { create: true },
  );
}
