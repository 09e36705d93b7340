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
