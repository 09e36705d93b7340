/** A connection to the embedded database. The package is loaded only here, when it is used. */
import { existsSync, readdirSync, statSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import type { Connection, DriverRows, Parameter } from "./connection.js";
import { DatabaseError } from "./errors.js";
import { lockDirectory } from "./lock.js";
import type { EmbeddedSettings } from "./settings.js";

/** int8, bytea, date, timestamp, timestamptz. */
const TEXTS = [20, 17, 1082, 1114, 1184];
const BOOL = 16;

/**
 * Opens the embedded database, and creates it (2 to 3 s) if there is none. Its statements have no deadline: they run
 * in this process, which waits for them.
 *
 * @throws DatabaseError `not_installed`, `bad_address`, `locked`, `connect_failed`
 */
export async function connectPglite({ directory }: EmbeddedSettings): Promise<Connection> {
  const package_ = await import("@electric-sql/pglite").catch(() => {
    throw new DatabaseError(
      "not_installed",
      "the embedded database needs the package @electric-sql/pglite, which was left out when this one was installed",
    );
  });
  if (directory !== null) checkDirectory(directory);
  const unlock = directory === null ? () => undefined : lockDirectory(directory);
  try {
    const database = await package_.PGlite.create({
      dataDir: directory === null ? "memory://" : `file://${directory}`,
      // As in the other driver: an int8 and dates come as texts, and a parameter is a text that the server reads.
      parsers: Object.fromEntries(TEXTS.map((type) => [type, (text: string) => text])),
      serializers: Object.fromEntries([...TEXTS, BOOL].map((type) => [type, String])),
    });
    return new PgliteConnection(database, unlock);
  } catch (error) {
    unlock();
    throw new DatabaseError("connect_failed", `the embedded database cannot be opened: ${(error as Error).message}`);
  }
}

/** A folder of something else is left alone. */
function checkDirectory(directory: string): void {
  if (!existsSync(directory)) return;
  const content = statSync(directory).isDirectory() ? readdirSync(directory) : ["a file"];
  if (content.length === 0 || content.includes("PG_VERSION")) return;
  throw new DatabaseError("bad_address", `${directory}: expected an embedded database, or an empty folder`);
}

class PgliteConnection implements Connection {
  readonly kind = "pglite";
  readonly #database: PGlite;
  readonly #unlock: () => void;
  #closing: Promise<void> | null = null;

  constructor(database: PGlite, unlock: () => void) {
    this.#database = database;
    this.#unlock = unlock;
  }

  async run(text: string, parameters: readonly Parameter[]): Promise<DriverRows> {
    if (this.#closing !== null) throw new DatabaseError("connection_lost", "the embedded database was closed");
    try {
      const result = await this.#database.query<unknown[]>(text, [...parameters], { rowMode: "array" });
      const columns = result.fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
      return { columns, rows: result.rows, command: result.command ?? "" };
    } catch (error) {
      const { message, code, position, where } = error as Error & { code?: string; position?: string; where?: string };
      throw new DatabaseError("statement_failed", message, code ?? null, { position, where });
    }
  }

  async listen(): Promise<void> {}

  close(): Promise<void> {
    this.#closing ??= this.#database.close().finally(this.#unlock);
    return this.#closing;
  }

  destroy(): void {
    this.close().catch(() => undefined);
  }
}
