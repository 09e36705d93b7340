/**
 * Which database a command means, and a session on it. What knows databases is loaded only here, and only when a
 * command needs one: `oar-redox schedule` must start at once.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { Configuration, DatabaseSettings, Deadlines, Session } from "../database/index.js";
import { dataDirectory } from "./data-directory.js";
import type { Io } from "./io.js";
import { Progress } from "./progress.js";
import { printable } from "./style/index.js";

/** Options of every command that works on a database. */
export interface DatabaseOptions {
  /** A URL, or the directory of an embedded database. */
  readonly database?: string;
  /** The file in place of `$OARCONFFILE` and `/etc/oar/oar.conf`. */
  readonly config?: string;
}

/** A database, and the configuration to use with it. */
export interface Chosen {
  readonly settings: DatabaseSettings;
  readonly configuration: Configuration;
  /** For messages: `host:port/database`, or a directory. There is no password in it. */
  readonly name: string;
  /** How long a server may take. */
  readonly deadlines: Partial<Deadlines>;
}

/** Adds the options to a command. */
export function addDatabaseOptions(command: Command): Command {
  return command
    .option("--database <URL>", "postgres://user@host:5432/database, or the directory of an embedded one")
    .option("--config <FILE>", "oar.conf, in place of $OARCONFFILE and /etc/oar/oar.conf");
}

/** The variable that stands for the option `--database`: by it `meta` tells external schedulers. */
export const DATABASE_VARIABLE = "OAR_REDOX_DATABASE";

/** The variable that says how many seconds the server may take for a statement. */
export const TIMEOUT_VARIABLE = "OAR_REDOX_DATABASE_TIMEOUT";

/** What the help of such a command says of them. */
export const DATABASE_HELP = `
The database is that of --database or $${DATABASE_VARIABLE}, else the one that oar.conf names, else an embedded one in
the data folder of the user. Everybody can read the command line of a program: leave the password to oar.conf or to
PGPASSWORD; one in the URL is hidden as soon as the program runs. TLS is used if the server offers it; ?sslmode=require
or verify-full in the URL, or PGSSLMODE and PGSSLROOTCERT, make it a must. A server that takes longer than 60 s for
anything, or than the seconds of $${TIMEOUT_VARIABLE}, is given up.`;

/**
 * Finds out which database is meant: that of the options or of {@link DATABASE_VARIABLE}, else the one that `oar.conf`
 * names, else an embedded one. A password that neither names is `PGPASSWORD`; TLS, too, can be asked for by PostgreSQL's
 * own variables.
 *
 * @throws ConfigurationError also for {@link TIMEOUT_VARIABLE}; DatabaseError `bad_address`
 */
export async function chooseDatabase({ database, config }: DatabaseOptions, env: Io["env"]): Promise<Chosen> {
  const { loadConfiguration, settingsOfConfiguration, settingsOfUrl } = await import("../database/index.js");
  const configuration = loadConfiguration(env, config);
  const given = database ?? (env[DATABASE_VARIABLE] || undefined);
  let settings: DatabaseSettings;
  if (given !== undefined) settings = settingsOfUrl(given, env);
  else if (configuration.file !== null) settings = settingsOfConfiguration(configuration, env);
  else settings = { directory: join(dataDirectory(env), "database") };
  const deadlines = await deadlinesOf(env[TIMEOUT_VARIABLE]);
  if ("directory" in settings) return { settings, configuration, name: settings.directory ?? "memory", deadlines };
  const { host, port, database: name } = settings;
  const password = settings.password ?? (env.PGPASSWORD || null);
  return { settings: { ...settings, password }, configuration, name: `${host}:${port}/${name}`, deadlines };
}

/** Longest time for a statement, in seconds: a day. */
const LONGEST = 86_400;

/**
 * The deadlines of a session of which a statement may take so many seconds, 0.1 to a day: connecting takes at most 10, and
 * the answer at most 5 more, both no longer than a statement. Empty: those of `openSession`.
 */
async function deadlinesOf(text: string | undefined): Promise<Partial<Deadlines>> {
  if (text === undefined || text === "") return {};
  const seconds = /^\d{1,5}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
  if (seconds >= 0.1 && seconds <= LONGEST) {
    return { connect: Math.min(10, seconds), statement: seconds, answer: Math.min(5, seconds) };
  }
  const { ConfigurationError } = await import("../database/index.js");
  const [file, key] = ["the environment", TIMEOUT_VARIABLE];
  const message = `${file}, ${key}: expected seconds from 0.1 to ${LONGEST}, found ${JSON.stringify(text.slice(0, 40))}`;
  throw new ConfigurationError([{ file, line: null, key, message }]);
}

/** How to open a database. */
export interface OpenOptions {
  /** An embedded database that is not there is made. Default: it is an error. */
  readonly create?: boolean;
}

/**
 * Runs `work` in a session on the database that is meant, and closes it whatever happens. The warnings of the
 * configuration go to standard error.
 *
 * @throws ConfigurationError, DatabaseError, and what `work` throws
 */
export async function withDatabase<Result>(
  options: DatabaseOptions,
  io: Io,
  work: (session: Session, chosen: Chosen) => Promise<Result>,
  { create = false }: OpenOptions = {},
): Promise<Result> {
  const chosen = await chooseDatabase(options, io.env);
  await io.stderr.lines(chosen.configuration.warnings.map((text) => printable(`warning: ${text}`)));
  const session = await openDatabase(chosen, io, create);
  try {
    return await work(session, chosen);
  } finally {
    await session.close();
  }
}

/**
 * Opens a session on the database.
 *
 * @param create an embedded database that is not there is made; otherwise that is an error
 * @throws DatabaseError
 */
export async function openDatabase({ settings, name, deadlines }: Chosen, io: Io, create = false): Promise<Session> {
  const { DatabaseError, openSession } = await import("../database/index.js");
  if (!("directory" in settings)) return openSession(settings, deadlines);
  const there = settings.directory === null || existsSync(settings.directory);
  if (!there && !create) {
    throw new DatabaseError("bad_address", `${name}: there is no database; oar-redox db create makes one`);
  }
  const progress = new Progress(io.stderr);
  await progress.show(there ? "opening the embedded database ..." : "making an embedded database, some seconds ...");
  try {
    return await openSession(settings);
  } finally {
    await progress.clear();
  }
}
