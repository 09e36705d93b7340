/** What the texts of a command line may say. */
import { InvalidArgumentError } from "commander";

/**
 * Reads a whole number from 0 to 2^53 - 1.
 *
 * @param what it is, for the complaint, such as `A job id`
 */
export function wholeNumber(what: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
    throw new InvalidArgumentError(`${what} is a whole number.`);
  };
}

/** OAR keeps dates in columns of four bytes. */
const LAST_DATE = 2_147_483_647;

/** Reads a date: epoch seconds, from 0 to {@link LAST_DATE}. */
export function epoch(text: string): number {
  const date = wholeNumber("A date")(text);
  if (date > LAST_DATE) throw new InvalidArgumentError(`A date is at most ${LAST_DATE}.`);
  return date;
}
