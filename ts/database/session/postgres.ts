/** A connection by postgres.js. */
import type { Socket } from "node:net";
import postgres, { type Options, type ParameterOrJSON } from "postgres";
import type { Connection, DriverRows, Parameter } from "./connection.js";
import { DatabaseError } from "./errors.js";
import type { ServerSettings } from "./settings.js";
import { openSocket } from "./socket.js";

/** Time limits of a connection, in seconds. */
export interface Deadlines {
  /** For connecting. */
  readonly connect: number;
  /** For a statement, on the server. */
  readonly statement: number;
  /** How much longer the answer may take than the statement. */
  readonly answer: number;
}

const plainText = (text: string): string => text;

/**
 * Of itself postgres.js makes dates of what stands for a date, `false` of the text "true", and a document of a text
 * that is one already. Here a parameter is a text that the server reads, and dates come back as texts; so does an
 * int8, until the session makes a number of it.
 */
const TYPES = {
  text: { to: 25, from: [20, 17, 1082, 1114, 1184], serialize: String, parse: plainText },
  boolean: { to: 16, from: [16], serialize: String, parse: (text: string) => text === "t" },
  json: { to: 114, from: [114, 3802], serialize: String, parse: JSON.parse },
};

/** What can be given to postgres.js beside what its types tell. */
interface UntypedOptions {
  socket: () => Promise<Socket>;
  onnotify: (channel: string) => void;
}

/**
 * Connects to a server.
 *
 * Of itself postgres.js opens a new connection whenever one has ended, also in the middle of a transaction, whose
 * later statements then commit one by one. Here it gets its one socket from us and no second one, ever.
 *
 * @throws DatabaseError `connect_failed`, `tls_refused`
 */
export async function connectPostgres(settings: ServerSettings, deadlines: Deadlines): Promise<Connection> {
  const socket = await openSocket(settings, deadlines.connect * 1000);
  // Until postgres.js listens, an error must not end the process; it comes again as the event "close".
  socket.on("error", () => undefined);
  let given = false;
  const listeners: Listeners = new Map();
  const options: Options<Record<string, never>> & UntypedOptions = {
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.user,
    // A function, since for an empty text postgres.js looks into the environment.
    pass: () => settings.password ?? "",
    socket: async () => {
      if (given) throw new DatabaseError("connection_lost", "the connection to the database has ended");
      given = true;
      return socket;
    },
    onnotify: (channel) => listeners.get(channel)?.(),
    ssl: false,
    max: 1,
    idle_timeout: 0,
    max_lifetime: 0,
    connect_timeout: deadlines.connect,
    fetch_types: false,
    onnotice: () => undefined,
    connection: { application_name: "oar-redox" },
    types: TYPES as never,
  };
  const sql = postgres(options);
  const connection = new PostgresConnection(sql, socket, listeners, (deadlines.statement + deadlines.answer) * 1000);
  const milliseconds = String(deadlines.statement * 1000);
  try {
    await connection.run(
      `SELECT set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $1, false)`,
      [milliseconds],
    );
  } catch (error) {
    connection.destroy();
    if (!(error instanceof DatabaseError)) throw error;
    throw new DatabaseError("connect_failed", `${settings.host}:${settings.port}: ${error.message}`, error.sqlState);
  }
  return connection;
}

/** Who hears what, by channel. */
type Listeners = Map<string, () => void>;

class PostgresConnection implements Connection {
  readonly kind = "postgres";
  readonly #sql: postgres.Sql;
  readonly #socket: Socket;
  readonly #listeners: Listeners;
  readonly #milliseconds: number;
  #ended: DatabaseError | null = null;

  constructor(sql: postgres.Sql, socket: Socket, listeners: Listeners, milliseconds: number) {
    this.#sql = sql;
    this.#socket = socket;
    this.#listeners = listeners;
    this.#milliseconds = milliseconds;
    socket.once("close", () => this.#end(lost("it was closed")));
  }

  async run(text: string, parameters: readonly Parameter[]): Promise<DriverRows> {
    if (this.#ended !== null) throw this.#ended;
    // Without `simple: false` a statement without parameters could be several.
    const query = this.#sql.unsafe(text, parameters as ParameterOrJSON<never>[], { simple: false } as object).values();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const error = new DatabaseError(
          "deadline",
          `the database did not answer within ${this.#milliseconds / 1000} s`,
        );
        this.#end(lost("a statement had got no answer"));
        reject(error);
      }, this.#milliseconds);
    });
    try {
      const rows = await Promise.race([query, late]);
      return { columns: rows.columns, rows, command: rows.command };
    } catch (error) {
      throw this.#translated(error);
    } finally {
      clearTimeout(timer);
    }
  }

  async listen(channel: string, hear: () => void): Promise<void> {
    this.#listeners.set(channel, hear);
    await this.run(`LISTEN "${channel.replaceAll('"', '""')}"`, []);
  }

  async close(): Promise<void> {
    this.#ended ??= new DatabaseError("closed", "the session was closed");
    await this.#sql.end({ timeout: 1 });
    this.#socket.destroy();
  }

  destroy(): void {
    this.#end(lost("it was given up"));
  }

  /** Nothing is sent any more. */
  #end(reason: DatabaseError): void {
    if (this.#ended !== null) return;
    this.#ended = reason;
    this.#socket.destroy();
    void this.#sql.end({ timeout: 0 });
  }

  #translated(error: unknown): DatabaseError {
    if (error instanceof DatabaseError) return error;
    if (error instanceof postgres.PostgresError) {
      if (error.severity === "FATAL" || error.severity === "PANIC") this.#end(lost(error.message));
      if (this.#ended !== null) return new DatabaseError(this.#ended.code, this.#ended.message, error.code);
      // statement_timeout; a cancel by an administrator is the same to us.
      if (error.code === "57014") return new DatabaseError("deadline", error.message, error.code);
      return new DatabaseError("statement_failed", error.message, error.code, error);
    }
    this.#end(lost((error as NodeJS.ErrnoException).code ?? "unknown reason"));
    return this.#ended ?? lost("unknown reason");
  }
}

function lost(reason: string): DatabaseError {
  return new DatabaseError("connection_lost", `the connection to the database has ended: ${reason}`);
}
