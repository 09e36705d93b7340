/** The statuses that OAR understands (sections 5.11 and 6 of the database reference); there is none above 2. */
import { ConfigurationError, DatabaseError } from "../../../database/index.js";
import { EXIT, type ExitStatus } from "../../exit-status.js";

/** Classes of PostgreSQL's codes that say nothing about what is in the database: the next round may be luckier. */
const PASSING = /^(?:08|40|53|55|57|58)/;

/** What Almighty is told of a round that failed: 2 when another round would fail too, else 1, "again". */
export function metaStatus(error: unknown): ExitStatus {
  return isHopeless(error) ? EXIT.badInput : EXIT.ours;
}

/**
 * What the meta-scheduler is told of a program that failed. It disables the queue of one that does not end with 0, and
 * nobody enables it again: so what passes by itself is no failure.
 */
export function kamelotStatus(error: unknown): ExitStatus {
  if (isHopeless(error)) return EXIT.badInput;
  return isPassing(error) ? EXIT.ok : EXIT.ours;
}

function isHopeless(error: unknown): boolean {
  if (error instanceof ConfigurationError) return true;
  return error instanceof DatabaseError && (error.code === "not_oar" || error.code === "bad_address");
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  return error.sqlState === null || PASSING.test(error.sqlState);
}
