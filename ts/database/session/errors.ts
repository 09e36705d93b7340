/** What can go wrong with a session. */
import { RedoxError } from "../../engine/node.js";

/**
 * Codes of a database that does not do what it is asked.
 *
 * - `bad_address`: a URL or a configuration does not say which database is meant.
 * - `connect_failed`: no connection, or it was refused.
 * - `tls_refused`: TLS is required and the server does not offer it, or its certificate is not accepted.
 * - `connection_lost`: the connection ended; whatever was not committed is rolled back. The session is over.
 * - `commit_unknown`: the connection ended while a transaction was committed: it is wholly there or wholly absent.
 *   The session is over.
 * - `deadline`: a statement took too long. If the server did not answer at all the session is over.
 * - `statement_failed`: the server refused a statement; `sqlState` says why.
 * - `rolled_back`: a transaction that had failed was to be committed.
 * - `closed`: the session, or the transaction, is over already.
 * - `nested`: the session was used inside its own transaction, where only the transaction can be.
 * - `locked`: another process has the embedded database.
 * - `not_leading`: another process decides for this database, or may do so by now. Nothing was written.
 * - `not_installed`: the package of the embedded database is missing.
 * - `integer_too_large`: a number of the database is above 2^53 - 1.
 * - `not_oar`: the database has not the tables of a supported version of OAR.
 * - `not_empty`: there is something in the database already, where nothing may be.
 */
export const DATABASE_CODES = [
  "bad_address",
  "connect_failed",
  "tls_refused",
  "connection_lost",
  "commit_unknown",
  "deadline",
  "statement_failed",
  "rolled_back",
  "closed",
  "nested",
  "locked",
  "not_leading",
  "not_installed",
  "integer_too_large",
  "not_oar",
  "not_empty",
] as const;

/** See {@link DATABASE_CODES}. */
export type DatabaseCode = (typeof DATABASE_CODES)[number];

/** What a server says about the place of an error. */
interface Place {
  readonly position?: string | number | undefined;
  readonly where?: string | undefined;
}

/**
 * A database did not do what it was asked. Neither the statement nor its parameters nor what connected to the server
 * is in the error, so that it can be logged.
 */
export class DatabaseError extends RedoxError {
  override readonly name = "DatabaseError";
  readonly code: DatabaseCode;
  /** Five characters of PostgreSQL's, such as `40001`; `null`: it is no error of a server. */
  readonly sqlState: string | null;
  /** The character of the statement, from 1, that the server does not understand; `null`: it does not say so. */
  readonly position: number | null;
  /** The number of the parameter, from 1, that is no value of its type; `null`: the server does not say so. */
  readonly parameter: number | null;

  constructor(code: DatabaseCode, message: string, sqlState: string | null = null, place: Place = {}) {
    super(message);
    this.code = code;
    this.sqlState = sqlState;
    const parameter = /\$(\d+)(?: = |$)/m.exec(place.where ?? "")?.[1];
    this.position = place.position === undefined ? null : Number(place.position);
    this.parameter = parameter === undefined ? null : Number(parameter);
  }
}

/** Whether after this error nothing more can be done in the session. */
export function endsSession({ code, sqlState }: DatabaseError): boolean {
  // A deadline of the server's has a code of PostgreSQL's, and the session goes on; without one it never answered.
  return code === "connection_lost" || code === "commit_unknown" || (code === "deadline" && sqlState === null);
}
