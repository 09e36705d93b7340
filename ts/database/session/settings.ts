/** Which database is meant: a URL, a directory, or the keys of `oar.conf`. */
import { fileURLToPath } from "node:url";
import { type Configuration, ConfigurationError } from "../configuration/index.js";
import { DatabaseError } from "./errors.js";

/**
 * How TLS is used.
 *
 * - `disable`: not at all.
 * - `prefer`: if the server offers it.
 * - `require`: always, whatever certificate the server has.
 * - `verify`: always, and the certificate must be valid for the host.
 */
export type TlsMode = "disable" | "prefer" | "require" | "verify";

/** A PostgreSQL server. */
export interface ServerSettings {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string | null;
  readonly tls: TlsMode;
  /** File of certificates that are trusted with `verify`; `null`: those of Node. */
  readonly certificates: string | null;
}

/** The embedded database. */
export interface EmbeddedSettings {
  /** Where it is; `null`: in memory, gone with the session. */
  readonly directory: string | null;
}

/** One of both. */
export type DatabaseSettings = ServerSettings | EmbeddedSettings;

const TLS_MODES: ReadonlyMap<string, TlsMode> = new Map([
  ["disable", "disable"],
  ["allow", "prefer"],
  ["prefer", "prefer"],
  ["require", "require"],
  ["verify-ca", "verify"],
  ["verify-full", "verify"],
]);
/** Variables of the environment. */
type Environment = Readonly<Record<string, string | undefined>>;
const PARAMETERS = new Set(["sslmode", "sslrootcert", "host", "port", "user", "password", "dbname"]);

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…&sslrootcert=…` (`host` may also be a parameter: the
 * folder of a Unix socket), `memory:`, or the path or `file:` URL of an embedded database.
 *
 * @param environment where `PGSSLMODE` and `PGSSLROOTCERT` may be, for a URL that does not say it. Default: nowhere
 * @throws DatabaseError `bad_address`; the text is not in it, since a password may be
 */
export function settingsOfUrl(text: string, environment: Environment = {}): DatabaseSettings {
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === "memory") return { directory: null };
  if (scheme === "file") return { directory: fileURLToPath(text) };
  if (scheme === undefined && text !== "") return { directory: text };
  if (scheme !== "postgres" && scheme !== "postgresql") {
    throw bad("a URL that begins with postgres://, or the directory of an embedded database");
  }
  if (!URL.canParse(text)) throw bad("a URL like postgres://user@host:5432/database");
  const url = new URL(text);
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.has(name));
  if (unknown !== undefined) throw bad(`only the parameters ${[...PARAMETERS].join(", ")}`);
  const part = (name: string, encoded: string): string | null =>
    url.searchParams.get(name) ?? (encoded === "" ? null : decoded(encoded));
  const { tls, certificates } = tlsOf(
    environment,
    url.searchParams.get("sslmode"),
    url.searchParams.get("sslrootcert"),
  );
  const port = Number(url.searchParams.get("port") ?? (url.port || 5432));
  const [user, database] = [part("user", url.username), part("dbname", url.pathname.slice(1))];
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw bad("a port from 1 to 65535");
  if (user === null) throw bad("a user");
  if (database === null) throw bad("the name of a database");
  return {
    host: part("host", url.hostname.replace(/^\[|\]$/g, "")) ?? "localhost",
    port,
    database,
    user,
    password: part("password", url.password),
    tls,
    certificates,
  };
}

/**
 * The server that `oar.conf` names. OAR has no key for TLS: what PostgreSQL's own programs go by decides. Without that it
 * is used if the server offers it.
 *
 * @param environment where `PGSSLMODE` and `PGSSLROOTCERT` may be. Default: nowhere
 * @throws ConfigurationError a key is missing, or the database is SQLite; DatabaseError `bad_address`: `PGSSLMODE`
 */
export function settingsOfConfiguration(
  { file, lines, settings }: Configuration,
  environment: Environment = {},
): ServerSettings {
  const name = file ?? "oar.conf";
  const required = (key: "DB_HOSTNAME" | "DB_BASE_NAME" | "DB_BASE_LOGIN"): string => {
    const value = settings[key];
    if (value !== null) return value;
    throw new ConfigurationError([{ file: name, line: null, key, message: `${name}, ${key}: expected, and missing` }]);
  };
  if (settings.DB_TYPE === "sqlite") {
    const line = lines.get("DB_TYPE") ?? null;
    const message = `${name}, line ${line}, DB_TYPE: expected Pg, found sqlite, which is not supported`;
    throw new ConfigurationError([{ file: name, line, key: "DB_TYPE", message }]);
  }
  return {
    host: required("DB_HOSTNAME"),
    port: settings.DB_PORT,
    database: required("DB_BASE_NAME"),
    user: required("DB_BASE_LOGIN"),
    password: settings.DB_BASE_PASSWD,
    ...tlsOf(environment),
  };
}

/** How TLS is used: as it is given, else as the environment says. */
function tlsOf(
  environment: Environment,
  mode: string | null = null,
  certificates: string | null = null,
): Pick<ServerSettings, "tls" | "certificates"> {
  const tls = TLS_MODES.get(mode ?? (environment.PGSSLMODE || "prefer"));
  const modes = [...TLS_MODES.keys()].join(", ");
  if (tls === undefined) throw bad(`a ${mode === null ? "PGSSLMODE" : "sslmode"} of ${modes}`);
  return { tls, certificates: certificates ?? (environment.PGSSLROOTCERT || null) };
}

function bad(expected: string): DatabaseError {
  return new DatabaseError("bad_address", `the address of the database: expected ${expected}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw bad("characters beyond letters and digits as %XX");
  }
}
