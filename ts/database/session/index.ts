/**
 * Sessions on an OAR database: one connection to a PostgreSQL server, or the embedded PGlite. Statements always take
 * parameters, a transaction never goes on on another connection, and no password is in any error.
 */
export type { Parameter, Row, Value } from "./connection.js";
export { DATABASE_CODES, type DatabaseCode, DatabaseError } from "./errors.js";
export { type Leadership, type LeadershipOptions, tryLead } from "./leadership.js";
export { openSession } from "./open.js";
export type { Deadlines } from "./postgres.js";
export type { Tables } from "./queries.js";
export { Queries, Session, Transaction } from "./session.js";
export type { DatabaseSettings, EmbeddedSettings, ServerSettings, TlsMode } from "./settings.js";
export { settingsOfConfiguration, settingsOfUrl } from "./settings.js";
