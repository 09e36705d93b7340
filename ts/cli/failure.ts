/** From an error to what the user reads and the status the program ends with. */
// From their own files: the room itself would load its drivers.
import { ConfigurationError } from "../database/configuration/error.js";
import { type DatabaseCode, DatabaseError } from "../database/session/errors.js";
import { InputError, RedoxError } from "../engine/node.js";
import { EndpointError } from "../metascheduler/daemon/error.js";
import { RecordingError } from "../metascheduler/notifier/recording.js";
import { EXIT, type ExitStatus } from "./exit-status.js";
import { SourceError } from "./input/index.js";
import { OutputClosedError, OutputFailedError } from "./output.js";
import { printable } from "./style/index.js";

/** What to say and how to end. */
export interface Failure {
  readonly status: ExitStatus;
  /** Lines for standard error; none when there is nothing to say. */
  readonly lines: readonly string[];
}

/** What is wrong with a database before anything is done in it: another address, or another database, is needed. */
const WRONG_DATABASE: ReadonlySet<DatabaseCode> = new Set([
  "bad_address",
  "connect_failed",
  "tls_refused",
  "locked",
  "not_installed",
  "not_oar",
  "not_empty",
]);
/** PostgreSQL's word for a privilege that is missing. */
const NO_PRIVILEGE = "42501";

/** Sorts an error: a bad input is the user's, a reader that has gone is nobody's, everything else is ours. */
export function failureOf(error: unknown): Failure {
  if (error instanceof OutputClosedError) return { status: EXIT.ok, lines: [] };
  if (error instanceof SourceError) return { status: EXIT.badInput, lines: error.lines.map(printable) };
  if (error instanceof InputError) {
    return { status: EXIT.badInput, lines: error.faults.map(({ message }) => printable(message)) };
  }
  if (error instanceof ConfigurationError) {
    return { status: EXIT.badInput, lines: error.faults.map(({ message }) => printable(message)) };
  }
  if (error instanceof RecordingError || error instanceof EndpointError) {
    return { status: EXIT.badInput, lines: [`oar-redox: ${printable(error.message)}`] };
  }
  if (error instanceof DatabaseError) return failureOfDatabase(error);
  if (error instanceof OutputFailedError) {
    return { status: EXIT.ours, lines: [`oar-redox: ${printable(error.message)}`] };
  }
  if (error instanceof RedoxError) {
    return { status: EXIT.ours, lines: [`oar-redox: ${printable(error.message)} (${error.code})`, ...causeOf(error)] };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    status: EXIT.ours,
    lines: ["oar-redox: internal error, please report it:", ...stack.split("\n").map(printable)],
  };
}

function failureOfDatabase({ code, sqlState, message }: DatabaseError): Failure {
  const lines = [`oar-redox: ${printable(message)} (${sqlState ?? code})`];
  if (sqlState === NO_PRIVILEGE) lines.push("oar-redox db grants prints the privileges that are needed");
  const wrong = WRONG_DATABASE.has(code) || sqlState === NO_PRIVILEGE;
  return { status: wrong ? EXIT.badInput : EXIT.ours, lines };
}

function causeOf(error: Error): string[] {
  if (error.cause === undefined) return [];
  const text = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : String(error.cause);
  return ["caused by:", ...text.split("\n").map(printable)];
}
